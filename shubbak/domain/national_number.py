"""National and civil numbers of the four countries: their lengths, first digits and check digits, and no register."""

from __future__ import annotations

_KUWAIT_WEIGHTS = (2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_LENGTHS = {"JO": (10, 10), "OM": (5, 8), "KW": (12, 12), "SA": (10, 10)}

#: Saudi numbers begin with 1 (citizen) or 2 (resident); border and visitor numbers begin with 3, 4 or 5.
SAUDI_FIRST_DIGITS = "12"


def national_number_fault(country: str, digits: str, first_digits: str = SAUDI_FIRST_DIGITS) -> str:
    """Return "" for a well-formed number, else what is wrong with it: `length`, `first` or `check`.

    country is an ISO 3166 code of two letters (JO, OM, KW, SA; KeyError for others); digits are ASCII, without spaces.
    first_digits are those a Saudi number may begin with. A well-formed number is not yet a person's: Jordan and Oman
    publish no check digit, so only their registers can tell.
    """
    least, most = _LENGTHS[country]
    if not (digits.isascii() and digits.isdigit() and least <= len(digits) <= most):
        return "length"
    if country == "SA" and digits[0] not in first_digits:
        return "first"
    if country == "KW" and kuwait_check_digit(digits[:11]) != int(digits[11]):
        return "check"
    if country == "SA" and luhn_sum(digits) % 10 != 0:
        return "check"
    return ""


def national_number_length(country: str) -> str:
    """Return how many digits a country's number has, as text for a sentence: "10" or "5-8"."""
    least, most = _LENGTHS[country]
    return str(least) if least == most else f"{least}-{most}"


def kuwait_check_digit(first_eleven: str) -> int | None:
    """Return the twelfth digit of a Kuwaiti civil number, or None where the rule gives 10 or 11.

    Such numbers are never issued: mapping them to 0 or 1, as some validators do, lets invented numbers in.
    """
    weighted = sum(weight * int(digit) for weight, digit in zip(_KUWAIT_WEIGHTS, first_eleven, strict=True))
    check = 11 - weighted % 11
    return check if check < 10 else None


def luhn_sum(digits: str) -> int:
    """Return the Luhn sum counted from the right (ISO/IEC 7812-1 annex B); a valid number's sum ends in 0."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total
