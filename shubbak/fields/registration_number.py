"""A number that an office gave: a commercial register, licence, plot or parcel number, kept as text."""

from __future__ import annotations

import re
from collections.abc import Mapping

from shubbak.domain.application import Answer
from shubbak.domain.text import Language, ascii_digits, isolate
from shubbak.fields.kind import FactType, Keyboard, Limit, Question, RuleType, Wrong, answered, masked, word_rule
from shubbak.fields.text import within_length

_NUMBER = re.compile(r"[A-Z0-9\u0621-\u064a]+([/-][A-Z0-9\u0621-\u064a]+)*")

_USUAL, _LONGEST = 20, 60


class RegistrationNumberKind:
    """Digits, letters, / and -; `digits_only` narrows it, `starts` names its first signs, lengths bound it (20)."""

    name = "registration_number"
    asks = True
    fact_type: FactType = "string"
    keyboard: Keyboard = "latin"
    empty = ""
    rules: Mapping[str, RuleType] = {
        "min_length": "whole",
        "max_length": "whole",
        "digits_only": "flag",
        "starts": "word",
    }
    limits: Mapping[str, Limit] = {
        "min_length": Limit(0, _LONGEST, 0),
        "max_length": Limit(1, _LONGEST, _USUAL),
    }

    missing = "answer-required"

    def parse(self, field: Question, untrusted_raw: str) -> Answer | Wrong:
        return answered(field, untrusted_raw, self.empty, _read, missing=self.missing)

    def write(self, field: Question, answer: Answer) -> str:
        return str(answer)

    def show(self, field: Question, answer: Answer, language: Language) -> str:
        return isolate(str(answer))

    def redact(self, answer: Answer) -> str:
        return masked(str(answer), keep=2)


def _read(field: Question, text: str) -> Answer | Wrong:
    number = re.sub(r"\s*([/-])\s*", r"\1", ascii_digits(text)).replace(" ", "").upper()
    if field.rules.get("digits_only") is True and not (number.isascii() and number.isdigit()):
        return Wrong("answer-registration-digits")
    if not _NUMBER.fullmatch(number):
        return Wrong("answer-registration")
    starts = word_rule(field, "starts")
    if not number.startswith(starts):
        return Wrong("answer-registration-start", {"starts": isolate(starts)})
    return within_length(field, number, _USUAL)


KIND = RegistrationNumberKind()
