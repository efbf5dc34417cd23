"""Faults 10 to 20: whatever the network does, the packet waits as it is, goes on, and is at the portal once."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fakes.fault_proxy import FAULTS, LIFE, FaultProxy, fault_proxy
from fakes.moody_portal import moody_portal
from fakes.portal_office import PortalOffice
from fakes.portal_on_loopback import on_loopback
from fault_tally import Tally
from network_station import LARGE, SMALL, NetworkStation

from shubbak.adapters.portal_client import requests_portal
from shubbak.adapters.portal_client.requests_portal import RequestsPortal
from shubbak.ports.store import PacketState
from shubbak.services.outbox import SendKind, send_one

CUTS = [
    *(pytest.param(cut, marks=pytest.mark.fault(11)) for cut in ("reset", "early-end", "cut-up-early", "cut-up-late")),
    pytest.param("black-hole", marks=pytest.mark.fault(12)),
    *(pytest.param(trickle, marks=pytest.mark.fault(13)) for trickle in ("trickle-up", "trickle-down")),
    pytest.param("cut-down-first", marks=pytest.mark.fault(14)),
    *(pytest.param(cut, marks=pytest.mark.fault(17)) for cut in ("cut-down-late", "corrupt-down")),
    pytest.param("corrupt-up", marks=pytest.mark.fault(18)),
    pytest.param("half-open", marks=pytest.mark.fault(19)),
]
#: What the outbox may say of each, besides having arrived where a flipped bit hit nothing that counts.
REASONS = {
    "black-hole": {"portal-slow"},
    "trickle-up": {"portal-slow"},
    "trickle-down": {"portal-slow"},
    "half-open": {"portal-slow"},
}
DEADLINE = 0.3
TRIES = 2


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PortalOffice]:
    opened = PortalOffice(tmp_path_factory.mktemp("portal"))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def port(office: PortalOffice) -> Iterator[int]:
    with on_loopback(office) as served:
        yield served


_codes = iter(f"K{number:02d}" for number in range(10, 100))


@pytest.fixture
def station(tmp_path: Path, office: PortalOffice) -> Iterator[NetworkStation]:
    made = NetworkStation(tmp_path, office, next(_codes))
    yield made
    made.store.close()


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["whole", "in pieces"])
@pytest.mark.parametrize("fault", CUTS)
def test_a_cut_loses_nothing_and_doubles_nothing(
    fault: str, size: int, station: NetworkStation, port: int, tally: Tally
) -> None:
    packet_id = station.submit(size)
    tries, waited = [], 0.0
    with fault_proxy(port, fault) as proxy:
        for _ in range(TRIES):
            began = time.monotonic()
            tries.append(station.send(proxy.port, call_seconds=DEADLINE))
            waited = max(waited, time.monotonic() - began)
    reasons = {result.reason for result in tries if result.kind is SendKind.WAITING}
    tally(fault, tries=len(tries), longest_seconds=waited, reasons=" ".join(sorted(reasons)) or "none")
    assert {result.kind for result in tries} <= {SendKind.WAITING, SendKind.ACKNOWLEDGED, SendKind.IDLE}
    if not fault.startswith("corrupt"):
        assert [result.kind for result in tries] == [SendKind.WAITING] * TRIES
        assert station.item(packet_id).state is PacketState.SEALED
    assert reasons <= REASONS.get(fault, reasons)
    assert waited < (DEADLINE + 3 if fault in REASONS else 10)
    station.drain(port)
    station.check_there_once(packet_id)


@pytest.mark.fault(14, 15, 19)
@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["whole", "in pieces"])
@pytest.mark.parametrize("mood", ["lost", "late-500"])
def test_a_commit_whose_answer_was_lost_is_answered_the_same(
    mood: str, size: int, station: NetworkStation, port: int
) -> None:
    packet_id = station.submit(size)
    if size == LARGE:
        _put_pieces(station, port)
    with moody_portal(port) as moody:
        moody.mood = mood
        assert [station.send(moody.port).kind for _ in range(3)] == [SendKind.WAITING] * 3
    committed = station.cases()[packet_id]
    assert station.item(packet_id).state is PacketState.SEALED
    assert station.send(port).case == committed
    station.check_there_once(packet_id)


def _put_pieces(station: NetworkStation, port: int) -> None:
    """Bring every piece there, and nothing more: the offer that stores the packet is still to come."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("shubbak.adapters.portal_client.pieces._ROUNDS", 1)
        assert station.send(port).kind is SendKind.WAITING


