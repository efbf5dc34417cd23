"""One life of a real station: real store, real verbs, a simulated terminal, and every promise said aloud.

The store, the outbox, the payments and the submission are the product's own. What stands around them is small: a
portal in memory behind a line that can be bad, and a clock that need not wait. `promises.py` lists what a life says.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Protocol

import msgspec
from fakes.applications import an_application, payment_for
from fakes.clock import FakeClock
from fakes.portal import FakePortal, enrolled_identity

from shubbak.adapters.devices.simulated_terminal import Behaviour, SimulatedTerminal
from shubbak.adapters.store.station_store import SqliteStationStore
from shubbak.adapters.system.system_clock import SystemClock
from shubbak.domain.payment import Payment, PaymentState
from shubbak.ports.portal import PortalError
from shubbak.ports.store import PacketState
from shubbak.ports.terminal import ChargeOutcome
from shubbak.services.outbox import SendKind, SendResult, send_one
from shubbak.services.payments import recover_payments, take_payment
from shubbak.services.submission import submit_application
from shubbak.wire.packet import Acknowledgement
from shubbak.wire.seal import read_packet

STORE_NAME = "station.sqlite"
TERMINAL_NAME = "terminal.jsonl"
STORE_KEY = bytes(range(32))
MONEY = (*[Behaviour.APPROVE] * 4, Behaviour.DECLINE, Behaviour.DIE_AFTER_CAPTURE)
#: What a packet meets on its way; "" is a good line, the first four come before the portal's commit.
LINES = ("", "", "", "reset", "busy", "html", "refused", "lost", "error", "forged")
_BEFORE = {
    "reset": PortalError("portal-unreachable"),
    "busy": PortalError("portal-busy", retry_after=20.0),
    "html": PortalError("portal-gibberish"),
    "refused": PortalError("portal-refused", permanent=True, detail="station-revoked"),
}
_AFTER = {"lost": PortalError("portal-slow"), "error": PortalError("portal-busy")}


def open_store(folder: Path, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> SqliteStationStore:
    """Open a station's file as the product does."""
    return SqliteStationStore(folder / STORE_NAME, now=now, key=STORE_KEY)


class Sender(Protocol):
    """What a life needs of a portal."""

    def send(self, packet_id: str, packet: bytes) -> Acknowledgement: ...


class LifeClock(FakeClock):
    """A clock that goes a second at every look, so that nothing happens twice at one moment."""

    def now(self) -> datetime:
        self.advance(seconds=1)
        return self.at


class LateClock(SystemClock):
    """The machine's clock, which can be set ahead, so that nobody need wait for the back-off."""

    ahead = timedelta(0)

    def now(self) -> datetime:
        return super().now() + self.ahead

    def advance(self, **step: float) -> None:
        self.ahead += timedelta(**step)


class SayingTerminal(SimulatedTerminal):
    """Says which payment it is asked to charge, before it does."""

    say: Callable[[str], None]

    def charge(self, payment: Payment) -> ChargeOutcome:
        self.say(f"charging {payment.id}")
        return super().charge(payment)

    def outcomes(self) -> dict[str, ChargeOutcome]:
        """Return what the terminal's own book says of every charge."""
        return dict(self._book._lines)


class BadLine:
    """Implements ports.portal.Portal.send before another portal; says what leaves the station."""

    def __init__(self, portal: Sender, chance: Random, say: Callable[[str], None], lines: Sequence[str]) -> None:
        self._portal, self._chance, self._say, self.lines = portal, chance, say, lines

    def send(self, packet_id: str, packet: bytes) -> Acknowledgement:
        head, _ = read_packet(packet)
        self._say(f"left {packet_id} {head.sequence} {head.digest}")
        line = self._chance.choice(self.lines)
        if line in _BEFORE:
            raise _BEFORE[line]
        answer = self._portal.send(packet_id, packet)
        if line in _AFTER:
            raise _AFTER[line]
        return msgspec.structs.replace(answer, signature=answer.signature[::-1]) if line == "forged" else answer


