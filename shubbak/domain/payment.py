"""One charge: an intent that is a row before the terminal is asked, and the state it came to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from shubbak.domain.money import Money


class PaymentMethod(StrEnum):
    """How the applicant pays; the station offers what its devices can do."""

    CARD = "card"
    CASH = "cash"


class PaymentState(StrEnum):
    """Where a charge stands. UNKNOWN is asked about, never charged again."""

    INTENDED = "intended"
    CAPTURED = "captured"
    DECLINED = "declined"
    CANCELLED = "cancelled"
    UNKNOWN = "unknown"
    REVERSED = "reversed"


@dataclass(frozen=True, slots=True)
class Payment:
    """One charge. `id` is ours (UUIDv7) and the terminal's reference for ever; `reference` is the acquirer's, once
    known.
    """

    id: str
    application_id: str
    amount: Money
    method: PaymentMethod
    state: PaymentState
    intended_at: datetime
    reference: str = ""
    card_tail: str = ""
