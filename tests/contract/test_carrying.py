"""Packets on a stick between a real station's store and a real portal, whatever comes in between."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from fakes.stick_bench import StickBench

from portal.store.station_store import revoke
from shubbak.adapters.system.stick_folder import StickFolder
from shubbak.ports.stick import StickError
from shubbak.ports.store import PacketState, StoreError
from shubbak.services.carrying import carry_in, carry_out
from shubbak.wire.carrying import CarriedRefusal, write_refusal


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[StickBench]:
    bench = StickBench(tmp_path)
    yield bench
    bench.close()


def test_a_packet_that_was_never_online_is_acknowledged_by_stick(bench: StickBench) -> None:
    ids = bench.submit(3)
    assert (bench.out().written, set(bench.states().values())) == (3, {PacketState.SEALED})
    lines = bench.take()
    assert [(line.packet_id, line.code, line.answered) for line in lines] == [(each, "", True) for each in ids]
    home = bench.home()
    assert (home.acknowledged, home.faults) == (tuple(ids), ())
    assert bench.states() == dict.fromkeys(ids, PacketState.ACKNOWLEDGED)
    assert {item.case for item in bench.store.outbox()} == {line.case for line in lines}
    assert [path.name for path in bench.folder.iterdir()] == ["manifest.json"]
    kinds = [event.kind for event in bench.store.audit_events(limit=100)]
    assert kinds.count("stick-written") == kinds.count("stick-read") == 1


def test_nothing_on_the_stick_tells_of_a_person(bench: StickBench) -> None:
    bench.submit(2)
    bench.out()
    bench.take()
    told = b"".join(path.name.encode() + path.read_bytes() for path in bench.folder.iterdir())
    # The card's digits stand between quotes; without these, one hash in some hundred has them by chance.
    for word in ("ERIKSSON", "ANNA", "274081200011", "بقالة النور", '"4242"'):
        assert word.encode() not in told


def test_taken_twice_is_answered_the_same_and_stored_once(bench: StickBench) -> None:
    (packet,) = bench.submit()
    bench.out()
    (first,) = bench.take()
    answer = bench.answer_file(packet).read_bytes()
    (second,) = bench.take()
    assert (first, answer) == (second, bench.answer_file(packet).read_bytes())
    assert len(bench.office.applications()) == 1


def test_a_stick_and_the_line_do_not_disturb_each_other(bench: StickBench) -> None:
    """The packet is on its way on the stick, goes over the line meanwhile, and the stick comes back late."""
    (packet,) = bench.submit()
    bench.out()
    bench.take()
    claimed = bench.store.claim(bench.clock.now())
    assert claimed is not None
    answer = bench.acknowledgement(packet, bench.portal_key)
    bench.store.acknowledge(packet, "M-2026-000009", answer.statement.encode(), answer.signature.encode())
    home = bench.home()
    assert (home.acknowledged, home.faults) == ((), ())
    assert not bench.answer_file(packet).exists()
    assert bench.store.claim(bench.clock.now()) is None


def test_an_answer_that_comes_while_the_packet_is_being_sent_counts(bench: StickBench) -> None:
    (packet,) = bench.submit()
    bench.out()
    bench.take()
    bench.store.claim(bench.clock.now())
    assert bench.home().acknowledged == (packet,)
    bench.store.retry_later(packet, "portal-slow", bench.clock.now())  # the line gives up afterwards
    assert bench.states() == {packet: PacketState.ACKNOWLEDGED}


def test_a_revoked_station_gets_no_signed_answer(bench: StickBench) -> None:
    first, second = bench.submit(2)
    bench.out()
    with bench.office.portal.database.write() as connection:
        revoke(connection, "K07", "2026-03-01T12:00:00Z")
    assert [line.code for line in bench.take()] == ["station-revoked"] * 2
    assert bench.home().refused == ()  # the sender's trouble, not the packets': nothing was signed away
    assert bench.states() == {first: PacketState.SEALED, second: PacketState.SEALED}


def test_a_signed_refusal_goes_to_the_drawer_with_its_bytes(bench: StickBench) -> None:
    (packet,) = bench.submit()
    bench.out()
    digest = json.loads(json.loads((bench.folder / "manifest.json").read_bytes())["manifest"])["packets"][0]["digest"]
    bench.put(packet, write_refusal(CarriedRefusal(1, packet, digest, "application-shape", "now"), bench.portal_key))
    assert bench.home().refused == (packet,)
    assert bench.states() == {packet: PacketState.REFUSED}
    assert bench.store.sealed_packet(packet)
    assert bench.store.requeue(packet, bench.clock.now())


def test_a_later_way_carries_what_still_waits_and_no_more(bench: StickBench) -> None:
    first, second = bench.submit(2)
    bench.out()
    bench.take()
    answers = {each: bench.answer_file(each).read_bytes() for each in (first, second)}
    bench.answer_file(second).unlink()
    assert bench.home().acknowledged == (first,)
    (third,) = bench.submit()
    assert bench.out().written == 2
    assert not bench.packet_file(first).exists()
    assert [line.packet_id for line in bench.take()] == [second, third]
    assert bench.answer_file(second).read_bytes() == answers[second]
    assert bench.home().acknowledged == (second, third)


def test_an_empty_outbox_makes_an_empty_list(bench: StickBench) -> None:
    assert bench.out().written == 0
    assert bench.take() == []


class ShortStick:
    """A stick with so many bytes of room, in front of a real one."""

    def __init__(self, stick: StickFolder, room: int, error: str = "stick-full") -> None:
        self.stick, self.room, self.error = stick, room, error

    def folders(self) -> tuple[str, ...]:
        return self.stick.folders()

    def names(self, folder: str) -> tuple[str, ...]:
        return self.stick.names(folder)

    def read(self, folder: str, name: str, most: int) -> bytes:
        return self.stick.read(folder, name, most)

    def write(self, folder: str, name: str, body: bytes) -> None:
        if len(body) > self.room:
            raise StickError(self.error)
        self.room -= len(body)
        self.stick.write(folder, name, body)

    def remove(self, folder: str, name: str) -> None:
        self.room += len(self.stick.read(folder, name, 20_000_000))
        self.stick.remove(folder, name)


def test_a_full_stick_takes_what_fits_and_says_so(bench: StickBench) -> None:
    ids = bench.submit(5)
    size = len(bench.store.sealed_packet(ids[0]) or b"")
    room = size * 3 + 200  # the list does not fit beside the third
    result = carry_out(ShortStick(StickFolder(bench.stick), room), bench.store, bench.identity, bench.clock)
    assert (result.written, result.left, result.fault) == (2, 3, "stick-full")
    assert [line.packet_id for line in bench.take()] == ids[:2]
    assert bench.home().acknowledged == tuple(ids[:2])


@pytest.mark.parametrize("code", ["stick-read-only", "stick-broken", "stick-missing"])
def test_a_stick_that_takes_nothing_is_noted_and_changes_nothing(bench: StickBench, code: str) -> None:
    (packet,) = bench.submit()
    stick = ShortStick(StickFolder(bench.stick), 0, code)
    result = carry_out(stick, bench.store, bench.identity, bench.clock)
    assert (result.written, result.left, result.fault) == (0, 1, code)
    assert bench.refusals() == [code]
    assert bench.states() == {packet: PacketState.SEALED}


def test_an_answer_that_cannot_be_kept_stays_on_the_stick(bench: StickBench, monkeypatch: pytest.MonkeyPatch) -> None:
    (packet,) = bench.submit()
    bench.out()
    bench.take()

    def full(*_: object) -> None:
        raise StoreError("store-full")

    monkeypatch.setattr(bench.store, "acknowledge", full)
    with pytest.raises(StoreError):
        carry_in(StickFolder(bench.stick), bench.store, bench.identity)
    monkeypatch.undo()
    assert bench.answer_file(packet).exists()
    assert bench.home().acknowledged == (packet,)
