"""The office's sentences in the language of the moment; everything that shows words listens to `changed`."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from shubbak.domain.counted import count_words
from shubbak.domain.problem import Problem
from shubbak.domain.text import Language, Text
from shubbak.domain.wording import Wording


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
        """Return the sentence for a problem; the counter's own where the visitor's sends to the member of staff who
        reads it here.
        """
        own = f"office.problem.{problem.code}"
        if own in self.sentences.keys():  # noqa: SIM118 - no mapping
            return self.say(own, **problem.params)
        return self.sentences.explain(problem, self.language)

    def count(self, key: str, number: int) -> str:
        """Say how many, as each language counts."""
        return count_words(self.sentences, self.language, key, number)
