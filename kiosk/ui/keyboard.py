"""The on-screen keyboard's mind: opens for whatever takes text, shows the fitting layout, and types into it.

Ours because Qt's own is GPL-only and hides the hamza letters behind a long press. Keys never take the focus; what they
type arrives as input method events, the way any Qt text field expects them.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Property, QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QInputMethodQueryEvent, QKeyEvent
from PySide6.QtQml import QmlElement, QmlSingleton
from PySide6.QtQuick import QQuickItem

from kiosk.ui.keyboard_layout import LAYOUTS, Layout

QML_IMPORT_NAME = "Shubbak"
QML_IMPORT_MAJOR_VERSION = 1

_HINT = Qt.InputMethodHint
#: The first hint that a field has decides; a field without any opens in the visitor's language.
_BY_HINT = (
    (_HINT.ImhDigitsOnly, "digits"),
    # Plots and buildings: mostly digits, but 12/3 and 12أ are numbers too.
    (_HINT.ImhPreferNumbers, "numbers"),
    (_HINT.ImhFormattedNumbersOnly, "decimal"),
    (_HINT.ImhDialableCharactersOnly, "phone"),
    (_HINT.ImhEmailCharactersOnly, "email"),
    (_HINT.ImhLatinOnly, "en"),
    (_HINT.ImhPreferLatin, "en"),
)


@QmlElement
@QmlSingleton
class KeyboardModel(QObject):
    """What Keyboard.qml draws: `open`, the `rows` of the layout shown, and `press` for each key."""

    openChanged = Signal()
    layoutChanged = Signal()
    languageChanged = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open = False
        self._shifted = False
        self._lines = False
        self._layout = LAYOUTS["ar"]
        self._language = "ar"
        QGuiApplication.instance().focusObjectChanged.connect(self._follow)  # type: ignore[union-attr]

    def _get_language(self) -> str:
        return self._language

    def _set_language(self, language: str) -> None:
        if language != self._language:
            self._language = language
            self.languageChanged.emit()

    #: The visitor's language, "ar" or "en": the layout a plain text field opens with.
    language = Property(str, _get_language, _set_language, notify=languageChanged)

    @Property(bool, notify=openChanged)
    def open(self) -> bool:
        return self._open

    @Property(bool, notify=layoutChanged)
    def pad(self) -> bool:
        return self._layout.pad

    @Property(int, notify=layoutChanged)
    def columns(self) -> int:
        return self._layout.columns

    @Property(str, notify=layoutChanged)
    def layoutName(self) -> str:
        return self._layout.name

    @Property(str, notify=layoutChanged)
    def layoutLanguage(self) -> str:
        return self._layout.language

    @Property(bool, notify=layoutChanged)
    def shifted(self) -> bool:
        return self._shifted

    @Property(list, notify=layoutChanged)
    def rows(self) -> list[list[dict[str, Any]]]:
        """Return the rows of keys: `text` as it would be typed now, `action`, `span`."""
        return [
            [{"text": self._cased(key.text), "action": key.action, "span": key.span} for key in row]
            for row in self._layout.rows
        ]

    @Slot(str, str)
    def press(self, action: str, text: str) -> None:
        """Do a key's action, or type its text into whatever has the focus."""
        target = QGuiApplication.focusObject()
        if target is None:
            return
        if not action or action == "space":
            self._commit(target, text if not action else " ")
        elif action in ("done", "hide"):
            self._let_go(target)
        elif action in ("back", "enter"):
            self._strike(target, Qt.Key.Key_Backspace if action == "back" else Qt.Key.Key_Return)
        elif action == "clear":
            self._clear(target)
        else:
            self._turn(action)

    def _commit(self, target: QObject, text: str) -> None:
        event = QInputMethodEvent()
        event.setCommitString(text)
        QGuiApplication.sendEvent(target, event)
        if self._shifted:
            self._show(self._layout, shifted=False)

    def _strike(self, target: QObject, key: Qt.Key) -> None:
        text = "\r" if key == Qt.Key.Key_Return else ""
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QGuiApplication.sendEvent(target, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text))

    def _clear(self, target: QObject) -> None:
        """Take everything out in one event that replaces the text around the cursor."""
        query = QInputMethodQueryEvent(
            Qt.InputMethodQuery.ImSurroundingText | Qt.InputMethodQuery.ImCursorPosition,
        )
        QGuiApplication.sendEvent(target, query)
        around = str(query.value(Qt.InputMethodQuery.ImSurroundingText) or "")
        cursor = int(query.value(Qt.InputMethodQuery.ImCursorPosition) or 0)
        event = QInputMethodEvent()
        event.setCommitString("", -cursor, len(around))
        QGuiApplication.sendEvent(target, event)

    def _let_go(self, target: QObject) -> None:
        # The focus goes too: otherwise a second tap on the same field would change nothing and open no keyboard.
        if isinstance(target, QQuickItem):
            target.setFocus(False)
        self._set_open(False)

    def _turn(self, action: str) -> None:
        language = self._layout.language or self._language
        if action == "shift":
            self._show(self._layout, shifted=not self._shifted)
        elif action == "language":
            self._show(self._letters("en" if language == "ar" else "ar"))
        elif action == "symbols":
            self._show(LAYOUTS[f"{language}-symbols"])
        elif action == "letters":
            self._show(self._letters(language))

    def _letters(self, language: str) -> Layout:
        return LAYOUTS[f"{language}-lines" if self._lines else language]

    def _cased(self, text: str) -> str:
        return text.upper() if self._shifted and len(text) == 1 else text

    def _follow(self, target: QObject | None) -> None:
        """Open for a new focus that takes text, with the layout its hints ask for; close for any other."""
        if target is None or not self._takes_text(target):
            self._set_open(False)
            return
        query = QInputMethodQueryEvent(Qt.InputMethodQuery.ImHints)
        QGuiApplication.sendEvent(target, query)
        hints = Qt.InputMethodHint(query.value(Qt.InputMethodQuery.ImHints) or 0)
        self._lines = bool(hints & _HINT.ImhMultiLine)
        asked = next((name for hint, name in _BY_HINT if hints & hint), "")
        letters = "ar" if target.property("arabic") else self._language
        self._show(LAYOUTS[asked] if asked and asked != "en" else self._letters(asked or letters))
        self._set_open(True)

    def _takes_text(self, target: QObject) -> bool:
        query = QInputMethodQueryEvent(Qt.InputMethodQuery.ImEnabled | Qt.InputMethodQuery.ImReadOnly)
        QGuiApplication.sendEvent(target, query)
        enabled = query.value(Qt.InputMethodQuery.ImEnabled)
        return bool(enabled) and not query.value(Qt.InputMethodQuery.ImReadOnly)

    def _show(self, layout: Layout, *, shifted: bool = False) -> None:
        if (layout, shifted) != (self._layout, self._shifted):
            self._layout, self._shifted = layout, shifted
            self.layoutChanged.emit()

    def _set_open(self, is_open: bool) -> None:
        if is_open != self._open:
            self._open = is_open
            self.openChanged.emit()
