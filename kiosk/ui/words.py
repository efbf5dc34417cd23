"""The sentences as QML sees them: `Wordbook` holds them in the visitor's language; controls/Words.qml says them."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlSingleton

from shubbak.domain.text import Language
from shubbak.resources import load_wording

QML_IMPORT_NAME = "Shubbak"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlSingleton
class Wordbook(QObject):
    """Every sentence of `resources/i18n` in one language; writing `language` ("ar" or "en") turns the page."""

    languageChanged = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wording = load_wording()
        self._language = Language.AR

    def _get_language(self) -> str:
        return self._language.value

    def _set_language(self, code: str) -> None:
        language = Language(code)
        if language is not self._language:
            self._language = language
            self.languageChanged.emit()

    language = Property(str, _get_language, _set_language, notify=languageChanged)

    @Property(dict, notify=languageChanged)
    def table(self) -> dict[str, str]:
        """Return every sentence by key in the language shown, with its {values} still open."""
        return {key: self._wording.text(key).say(self._language) for key in sorted(self._wording.keys())}

    @Slot(str, str, result=str)
    def say(self, key: str, language: str) -> str:
        """Return one sentence in a language of one's choice; its {values} stay open."""
        return self._wording.text(key).say(Language(language))
