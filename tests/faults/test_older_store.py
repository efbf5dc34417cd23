"""Fault 8: the database is put back from an older copy, or is gone. The portal knows better, and the station closes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fakes.applications import an_application
from fakes.clock import FakeClock
from fakes.fleet import FakeFleet
from fakes.machine import FakeMachine
from fakes.portal import FakePortal, enrolled_identity
from fault_tally import Tally
from station_life import open_store

from shubbak.ports.portal import PortalError
from shubbak.services.outbox import SendKind, send_one
from shubbak.services.self_watch import SelfWatch
from shubbak.services.submission import submit_application
from shubbak.wire.packet import Acknowledgement
from shubbak.wire.seal import read_packet


class CountingPortal(FakePortal):
    """Refuses a sequence that it has from another packet, as the real one's UNIQUE(station, sequence) does."""

    def send(self, packet_id: str, packet: bytes) -> Acknowledgement:
        head, _ = read_packet(packet)
        if any(one.head.sequence == head.sequence and one.head.id != head.id for one in self.stored.values()):
            raise PortalError("portal-refused", permanent=True, detail="sequence-reused")
        return super().send(packet_id, packet)


class Bench:
    """A station whose folder can be copied and put back, and a portal that remembers."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.copy = folder / "station", folder / "copy"
        self.folder.mkdir()
        self.clock = FakeClock()
        self.portal = CountingPortal()
        self.identity = enrolled_identity(self.portal)
        self.fleet = FakeFleet(self.portal, self.clock)
        self.open()

    def open(self) -> None:
        self.store = open_store(self.folder, self.clock.now)
        self.watch = SelfWatch(self.store, self.fleet, FakeMachine(), self.clock, self.identity, "1")

    def work(self, count: int, *, online: bool = True) -> None:
        for _ in range(count):
            submit_application(an_application(self.clock.new_id()), self.clock, self.store, self.identity)
        if online:
            self.send_all()

    def send_all(self) -> None:
        while send_one(self.store, self.portal, self.identity, self.clock).kind is not SendKind.IDLE:
            pass

    def codes(self) -> list[str]:
        self.watch.report()
        return [one.code for one in self.watch.look()]

    def keep_copy(self) -> None:
        self.store.close()
        shutil.copytree(self.folder, self.copy)
        self.open()

    def put_back(self) -> None:
        self.store.close()
        shutil.rmtree(self.folder)
        if self.copy.exists():
            shutil.copytree(self.copy, self.folder)
        else:
            self.folder.mkdir()
        self.open()


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(tmp_path)
    yield bench
    bench.store.close()


@pytest.mark.fault(8)
def test_an_untouched_store_is_no_older_one(bench: Bench) -> None:
    bench.work(2)
    assert bench.codes() == []
    bench.keep_copy()
    assert bench.codes() == []


@pytest.mark.fault(8)
@pytest.mark.parametrize("packets", [0, 1, 5])
def test_a_copy_put_back_is_found_at_the_first_contact(bench: Bench, packets: int, tally: Tally) -> None:
    """Also when no packet came after the copy: the audit trail itself is behind the head that the portal has."""
    bench.work(3)
    bench.watch.report()
    bench.keep_copy()
    bench.work(packets)
    for _ in range(3):
        bench.watch.report()
    bench.put_back()
    found = bench.codes()
    tally(f"older by {packets} packets", condition=" ".join(found))
    assert found == ["store-older"]
    bench.store.close()
    bench.open()
    assert [one.code for one in bench.watch.look()] == ["store-older"]


@pytest.mark.fault(8)
def test_a_database_that_is_gone_is_found(bench: Bench) -> None:
    bench.work(3)
    bench.watch.report()
    bench.put_back()
    assert bench.codes() == ["store-older"]


@pytest.mark.fault(8)
def test_work_upon_an_older_copy_without_a_line_is_found_when_the_line_is_back(bench: Bench) -> None:
    """By then its own trail is longer than the portal's, but its packets carry numbers that the portal has."""
    bench.work(3)
    bench.watch.report()
    bench.keep_copy()
    bench.work(2)
    bench.watch.report()
    bench.put_back()
    bench.work(6, online=False)
    bench.send_all()
    assert bench.codes() == ["store-older"]
    kept = [item for item in bench.store.outbox() if item.reason == "sequence-reused"]
    assert len(kept) == 2  # nothing of them is thrown away: the centre decides


@pytest.mark.fault(8)
def test_what_the_older_copy_holds_is_still_sent(bench: Bench) -> None:
    bench.work(1, online=False)
    bench.watch.report()
    bench.keep_copy()
    bench.work(1)
    bench.watch.report()
    bench.put_back()
    assert bench.codes() == ["store-older"]
    bench.send_all()
    assert sorted(one.head.sequence for one in bench.portal.stored.values()) == [1, 2]
