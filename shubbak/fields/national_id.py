"""A national or civil number; well-formed is all that can be known without the country's register."""

from __future__ import annotations

from collections.abc import Mapping

from shubbak.domain.application import Answer
from shubbak.domain.national_number import SAUDI_FIRST_DIGITS, national_number_fault, national_number_length
from shubbak.domain.text import Language, ascii_digits, isolate
from shubbak.fields.kind import FactType, Keyboard, Question, RuleType, Wrong, answered, masked, word_rule


class NationalIdKind:
    """A number of `country`; `first_digits` widens what a Saudi number may begin with (12)."""

    name = "national_id"
    asks = True
    fact_type: FactType = "string"
    keyboard: Keyboard = "digits"
    empty = ""
    rules: Mapping[str, RuleType] = {"country": "country", "first_digits": "word"}

    def parse(self, field: Question, untrusted_raw: str) -> Answer | Wrong:
        return answered(field, untrusted_raw, self.empty, _read)

    def write(self, field: Question, answer: Answer) -> str:
        return str(answer)

    def show(self, field: Question, answer: Answer, language: Language) -> str:
        return isolate(str(answer))

    def redact(self, answer: Answer) -> str:
        return masked(str(answer), keep=2)


def _read(field: Question, text: str) -> Answer | Wrong:
    country = word_rule(field, "country")
    digits = ascii_digits(text).replace(" ", "").replace("-", "")
    fault = national_number_fault(country, digits, word_rule(field, "first_digits", SAUDI_FIRST_DIGITS))
    if fault == "length":
        return Wrong("answer-national-length", {"digits": isolate(national_number_length(country))})
    return Wrong(f"answer-national-{fault}") if fault else digits


KIND = NationalIdKind()
