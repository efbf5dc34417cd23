"""The receipt: its number, and the few facts that its signed code carries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from shubbak.domain.money import Money
from shubbak.domain.text import ascii_digits

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRSTUVW"  # 31 signs, a prime: no I and O, which read as 1 and 0


class ReceiptStatus(StrEnum):
    """How far the application behind a receipt has come: taken by the station, or accepted by the portal."""

    TAKEN = "taken"
    ACCEPTED = "accepted"


def check_character(body: str) -> str:
    """Return the check character of a receipt number's body: weighted sum modulo 31, so any single error and any
    swap of neighbours shows.
    """
    values = [_ALPHABET.index(sign) for sign in body if sign != "-"]
    return _ALPHABET[sum((place + 2) * value for place, value in enumerate(values)) % 31]


@dataclass(frozen=True, slots=True)
class ReceiptNumber:
    """Station, year and a sequence without gaps, shown as K07-2026-000042-X; X is the check character."""

    station: str
    year: int
    sequence: int

    def __str__(self) -> str:
        body = f"{self.station}-{self.year:04d}-{self.sequence:06d}"
        return f"{body}-{check_character(body)}"


def parse_receipt_number(text: str) -> ReceiptNumber:
    """Read a number as a person types it; raises ValueError on a wrong shape or check character."""
    parts = ascii_digits(text).strip().upper().split("-")
    if len(parts) != 4 or not (parts[1].isdigit() and parts[2].isdigit()) or not parts[0]:
        raise ValueError("receipt-number-shape")
    number = ReceiptNumber(parts[0], int(parts[1]), int(parts[2]))
    if any(sign not in _ALPHABET for sign in parts[0]) or str(number) != "-".join(parts):
        raise ValueError("receipt-number-check")
    return number


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the applicant holds. No personal data: whoever finds it learns the service and the sum, not the person."""

    number: ReceiptNumber
    application_id: str
    service_id: str
    total: Money
    issued_at: datetime
