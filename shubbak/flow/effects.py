"""What a visit asks of the world; each answer comes back as an event."""

from __future__ import annotations

from dataclasses import dataclass

from shubbak.domain.application import Application
from shubbak.domain.draft import Draft
from shubbak.domain.payment import Payment
from shubbak.domain.receipt import Receipt
from shubbak.forms.service import Service


@dataclass(frozen=True, slots=True)
class ReadIdentity:
    """Scan and read the identity document: IdentityRead or ScanFailed."""


@dataclass(frozen=True, slots=True)
class ScanDocument:
    """Scan one page for a need: DocumentScanned or ScanFailed."""

    need: str
    alternative: str


@dataclass(frozen=True, slots=True)
class TakePayment:
    """Write the intent, then charge: PaymentSettled or PaymentNotStarted."""

    payment: Payment


@dataclass(frozen=True, slots=True)
class AskPayment:
    """Ask what became of an unknown charge: PaymentSettled."""

    payment: Payment


@dataclass(frozen=True, slots=True)
class GiveBack:
    """The person left a paid visit unfinished: reverse the charge; nobody waits for the answer."""

    payment: Payment


@dataclass(frozen=True, slots=True)
class Submit:
    """Seal, number and commit: Submitted or SubmitFailed."""

    application: Application


@dataclass(frozen=True, slots=True)
class Print:
    """Print the receipt: Printed or PrintFailed. The service is the visit's own, whatever the catalogue says by now."""

    application: Application
    service: Service
    receipt: Receipt
    code: str


@dataclass(frozen=True, slots=True)
class KeepDraft:
    """Put the application aside: DraftKept or DraftFailed."""

    draft: Draft


@dataclass(frozen=True, slots=True)
class TakeDraft:
    """Fetch an application that was put aside: DraftTaken or DraftFailed."""

    draft_id: str


@dataclass(frozen=True, slots=True)
class DropDraft:
    """The application that was taken up is thrown away for good; nobody waits for the answer."""

    draft_id: str


@dataclass(frozen=True, slots=True)
class Wipe:
    """Forget the person everywhere: pictures, keyboard, clipboard, queues of late answers."""


Effect = (
    ReadIdentity
    | ScanDocument
    | TakePayment
    | AskPayment
    | GiveBack
    | Submit
    | Print
    | KeepDraft
    | TakeDraft
    | DropDraft
    | Wipe
)
