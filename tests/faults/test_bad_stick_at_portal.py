"""Fault 29, the portal's side: a stick is taken only as its station signed it, and everything else is named."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from fakes.station import FakeStation
from fakes.stick_bench import StickBench
from fault_tally import Tally

from portal.store.station_store import revoke
from shubbak.ports.store import PacketState
from shubbak.wire.carrying import MANIFEST, CarriedPacket

STRANGER = Ed25519PrivateKey.from_private_bytes(b"\x63" * 32)


class PortalBench(StickBench):
    """With a neighbour enrolled beside the station, and two packets that wait."""

    neighbour: FakeStation


Deed = Callable[[PortalBench], None]


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[PortalBench]:
    bench = PortalBench(tmp_path)
    bench.neighbour = bench.office.enrolled("K08")
    bench.submit(2)
    bench.out()
    yield bench
    bench.close()


def sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(10**9)


def list_of(bench: PortalBench) -> list[CarriedPacket]:
    bodies = {packet: bench.packet_file(packet).read_bytes() for packet in bench.states()}
    return [
        CarriedPacket(packet, number, hashlib.sha256(body).hexdigest(), len(body))
        for number, (packet, body) in enumerate(bodies.items(), 1)
    ]


def list_is(body: Callable[[bytes], bytes]) -> Deed:
    def put(bench: PortalBench) -> None:
        (bench.folder / MANIFEST).write_bytes(body((bench.folder / MANIFEST).read_bytes()))

    return put


def list_becomes(make: Callable[[Path], object]) -> Deed:
    def put(bench: PortalBench) -> None:
        (bench.folder / MANIFEST).unlink()
        make(bench.folder / MANIFEST)

    return put


def relisted(change: Callable[[list[CarriedPacket]], list[CarriedPacket]]) -> Deed:
    return lambda bench: bench.list_packets(change(list_of(bench)))


def packets_are(body: Callable[[bytes], bytes]) -> Deed:
    def put(bench: PortalBench) -> None:
        for packet in bench.states():
            bench.packet_file(packet).write_bytes(body(bench.packet_file(packet).read_bytes()))

    return put


def packets_become(make: Callable[[Path], object]) -> Deed:
    def put(bench: PortalBench) -> None:
        for packet in bench.states():
            bench.packet_file(packet).unlink()
            make(bench.packet_file(packet))

    return put


def packets_swapped(bench: PortalBench) -> None:
    first, second = (bench.packet_file(packet) for packet in bench.states())
    first.rename(bench.folder / "between")
    second.rename(first)
    (bench.folder / "between").rename(second)


def by_a_neighbour(bench: PortalBench) -> None:
    bench.list_packets(list_of(bench), key=bench.neighbour.key)


def in_a_neighbours_folder(bench: PortalBench) -> None:
    bench.folder.rename(bench.stick / "shubbak-carry-K08")


def of_an_unknown_station(bench: PortalBench) -> None:
    bench.folder.rename(bench.stick / "shubbak-carry-K99")


def unlisted(bench: PortalBench) -> None:
    bench.list_packets([])


#: What is on the stick that reaches the portal -> the code in its table.
AT_THE_PORTAL: dict[str, tuple[Deed, str]] = {
    "no list": (list_becomes(lambda _: None), "stick-missing"),
    "half a list": (list_is(lambda body: body[:100]), "stick-manifest-shape"),
    "a list of brackets": (list_is(lambda _: b"[" * 900_000), "stick-manifest-shape"),
    "a list of a gigabyte": (list_becomes(sparse), "stick-too-large"),
    "a link for a list": (list_becomes(lambda path: path.symlink_to("/etc/hostname")), "stick-strange"),
    "a pipe for a list": (list_becomes(os.mkfifo), "stick-strange"),
    "a list with a bit changed": (list_is(lambda body: body.replace(b"K07", b"K08")), "stick-manifest-signature"),
    "a list by a stranger": (
        lambda bench: bench.list_packets(list_of(bench), key=STRANGER),
        "stick-manifest-signature",
    ),
    "a list by another station": (by_a_neighbour, "stick-manifest-signature"),
    "in another station's folder": (in_a_neighbours_folder, "stick-manifest-signature"),
    "a list for another station": (
        lambda bench: bench.list_packets(list_of(bench), station="K08"),
        "stick-manifest-for-another",
    ),
    "a name with a path in it": (
        relisted(lambda packets: [msgspec.structs.replace(one, id="../../outside") for one in packets]),
        "stick-manifest-shape",
    ),
    "a packet listed twice": (relisted(lambda packets: packets * 2), "stick-manifest-shape"),
    "a million packets listed": (
        relisted(lambda packets: [msgspec.structs.replace(packets[0], id=str(n)) for n in range(2_001)]),
        "stick-manifest-shape",
    ),
    "packets with a bit flipped": (
        packets_are(lambda body: body[:-1] + bytes([body[-1] ^ 1])),
        "stick-packet-changed",
    ),
    "half-written packets": (packets_are(lambda body: body[: len(body) // 2]), "stick-packet-changed"),
    "packets under each other's names": (packets_swapped, "stick-packet-changed"),
    "packets that are not there": (packets_become(lambda _: None), "stick-missing"),
    "links for packets": (packets_become(lambda path: path.symlink_to("/etc/hostname")), "stick-strange"),
    "packets of a gigabyte": (packets_become(sparse), "stick-too-large"),
    "packets that the list does not name": (unlisted, "stick-packet-unlisted"),
    "an unknown station": (of_an_unknown_station, "station-unknown"),
}


@pytest.mark.fault(29)
def test_a_stick_is_taken_only_as_its_station_signed_it(bench: PortalBench, tally: Tally) -> None:
    wrong: dict[str, object] = {}
    for stick, (deed, code) in AT_THE_PORTAL.items():
        bench.new_stick()
        bench.out()
        deed(bench)
        lines = bench.take()
        bench.home()
        if {line.code for line in lines} != {code} or any(line.case or line.answered for line in lines):
            wrong[stick] = lines
    waiting = set(bench.states().values()) == {PacketState.SEALED}
    tally("at the portal", sticks=len(AT_THE_PORTAL), refused=len(AT_THE_PORTAL) - len(wrong), queue_intact=waiting)
    assert wrong == {}
    assert waiting
    assert bench.office.applications() == []


@pytest.mark.fault(29)
def test_a_revoked_station_brings_nothing_in(bench: PortalBench) -> None:
    with bench.office.portal.database.write() as connection:
        revoke(connection, "K07", "2026-03-01T12:00:00Z")
    assert [(line.code, line.answered) for line in bench.take()] == [("station-revoked", False)] * 2
    assert bench.office.applications() == []


@pytest.mark.fault(29)
def test_a_neighbours_packet_in_ones_own_list_is_refused_for_good(bench: PortalBench) -> None:
    """What a station signs into its list is answered, and the answer is of no use to anybody else."""
    packet, body = bench.neighbour.packet()
    bench.packet_file(packet).write_bytes(body)
    bench.list_packets([CarriedPacket(packet, 1, hashlib.sha256(body).hexdigest(), len(body))])
    lines = {line.packet_id: line for line in bench.take()}
    assert (lines[packet].code, lines[packet].answered, lines[packet].case) == ("packet-misaddressed", True, "")
    assert [fault.code for fault in bench.home().faults] == ["stick-packet-unknown"]
    assert set(bench.states().values()) == {PacketState.SEALED}


@pytest.mark.fault(29)
def test_an_answer_that_cannot_be_written_does_not_undo_the_taking(bench: PortalBench) -> None:
    """The place of one answer is taken by a folder: the packet is in, and the next way brings the answer."""
    first, second = bench.states()
    bench.answer_file(first).mkdir()
    lines = bench.take()
    assert [(line.packet_id, line.code, line.answered) for line in lines] == [
        (first, "stick-strange", False),
        (second, "", True),
    ]
    assert all(line.case for line in lines)
    assert bench.home().acknowledged == (second,)
    bench.answer_file(first).rmdir()
    bench.take()
    assert bench.home().acknowledged == (first,)
    assert len(bench.office.applications()) == 2