@pytest.mark.fault(16)
@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["whole", "in pieces"])
@pytest.mark.parametrize("mood", ["html", "login"])
def test_a_login_page_is_not_the_portal(mood: str, size: int, station: NetworkStation, port: int) -> None:
    packet_id = station.submit(size)
    with moody_portal(port) as moody:
        moody.mood = mood
        result = station.send(moody.port)
        assert (result.kind, result.reason) == (SendKind.WAITING, "portal-intercepted")
    assert station.item(packet_id).state is PacketState.SEALED
    station.send(port)
    station.check_there_once(packet_id)


@pytest.mark.fault(10)
def test_a_name_that_nobody_knows_is_a_portal_that_is_away(
    station: NetworkStation, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    packet_id = station.submit()

    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    client = RequestsPortal("https://portal.example", signer=station.identity.signer)
    result = send_one(station.store, client, station.identity, station.clock)
    assert (result.kind, result.reason) == (SendKind.WAITING, "portal-unreachable")
    monkeypatch.undo()
    station.clock.advance(seconds=result.delay)
    station.send(port)
    station.check_there_once(packet_id)


@pytest.mark.fault(10)
def test_while_names_hang_people_are_served(
    station: NetworkStation, port: int, monkeypatch: pytest.MonkeyPatch, tally: Tally
) -> None:
    """The resolver has its own, long limit; nothing that a person waits for may wait for it."""
    first = station.submit()
    asked, answer = threading.Event(), threading.Event()

    def hanging(*_: object, **__: object) -> None:
        asked.set()
        answer.wait(20)
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", hanging)
    client = RequestsPortal("https://portal.example", signer=station.identity.signer)
    sender = threading.Thread(target=lambda: send_one(station.store, client, station.identity, station.clock))
    sender.start()
    assert asked.wait(5)
    began = time.monotonic()
    served = [station.submit() for _ in range(5)]
    listed = station.store.outbox()
    took = time.monotonic() - began
    answer.set()
    sender.join()
    monkeypatch.undo()
    tally("served while names hang", applications=len(served), seconds=took)
    assert [item.state for item in listed] == [PacketState.UPLOADING, *[PacketState.SEALED] * 5]
    assert took < 3
    station.clock.advance(minutes=10)
    station.drain(port)
    station.check_there_once(first, *served)


@pytest.mark.fault(20)
def test_on_a_line_that_keeps_dying_a_large_packet_arrives_in_pieces_and_never_whole(
    station: NetworkStation, port: int, monkeypatch: pytest.MonkeyPatch, tally: Tally
) -> None:
    packet_id = station.submit(2_000_000)
    with fault_proxy(port, "dying") as proxy, monkeypatch.context() as whole:
        whole.setattr(requests_portal, "CHUNK_BYTES", 10**9)
        tries = [station.send(proxy.port).kind for _ in range(4)]
        assert tries == [SendKind.WAITING] * 4
    with fault_proxy(port, "dying") as proxy:
        result = station.send(proxy.port)
        overhead = _overhead(proxy, 2_000_000)
        tally("2 MB in pieces", deaths=proxy.deaths, connections=proxy.connections, overhead_percent=overhead)
    assert result.kind is SendKind.ACKNOWLEDGED
    assert proxy.deaths >= 2_000_000 // LIFE
    assert overhead < 35
    station.check_there_once(packet_id)


def _overhead(proxy: FaultProxy, size: int) -> float:
    return 100 * (proxy.sent_up / size - 1)


@pytest.mark.fault(11, 12, 14, 17, 18, 19)
def test_on_a_line_where_anything_happens_everything_arrives_once(
    station: NetworkStation, port: int, tally: Tally
) -> None:
    packets = [station.submit(size) for size in (SMALL, LARGE, SMALL)]
    tries = 0
    with fault_proxy(port, "mixed", seed=5) as proxy:
        for _ in range(12):
            tries += station.send(proxy.port, call_seconds=DEADLINE).kind is not SendKind.IDLE
    station.drain(port)
    tally(f"one of {len(FAULTS) - 1} kinds a connection", tries=tries, packets=len(packets), lost=0, doubled=0)
    station.check_there_once(*packets)
