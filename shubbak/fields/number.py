"""A whole number, such as an area in square metres or a count of copies."""

from __future__ import annotations

import re
from collections.abc import Mapping

from shubbak.domain.application import Answer
from shubbak.domain.text import Language, Text, ascii_digits, isolate
from shubbak.fields.kind import FactType, Keyboard, Limit, Question, RuleType, Wrong, answered, masked, whole_rule

# See `money`: products of what may be typed by default stay below what 64 bits hold.
_USUAL = 10_000_000
_DIGITS = 12
_WHOLE = re.compile(rf"-?\d{{1,{_DIGITS}}}")
_MOST = 10**_DIGITS - 1


class NumberKind:
    """A whole number from `min` (0) to `max` (ten million); `unit` stands behind it when shown."""

    name = "number"
    asks = True
    fact_type: FactType = "int"
    keyboard: Keyboard = "digits"
    empty = 0
    rules: Mapping[str, RuleType] = {"min": "whole", "max": "whole", "unit": "both"}
    limits: Mapping[str, Limit] = {"min": Limit(-_MOST, _MOST, 0), "max": Limit(-_MOST, _MOST, _USUAL)}

    def parse(self, field: Question, untrusted_raw: str) -> Answer | Wrong:
        return answered(field, untrusted_raw, self.empty, _read)

    def write(self, field: Question, answer: Answer) -> str:
        return str(answer)

    def show(self, field: Question, answer: Answer, language: Language) -> str:
        unit = field.rules.get("unit")
        figure = isolate(f"{int(str(answer)):,}")
        return f"{figure} {unit.say(language)}" if isinstance(unit, Text) else figure

    def redact(self, answer: Answer) -> str:
        return masked(str(answer))


def _read(field: Question, text: str) -> Answer | Wrong:
    digits = ascii_digits(text).replace(",", "").replace("،", "").replace(" ", "")
    if not (digits.isascii() and _WHOLE.fullmatch(digits)):
        return Wrong("answer-number")
    value = int(digits)
    least, most = whole_rule(field, "min", 0), whole_rule(field, "max", _USUAL)
    if value < least:
        return Wrong("answer-number-small", {"min": isolate(f"{least:,}")})
    if value > most:
        return Wrong("answer-number-large", {"max": isolate(f"{most:,}")})
    return value


KIND = NumberKind()
