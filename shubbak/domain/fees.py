"""What a request costs, line by line, with the working that a person may ask for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from shubbak.domain.money import Money
from shubbak.domain.text import Text

#: A thousand million of a three-decimal currency: no fee comes near it, and a thousand lines of it still add up to
#: less than 2**53, which every database column and JSON reader keeps exactly.
MOST_MINOR = 10**12


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
    RESUBMISSION = "resubmission"
    OFFICE_CHARGE = "office_charge"
    CHANNEL_CHARGE = "channel_charge"
    TAX = "tax"


@dataclass(frozen=True, slots=True)
class AssessedFee:
    """One line as assessed for one request; `working` explains the figure in both languages.

    account: the payee's account the money is booked to, a number or the books' own word ("stamps"), "" for the payee's
    own. release: when a deposit is given back.
    indicative: the figure is a sample that no source confirms; staff see it as such. due_step: the step of the
    procedure that takes it, "" where it is paid in the visit.
    """

    code: str
    label: Text
    kind: FeeKind
    amount: Money
    payee: Payee
    refundable: bool
    taxable: bool
    working: Text
    account: str = ""
    release: Text | None = None
    indicative: bool = False
    due_step: str = ""

    @property
    def account_number(self) -> str:
        """The account where it is a number, which people are shown; "" for a word of the books."""
        return self.account if self.account[:1].isdigit() else ""


@dataclass(frozen=True, slots=True)
class Situation:
    """What a fee may depend on besides the answers and the day.

    channel: kiosk, office, desk, portal, mobile…, "" while unknown. method: card or cash, "" before a person chose.
    returns: how often the application was returned for correction.
    """

    channel: str = ""
    method: str = ""
    returns: int = 0
