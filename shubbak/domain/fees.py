"""What a request costs, line by line, with the working that a person may ask for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from shubbak.domain.money import Money
from shubbak.domain.text import Text


class Payee(StrEnum):
    """Who receives a line of money."""

    GOVERNMENT = "government"
    OFFICE = "office"
    PAYMENT_NETWORK = "payment_network"
    CONTRACTOR_ACCOUNT = "contractor_account"


class FeeKind(StrEnum):
    """How a line is worked out."""

    FIXED = "fixed"
    PER_UNIT = "per_unit"
    TIER = "tier"
    PERCENT = "percent"
    DEPOSIT = "deposit"
    PENALTY = "penalty"


@dataclass(frozen=True, slots=True)
class AssessedFee:
    """One line as assessed for one request; `working` explains the figure in both languages."""

    code: str
    label: Text
    kind: FeeKind
    amount: Money
    payee: Payee
    refundable: bool
    taxable: bool
    working: Text
