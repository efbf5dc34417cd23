"""An amount of the service's currency, kept as whole minor units."""

from __future__ import annotations

from collections.abc import Mapping

from shubbak.domain.application import Answer
from shubbak.domain.money import EXPONENTS, Money, parse_decimal
from shubbak.domain.text import Language, ascii_digits, isolate
from shubbak.fields.kind import (
    FactType,
    Keyboard,
    Limit,
    Question,
    RuleType,
    Wrong,
    answered,
    masked,
    whole_rule,
    word_rule,
)

# An amount times a number, each the largest allowed, stays below what 64 bits hold (9.2e18): a fee cannot overflow.
_MOST_MINOR = 100_000_000_000


class MoneyKind:
    """An amount from `min` (zero) to `max`, with at most the decimals of `currency`."""

    name = "money"
    asks = True
    fact_type: FactType = "int"
    keyboard: Keyboard = "decimal"
    empty = 0
    rules: Mapping[str, RuleType] = {"min": "amount", "max": "amount", "currency": "currency"}
    limits: Mapping[str, Limit] = {"min": Limit(0, _MOST_MINOR, 0), "max": Limit(0, _MOST_MINOR, _MOST_MINOR)}

    def parse(self, field: Question, untrusted_raw: str) -> Answer | Wrong:
        return answered(field, untrusted_raw, self.empty, _read)

    def write(self, field: Question, answer: Answer) -> str:
        return _money(field, answer).decimal()

    def show(self, field: Question, answer: Answer, language: Language) -> str:
        return _money(field, answer).show(language)

    def redact(self, answer: Answer) -> str:
        return masked(str(answer))


def _money(field: Question, answer: Answer) -> Money:
    return Money(int(str(answer)), word_rule(field, "currency"))


def _read(field: Question, text: str) -> Answer | Wrong:
    currency = word_rule(field, "currency")
    # An Arabic keyboard types the decimal point as U+066B, the thousands sign as U+066C or the Arabic comma.
    digits = ascii_digits(text).replace("،", "").replace(" ", "")
    if len(digits) > 20 or not digits[:1].isdigit():
        return Wrong("answer-money", {"places": isolate(str(EXPONENTS[currency]))})
    try:
        amount = parse_decimal(digits, currency)
    except ValueError:
        return Wrong("answer-money", {"places": isolate(str(EXPONENTS[currency]))})
    least, most = whole_rule(field, "min", 0), whole_rule(field, "max", _MOST_MINOR)
    if amount.amount_minor < least:
        return Wrong("answer-money-small", {"min": isolate(Money(least, currency).decimal())})
    if amount.amount_minor > most:
        return Wrong("answer-money-large", {"max": isolate(Money(most, currency).decimal())})
    return amount.amount_minor


KIND = MoneyKind()
