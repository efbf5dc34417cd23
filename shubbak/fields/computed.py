"""A whole number that follows from other answers; it is shown, worked out anew each time, and never travels."""

from __future__ import annotations

from collections.abc import Mapping

from shubbak.domain.application import Answer
from shubbak.domain.money import Money
from shubbak.domain.text import Language, Text, isolate
from shubbak.fields.kind import FactType, Keyboard, Question, RuleType, Wrong, masked, word_rule


class ComputedKind:
    """`show_as` money reads it as minor units of `currency`, otherwise it is a number with its `unit`."""

    name = "computed"
    asks = False
    fact_type: FactType = "int"
    keyboard: Keyboard = "none"
    empty = 0
    rules: Mapping[str, RuleType] = {"show_as": "word", "unit": "both", "currency": "currency"}

    def parse(self, field: Question, untrusted_raw: str) -> Answer | Wrong:
        return Wrong("answer-unknown") if untrusted_raw.strip() else self.empty

    def write(self, field: Question, answer: Answer) -> str:
        return ""

    def show(self, field: Question, answer: Answer, language: Language) -> str:
        value, unit = int(str(answer)), field.rules.get("unit")
        if word_rule(field, "show_as") == "money":
            return Money(value, word_rule(field, "currency")).show(language)
        figure = isolate(f"{value:,}")
        return f"{figure} {unit.say(language)}" if isinstance(unit, Text) else figure

    def redact(self, answer: Answer) -> str:
        return masked(str(answer))


KIND = ComputedKind()
