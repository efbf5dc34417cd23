"""A mobile phone number of the service's country, kept in E.164 form such as +96550123456."""

from __future__ import annotations

import re
from collections.abc import Mapping

from shubbak.domain.application import Answer
from shubbak.domain.text import Language, ascii_digits, isolate
from shubbak.fields.kind import FactType, Keyboard, Question, RuleType, Wrong, answered, masked, word_rule

#: Country code and the national part of mobile numbers (libphonenumber's data for Oman; eight digits in Kuwait).
_PLANS = {
    "JO": ("962", re.compile(r"7\d{8}")),
    "OM": ("968", re.compile(r"[79]\d{7}")),
    "KW": ("965", re.compile(r"\d{8}")),
    "SA": ("966", re.compile(r"5\d{8}")),
}


class PhoneKind:
    """A mobile number of `country`, typed with or without the country's code."""

    name = "phone"
    asks = True
    fact_type: FactType = "string"
    keyboard: Keyboard = "digits"
    empty = ""
    rules: Mapping[str, RuleType] = {"country": "country"}

    def parse(self, field: Question, untrusted_raw: str) -> Answer | Wrong:
        return answered(field, untrusted_raw, self.empty, _read)

    def write(self, field: Question, answer: Answer) -> str:
        return str(answer)

    def show(self, field: Question, answer: Answer, language: Language) -> str:
        number = str(answer)
        return isolate(f"{number[:4]} {number[4:]}".strip())

    def redact(self, answer: Answer) -> str:
        return masked(str(answer), keep=2)


def _read(field: Question, text: str) -> Answer | Wrong:
    country = word_rule(field, "country")
    code, plan = _PLANS[country]
    digits = re.sub(r"[\s()./-]", "", ascii_digits(text))
    for prefix in (f"+{code}", f"00{code}", code):
        rest = digits.removeprefix(prefix)
        # A Kuwaiti number may itself begin with 965: the code is only taken off where a whole number remains.
        if rest != digits and _fits(plan, rest):
            return f"+{code}{_national(rest)}"
    if _fits(plan, digits):
        return f"+{code}{_national(digits)}"
    return Wrong(f"answer-phone-{country.lower()}")


def _national(digits: str) -> str:
    return digits.removeprefix("0")


def _fits(plan: re.Pattern[str], digits: str) -> bool:
    return digits.isascii() and plan.fullmatch(_national(digits)) is not None


KIND = PhoneKind()
