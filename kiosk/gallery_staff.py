"""A staff page for the gallery: every kind of row and condition at once, with no station behind it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from kiosk.ui.staff_desk import StaffDesk, StaffSheet
from kiosk.ui.staff_pin_model import StaffPinModel
from shubbak.domain.money import Money
from shubbak.domain.problem import Problem
from shubbak.domain.readiness import Condition, Level
from shubbak.domain.staff_card import card_text, card_verifier
from shubbak.domain.text import isolate
from shubbak.ports.operators import Operator
from shubbak.ports.store import OutboxItem, PacketState
from shubbak.services.carrying import CarriedOut
from shubbak.services.key_since import SigningKey
from shubbak.services.staff_door import ShownCard

NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
CARD = card_text(bytes(range(20)))
CLOSED = (
    Condition("offline-too-long", Level.CLOSED, {"days": isolate("8")}),
    Condition("clock-behind", Level.CLOSED),
    Condition("disk-full-soon", Level.WARNING, {"megabytes": isolate("1240")}),
)


def packet(number: int, state: PacketState, reason: str, age: timedelta, operator: str = "") -> OutboxItem:
    """Return a packet of the licence renewal as it stands in the outbox."""
    return OutboxItem(
        id=f"0195a1b2-3c4d-7e5f-8a6b-{number:012d}",
        sequence=number,
        service_id="kw.health.licence_renewal",
        receipt=f"K01-2026-{number:06d}-7",
        total=Money(10_000, "KWD"),
        state=state,
        sealed_at=NOW - age,
        attempts=3,
        next_try_at=NOW,
        reason=reason,
        case="",
        printed=True,
        operator=operator,
        size=1_870_000,
    )


def staff_sheet() -> StaffSheet:
    """Return what a station finds that has been cut off for eight days."""
    waiting = packet(122, PacketState.SEALED, "portal-unreachable", timedelta(days=8), "\u0646\u0648\u0631\u0629")
    refused = packet(119, PacketState.REFUSED, "receipt-reused", timedelta(days=9))
    items = (refused, waiting, packet(123, PacketState.SEALED, "", timedelta(minutes=4)))
    heard = NOW - timedelta(days=8)
    return StaffSheet(
        now=NOW,
        items=items,
        conditions=CLOSED,
        last_contact=heard,
        catalogue_version=9,
        printer="printer-paper-out",
        report="portal-unreachable",
        sticks=("BALADIYA",),
        key=SigningKey(52, first=False, since=NOW - timedelta(days=40)),
    )


class AtOnce:
    """A worker for pages with nothing behind them."""

    def run(self, task: Callable[[], object], done: Callable[[object], None]) -> None:
        done(task())

    def finish(self, milliseconds: int = 5000) -> bool:
        return True


def dress_door(door: StaffPinModel) -> None:
    """Give staff mode a desk whose PIN is 1234, whose wrong ones have to wait, and that knows the card CARD alone."""

    def enter(pin: str, _: ShownCard | None) -> Operator | Problem:
        return Operator("demo") if pin == "1234" else Problem("staff-pin-wait", "", {"seconds": isolate("40")})

    def show(text: str) -> ShownCard | Problem:
        verifier = card_verifier(text)
        return ShownCard(verifier) if verifier == card_verifier(CARD) else Problem("staff-card-unknown")

    def carry(_: str) -> CarriedOut:
        return CarriedOut(3, 0)

    door.desk = StaffDesk(
        station="K01",
        country="kw",
        program_version="0.1.0",
        enter=enter,
        show_card=show,
        scan_card=lambda: show(CARD),
        look=staff_sheet,
        send_now=lambda _: None,
        confirm_clock=lambda _: None,
        left=lambda _: None,
        carry_out=carry,
        carry_home=carry,
    )
    door.worker = AtOnce()
