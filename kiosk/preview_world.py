"""What stands around the form while its author looks at it: devices that answer at once, and no portal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from PySide6.QtCore import QTimer

from shubbak.domain.application import Attachment
from shubbak.domain.identity import IdentityDocument
from shubbak.domain.page import Page
from shubbak.domain.payment import PaymentState
from shubbak.domain.receipt import Receipt, ReceiptNumber
from shubbak.flow import events as e
from shubbak.flow.effects import (
    AskPayment,
    BindDocument,
    DrawPlan,
    Effect,
    FindLand,
    LookUp,
    Print,
    ReadIdentity,
    ScanDocument,
    SearchRegister,
    Submit,
    TakePayment,
)
from shubbak.ports.clock import Clock
from shubbak.ports.reader import Reading
from shubbak.resources import root
from shubbak.wire.receipt_code import make_code

_NATIONS = {"JO": ("JOR", "9901012345"), "OM": ("OMN", "8123456"), "KW": ("KWT", "288020122596"), "SA": ("SAU", "")}

#: The sample page's width and height, in pixels.
_DEMO_SIZE = (1240, 1754)


class AtOnce:
    """A worker without a thread: each task is done as soon as the screen is back from what it does now."""

    def run(self, task: Callable[[], object], done: Callable[[object], None]) -> None:
        QTimer.singleShot(0, lambda: done(task()))

    def finish(self, milliseconds: int = 5000) -> bool:
        """Nothing is ever under way."""
        return True


class PreviewWorld:
    """Answers what a visit asks of the world. Registers cannot be reached; receipts prove nothing."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._key = Ed25519PrivateKey.generate()

    def perform(self, effect: Effect) -> e.Event | None:
        """Do one effect."""
        match effect:
            case ScanDocument(need, alternative, _, instead):
                body = (root() / "demo" / "commercial_licence.jpg").read_bytes()
                return e.PagesTaken(need, alternative, (Page(body, *_DEMO_SIZE),), instead)
            case BindDocument(need, alternative, pages):
                bound = b"".join(page.body for page in pages)
                return e.DocumentScanned(Attachment(need, alternative, "application/pdf", bound, len(pages)))
            case ReadIdentity():
                return e.IdentityRead(self.card("KW"))
            case LookUp(field, _, number):
                return e.RegisterUnreachable(field, number)
            case FindLand(_, parts):
                return e.LandFound(parts, code="cadastre-missing")
            case DrawPlan(application_id):
                return e.PlanFailed(application_id, "plan-unknown")
            case SearchRegister(field, _, words):
                return e.RegisterUnreachable(field, words)
            case TakePayment(payment) | AskPayment(payment):
                return e.PaymentSettled(replace(payment, state=PaymentState.CAPTURED, card_tail="0000"))
            case Submit(application):
                now = self._clock.now()
                named = ReceiptNumber("K00", now.year, 1)
                receipt = Receipt(named, application.id, application.service_id, application.total, now)
                return e.Submitted(receipt, make_code(receipt, "https://preview.invalid/v", 0, self._key))
            case Print():
                return e.Printed()
        return None

    def card(self, country: str) -> Reading:
        """Return what the reader would say of a person's card."""
        nation, number = _NATIONS[country]
        today = self._clock.now().date()
        document = IdentityDocument(
            kind="TD1",
            code="I",
            issuer=nation,
            number="T00419026",
            surname="ALNAMUTHAJ",
            given_names="NOURA SALIM",
            nationality=nation,
            birth_date=date(1990, 3, 15),
            sex="F",
            expiry=date(today.year + 3, 6, 30),
            national_number=number,
        )
        return Reading((), document, (), 0.0)
