"""The office's sentences in the language of the moment; everything that shows words listens to `changed`."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from shubbak.domain.problem import Problem
from shubbak.domain.text import Language, Text, isolate
from shubbak.domain.wording import Wording

#: How Arabic says none, one and two: by words of their own.
_SMALL = ("none", "one", "two")
_LAST_SMALL = len(_SMALL) - 1


class OfficeWording(QObject):
    """One wording, one language at a time."""

    changed = Signal()

    def __init__(self, sentences: Wording, language: Language = Language.AR) -> None:
        super().__init__()
        self.sentences = sentences
        self.language = language

    def speak(self, language: Language) -> None:
        """Change the language of everything on the screen."""
        if language is not self.language:
            self.language = language
            self.changed.emit()

    def say(self, key: str, **params: str) -> str:
        return self.sentences.say(key, self.language, **params)

    def text(self, key: str) -> Text:
        """Return a sentence in both languages."""
        return self.sentences.text(key)

    def read(self, text: Text | None) -> str:
        """Return the right side of words that a service file or the identity brought along; "" for none."""
        return text.say(self.language) if text else ""

    def explain(self, problem: Problem) -> str:
        return self.sentences.explain(problem, self.language)

    def reason(self, code: str) -> str:
        """Explain the code of a packet's last try; the portal may know some that this release does not."""
        known = self.sentences.keys()
        if f"problem.{code}" not in known:
            return self.say("outbox.unknown_reason", code=isolate(code))
        return self.say(f"problem.{code}")

    def count(self, key: str, number: int) -> str:
        """Say how many: Arabic counts one, two, three to ten, and from eleven each in its own form."""
        if number <= _LAST_SMALL:
            return self.say(f"{key}.{_SMALL[number]}")
        form = "few" if 3 <= number % 100 <= 10 else "many"
        return self.say(f"{key}.{form}", n=isolate(str(number)))
