"""Fault 9: a clock ten years off, at 1970, or jumping in the middle of an upload. The queue goes on, and it is said."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
import time_machine
from fakes.applications import an_application
from fakes.clock import FakeClock
from fakes.fleet import FakeFleet
from fakes.machine import FakeMachine
from fakes.portal import FakePortal, enrolled_identity
from fault_tally import Tally
from station_life import open_store

from shubbak.adapters.system.system_clock import SystemClock
from shubbak.domain.audit import AuditHead, first_break
from shubbak.ports.portal import PortalError
from shubbak.ports.store import PacketState
from shubbak.services.outbox import SendKind, send_one
from shubbak.services.self_watch import SelfWatch
from shubbak.services.submission import submit_application
from shubbak.wire.packet import Acknowledgement

RIGHT = FakeClock().at
YEARS = timedelta(days=3653)
WRONG = {
    "ten years behind": RIGHT - YEARS,
    "ten years ahead": RIGHT + YEARS,
    "1970": datetime(1970, 1, 1, 0, 0, 3, tzinfo=UTC),
}


class JumpyPortal(FakePortal):
    """A portal on whose doorstep the station's clock jumps; `jump` once, then the try fails or not."""

    def __init__(self, clock: FakeClock) -> None:
        super().__init__()
        self.clock = clock
        self.jump: datetime | None = None

    def send(self, packet_id: str, packet: bytes) -> Acknowledgement:
        if self.jump is not None:
            self.clock.at, self.jump = self.jump, None
        return super().send(packet_id, packet)


class Bench:
    """A station with a real store, a clock to be set wrong, and a portal whose own is right."""

    def __init__(self, folder: Path) -> None:
        self.clock, self.portal_clock = FakeClock(), FakeClock()
        self.portal = JumpyPortal(self.clock)
        self.identity = enrolled_identity(self.portal)
        self.store = open_store(folder, self.clock.now)
        self.machine = FakeMachine()
        self.fleet = FakeFleet(self.portal, self.portal_clock)
        self.watch = SelfWatch(self.store, self.fleet, self.machine, self.clock, self.identity, "1")
        self.watch.report()

    def seal(self, count: int) -> None:
        for _ in range(count):
            submit_application(an_application(self.clock.new_id()), self.clock, self.store, self.identity)

    def send_all(self) -> list[int]:
        """Send until nothing is due; returns the sequences in the order in which the portal got them."""
        before = len(self.portal.stored)
        while send_one(self.store, self.portal, self.identity, self.clock).kind is not SendKind.IDLE:
            pass
        return [one.head.sequence for one in list(self.portal.stored.values())[before:]]

    def codes(self) -> list[str]:
        return [one.code for one in self.watch.look()]

    def set(self, at: datetime) -> None:
        """Set the clock as a person or a dead battery does; the machine's uptime goes on."""
        self.clock.at = at
        self.machine.seconds += 60

    def holds(self) -> bool:
        """Whether the trail is whole, and every packet is at the portal once."""
        whole = first_break(self.store.audit_events(), AuditHead(), {}) is None
        states = {item.state for item in self.store.outbox()}
        return (
            whole and states == {PacketState.ACKNOWLEDGED} and all(s.arrivals == 1 for s in self.portal.stored.values())
        )


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(tmp_path)
    yield bench
    bench.store.close()


@pytest.mark.fault(9)
@pytest.mark.parametrize("name", WRONG)
def test_the_queue_goes_on_in_order_and_the_clock_is_said(bench: Bench, name: str, tally: Tally) -> None:
    bench.seal(3)
    bench.set(WRONG[name])
    said = bench.codes()
    bench.seal(3)
    order = bench.send_all()
    bench.set(RIGHT + timedelta(hours=1))
    bench.portal_clock.at = RIGHT + timedelta(hours=1)
    bench.watch.report()
    bench.seal(2)
    order += bench.send_all()
    tally(name, packets=len(order), lost=8 - len(order), said=" ".join(said))
    assert order == [1, 2, 3, 4, 5, 6, 7, 8]
    assert said == ["clock-jumped" if name == "ten years ahead" else "clock-behind"]
    assert bench.codes() == []
    assert bench.holds()


@pytest.mark.fault(9)
@pytest.mark.parametrize("back", [True, False], ids=["and back", "and stays"])
@pytest.mark.parametrize("name", WRONG)
def test_a_jump_during_an_upload_that_fails_delays_nothing_by_years(bench: Bench, name: str, back: bool) -> None:
    bench.seal(3)
    bench.portal.jump = WRONG[name]
    bench.portal.failures = [PortalError("portal-slow")]
    assert send_one(bench.store, bench.portal, bench.identity, bench.clock).kind is SendKind.WAITING
    if back:
        bench.set(RIGHT + timedelta(seconds=90))
    bench.clock.advance(minutes=10)
    assert sorted(bench.send_all()) == [1, 2, 3]
    assert bench.holds()


@pytest.mark.fault(9)
@pytest.mark.parametrize("name", WRONG)
def test_an_upload_cut_off_under_a_wrong_clock_comes_due_again(bench: Bench, name: str) -> None:
    bench.seal(1)
    bench.set(WRONG[name])
    assert bench.store.claim(bench.clock.now()) is not None
    bench.set(RIGHT + timedelta(hours=2))
    assert bench.send_all() == [1]


@pytest.mark.fault(9)
def test_ids_stay_sound_and_grow_while_the_clock_does_not() -> None:
    clock = SystemClock()
    ids = []
    for at in (RIGHT, *WRONG.values(), RIGHT):
        with time_machine.travel(at, tick=False):
            ids += [clock.new_id() for _ in range(50)]
    assert {UUID(one).version for one in ids} == {7}
    assert sorted(ids) == ids
    assert len(set(ids)) == len(ids)


@pytest.mark.fault(9)
def test_a_store_that_is_opened_under_a_wrong_clock_works(tmp_path: Path) -> None:
    with time_machine.travel(datetime(1970, 1, 2, tzinfo=UTC)):
        store = open_store(tmp_path)
        clock, portal = SystemClock(), FakePortal()
        identity = enrolled_identity(portal)
        submit_application(an_application(clock.new_id()), clock, store, identity)
        assert send_one(store, portal, identity, clock).kind is SendKind.ACKNOWLEDGED
        store.close()
