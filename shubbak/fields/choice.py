"""One of several options; the option's id is the answer."""

from __future__ import annotations

from collections.abc import Mapping

from shubbak.domain.application import Answer
from shubbak.domain.text import Language
from shubbak.fields.kind import FactType, Keyboard, Question, RuleType, Wrong, answered


class ChoiceKind:
    """Exactly one of the question's options."""

    name = "choice"
    asks = True
    fact_type: FactType = "string"
    keyboard: Keyboard = "none"
    empty = ""
    rules: Mapping[str, RuleType] = {}

    def parse(self, field: Question, untrusted_raw: str) -> Answer | Wrong:
        return answered(field, untrusted_raw, self.empty, _read)

    def write(self, field: Question, answer: Answer) -> str:
        return str(answer)

    def show(self, field: Question, answer: Answer, language: Language) -> str:
        return next((option.label.say(language) for option in field.options if option.id == answer), "")

    def redact(self, answer: Answer) -> str:
        return "•••"


def _read(field: Question, text: str) -> Answer | Wrong:
    return text if any(option.id == text for option in field.options) else Wrong("answer-choice")


KIND = ChoiceKind()
