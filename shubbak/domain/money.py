"""Money as integer minor units with its ISO 4217 currency; never a float, never without its currency."""

from __future__ import annotations

from dataclasses import dataclass

from shubbak.domain.text import Language, Text, isolate

#: ISO 4217 exponents of the currencies served: dinars and the Omani rial have three decimals, the Saudi riyal two.
EXPONENTS = {"JOD": 3, "OMR": 3, "KWD": 3, "SAR": 2}
NAMES = {
    "JOD": Text("دينار أردني", "JOD"),
    "OMR": Text("ريال عُماني", "OMR"),
    "KWD": Text("دينار كويتي", "KWD"),
    "SAR": Text("ريال سعودي", "SAR"),
}


@dataclass(frozen=True, slots=True)
class Money:
    """An amount; `amount_minor` counts the currency's smallest unit (fils, baisa, halala)."""

    amount_minor: int
    currency: str

    def __post_init__(self) -> None:
        if self.currency not in EXPONENTS:
            raise ValueError(f"unknown currency {self.currency!r}")

    def __add__(self, other: Money) -> Money:
        if self.currency != other.currency:
            raise ValueError(f"{self.currency} and {other.currency} do not add up")
        return Money(self.amount_minor + other.amount_minor, self.currency)

    def decimal(self) -> str:
        """Return the plain figure with all its decimals and thousands commas, such as 12,345.678."""
        places = EXPONENTS[self.currency]
        sign = "-" if self.amount_minor < 0 else ""
        whole, part = divmod(abs(self.amount_minor), 10**places)
        return f"{sign}{whole:,}.{part:0{places}d}"

    def show(self, language: Language) -> str:
        """Return the figure, isolated, with the currency's name in the reader's language."""
        return f"{isolate(self.decimal())} {NAMES[self.currency].say(language)}"


def parse_decimal(text: str, currency: str) -> Money:
    """Read '5', '5.000' or '12,345.678' in a currency.

    Raises ValueError when the text is not a plain figure or has more decimals than the currency.
    """
    places = EXPONENTS[currency]
    whole, _, part = text.replace(",", "").strip().partition(".")
    sign = -1 if whole.startswith("-") else 1
    whole = whole.lstrip("-")
    if (
        not (whole.isascii() and whole.isdigit())
        or len(part) > places
        or (part and not (part.isascii() and part.isdigit()))
    ):
        raise ValueError(f"{text!r} is not an amount of {currency}")
    return Money(sign * (int(whole) * 10**places + int(part.ljust(places, "0") or "0")), currency)


def total(amounts: list[Money], currency: str) -> Money:
    """Add up amounts of one currency; no amounts make zero."""
    return sum(amounts, start=Money(0, currency))