def life_clock(number: int) -> LifeClock:
    """Return the clock of one life. Each has a day of its own: ids hold the time, and no two may be the same."""
    return LifeClock(datetime(2026, 3, 1, 6, tzinfo=UTC) + timedelta(days=number), seed=number)


class StationLife:
    """A station in `folder`. The terminal's book lies in `terminal_folder`, since its power is its own.

    number: of this life; it decides everything that happens by chance. portal: where packets go. clean_money: every
    charge is approved.
    """

    def __init__(
        self,
        folder: Path,
        terminal_folder: Path,
        say: Callable[[str], None],
        *,
        number: int = 1,
        portal: Sender | None = None,
        clock: LifeClock | LateClock | None = None,
        lines: Sequence[str] = LINES,
        largest_scan: int = 9_000,
        clean_money: bool = False,
    ) -> None:
        self.chance, self.say, self.clock = Random(number), say, clock or life_clock(number)
        self.portal = FakePortal()
        self.identity = enrolled_identity(self.portal)
        self.line = BadLine(portal or self.portal, self.chance, say, lines)
        self.largest_scan = largest_scan
        self._money = MONEY[:1] if clean_money else MONEY
        self.terminal = SayingTerminal(terminal_folder / TERMINAL_NAME, development=True)
        self.terminal.say = say
        self.store = open_store(folder, self.clock.now)

    def wake(self) -> None:
        """Do what a start does."""
        self.store.recover()
        for one in recover_payments(self.store, self.terminal):
            self.say(f"settled {one.payment.id} {one.payment.state.value}")

    def live(self, visits: int) -> None:
        """Visits, sendings, a new catalogue and an operator's hand, in an order that the life's number gives."""
        self.wake()
        for number in range(visits):
            self.visit()
            self.send()
            if number % 5 == 4:
                self.keep_catalogue(number)
                self.requeue_refused()

    def visit(self, application_id: str = "") -> str:
        """One application: paid, submitted by a double tap, its receipt printed; returns its id."""
        name = application_id or self.clock.new_id()
        self.terminal.behave(self.chance.choice(self._money))
        payment = take_payment(payment_for(name, self.clock), self.terminal, self.store)
        self.say(f"settled {payment.id} {payment.state.value}")
        if payment.state is not PaymentState.CAPTURED:
            return name
        application = an_application(
            name, payment, scan=self.chance.randbytes(self.chance.randrange(self.largest_scan))
        )
        for _ in range(2):
            receipt = submit_application(application, self.clock, self.store, self.identity, lambda _: b"paper")
            self.say(f"shown {name} {receipt.number}")
        if attempt := self.store.begin_print(name):
            self.store.end_print(name, attempt.number)
        self.say(f"printed {name}")
        return name

    def send(self) -> SendResult:
        """Try the oldest packet that is due."""
        result = send_one(self.store, self.line, self.identity, self.clock)
        if result.kind is SendKind.ACKNOWLEDGED:
            self.say(f"acknowledged {result.packet_id} {result.case}")
        return result

    def keep_catalogue(self, version: int) -> None:
        self.store.save_catalogue(version, "statement" * version, "signature")
        self.say(f"catalogue {version}")

    def requeue_refused(self) -> None:
        for item in self.store.outbox():
            if item.state is PacketState.REFUSED:
                self.store.requeue(item.id, self.clock.now())

    def drain(self) -> None:
        """Send everything over a good line, however long the back-off is."""
        self.line.lines = ("",)
        self.requeue_refused()
        idle = 0
        while any(item.state is not PacketState.ACKNOWLEDGED for item in self.store.outbox()):
            if self.send().kind is not SendKind.ACKNOWLEDGED:
                idle += 1
                self.clock.advance(minutes=6)
            assert idle < 1_000, "the outbox does not become empty"
