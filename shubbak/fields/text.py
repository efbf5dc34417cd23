"""A line of text, such as a trade name or the name of a village."""

from __future__ import annotations

from collections.abc import Mapping

from shubbak.domain.application import Answer
from shubbak.domain.text import Language, isolate, isolate_name
from shubbak.fields.kind import FactType, Keyboard, Limit, Question, RuleType, Wrong, answered, masked, whole_rule

_USUAL, _LONGEST = 120, 500


class TextKind:
    """One line; at most `max_length` signs (120)."""

    name = "text"
    asks = True
    fact_type: FactType = "string"
    keyboard: Keyboard = "arabic"
    empty = ""
    rules: Mapping[str, RuleType] = {"min_length": "whole", "max_length": "whole"}
    limits: Mapping[str, Limit] = {
        "min_length": Limit(0, _LONGEST, 0),
        "max_length": Limit(1, _LONGEST, _USUAL),
    }

    def parse(self, field: Question, untrusted_raw: str) -> Answer | Wrong:
        return answered(field, untrusted_raw, self.empty, lambda question, text: within_length(question, text, _USUAL))

    def write(self, field: Question, answer: Answer) -> str:
        return str(answer)

    def show(self, field: Question, answer: Answer, language: Language) -> str:
        return isolate_name(str(answer))

    def redact(self, answer: Answer) -> str:
        return masked(str(answer))


def within_length(field: Question, text: str, longest: int) -> str | Wrong:
    """Return the text, or what is wrong with its length; `longest` is the kind's own limit."""
    least, most = whole_rule(field, "min_length", 1), whole_rule(field, "max_length", longest)
    if len(text) < least:
        return Wrong("answer-too-short", {"min": isolate(str(least))})
    if len(text) > most:
        return Wrong("answer-too-long", {"max": isolate(str(most))})
    return text


KIND = TextKind()
