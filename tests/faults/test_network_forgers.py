"""Faults 24 and 25: who replays, changes or forges what goes between station and portal gains nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from fakes.answering import answering, http
from fakes.portal_office import PortalOffice
from fakes.portal_on_loopback import on_loopback
from fakes.station_auth import StationAuth
from fault_tally import Tally
from network_station import LARGE, SMALL, NetworkStation

from shubbak.adapters.portal_client.signing import content_digest
from shubbak.ports.store import PacketState
from shubbak.services.outbox import SendKind, send_one
from shubbak.wire.packet import Acknowledgement, AcknowledgementStatement
from shubbak.wire.seal import read_packet, sign_text
from shubbak.wire.upload import UploadState


@pytest.fixture
def office(tmp_path: Path) -> Iterator[PortalOffice]:
    opened = PortalOffice(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def port(office: PortalOffice) -> Iterator[int]:
    with on_loopback(office) as served:
        yield served


@pytest.fixture
def station(tmp_path: Path, office: PortalOffice) -> Iterator[NetworkStation]:
    made = NetworkStation(tmp_path, office)
    yield made
    made.store.close()


def captured(station: NetworkStation, port: int) -> requests.PreparedRequest:
    """Return a request as somebody on the line would have it."""
    packet_id = station.submit(SMALL)
    claimed = station.store.claim(station.clock.now())
    assert claimed is not None
    station.store.retry_later(packet_id, "", station.clock.now())
    url = f"http://127.0.0.1:{port}/api/v1/stations/{station.identity.station}/packets/{packet_id}"
    auth = StationAuth(station.identity.signer)
    return requests.Request("PUT", url, data=claimed[1], auth=auth).prepare()


def played(request: requests.PreparedRequest) -> tuple[int, str, bytes]:
    with requests.Session() as session:
        answer = session.send(request, timeout=10)
    problem = answer.json().get("type", "") if answer.status_code >= 400 else ""
    return answer.status_code, problem, answer.content


@pytest.mark.fault(24)
def test_a_replay_hears_the_same_receipt_and_changes_nothing(station: NetworkStation, port: int, tally: Tally) -> None:
    request = captured(station, port)
    answers = [played(request) for _ in range(20)]
    tally("one request, replayed", times=20, rows=len(station.cases()), receipts=len({body for *_, body in answers}))
    assert [status for status, *_ in answers] == [201] + [200] * 19
    assert len({body for *_, body in answers}) == 1
    assert len(station.cases()) == 1


Change = Callable[[requests.PreparedRequest, NetworkStation], None]


def _flip(body: bytes, at: int) -> bytes:
    return body[:at] + bytes([body[at] ^ 1]) + body[at + 1 :]


def _body(at: int) -> Change:
    def change(request: requests.PreparedRequest, _: NetworkStation) -> None:
        assert isinstance(request.body, bytes)
        request.body = _flip(request.body, at)

    return change


def _body_with_its_digest(request: requests.PreparedRequest, _: NetworkStation) -> None:
    assert isinstance(request.body, bytes)
    request.body = _flip(request.body, -70)
    request.headers["Content-Digest"] = content_digest(request.body)


def _signed_by_a_neighbour(request: requests.PreparedRequest, neighbour: NetworkStation) -> None:
    request.headers = requests.structures.CaseInsensitiveDict({"Content-Length": request.headers["Content-Length"]})
    StationAuth(neighbour.identity.signer)(request)


def _at_another_stations_address(request: requests.PreparedRequest, neighbour: NetworkStation) -> None:
    assert request.url is not None
    request.url = request.url.replace("/K07/", f"/{neighbour.identity.station}/")


def _signed_by_and_at(request: requests.PreparedRequest, neighbour: NetworkStation) -> None:
    _at_another_stations_address(request, neighbour)
    _signed_by_a_neighbour(request, neighbour)


def _without_a_signature(request: requests.PreparedRequest, _: NetworkStation) -> None:
    del request.headers["Signature"]


@pytest.mark.fault(24)
@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (_body(0), (422, "body-digest")),
        (_body(-1), (422, "body-digest")),
        (_body_with_its_digest, (401, "request-signature")),
        (_at_another_stations_address, (401, "request-signature")),
        (_signed_by_a_neighbour, (401, "request-signature")),
        (_signed_by_and_at, (400, "packet-misaddressed")),
        (_without_a_signature, (401, "request-signature")),
    ],
)
def test_a_changed_request_is_refused_and_the_genuine_one_still_taken(
    change: Change, expected: tuple[int, str], station: NetworkStation, port: int, tmp_path: Path
) -> None:
    (tmp_path / "next door").mkdir()
    neighbour = NetworkStation(tmp_path / "next door", station.office, "K08", office_en="Hawalli office")
    genuine = captured(station, port)
    forged = genuine.copy()
    change(forged, neighbour)
    assert played(forged)[:2] == expected
    assert (station.cases(), neighbour.cases()) == ({}, {})
    assert played(genuine)[0] == 201
    neighbour.store.close()


Forgery = Callable[[NetworkStation, AcknowledgementStatement], Acknowledgement]


def _vouched(station: NetworkStation, statement: object, key: Ed25519PrivateKey | None = None) -> Acknowledgement:
    text = msgspec.json.encode(statement).decode()
    return Acknowledgement(text, sign_text(text, key or station.office.portal.keys.signing))


def _by_another_key(station: NetworkStation, statement: AcknowledgementStatement) -> Acknowledgement:
    return _vouched(station, statement, Ed25519PrivateKey.generate())


def _by_the_station_itself(station: NetworkStation, statement: AcknowledgementStatement) -> Acknowledgement:
    return _vouched(station, statement, station.identity.key)


def _of_another_packet(station: NetworkStation, statement: AcknowledgementStatement) -> Acknowledgement:
    return _vouched(station, msgspec.structs.replace(statement, id=station.clock.new_id()))


def _of_another_body(station: NetworkStation, statement: AcknowledgementStatement) -> Acknowledgement:
    return _vouched(station, msgspec.structs.replace(statement, digest="0" * 64))


def _changed_after_signing(station: NetworkStation, statement: AcknowledgementStatement) -> Acknowledgement:
    genuine = _vouched(station, statement)
    return Acknowledgement(genuine.statement.replace("M-2026", "M-2025"), genuine.signature)


def _without_a_case(station: NetworkStation, _: AcknowledgementStatement) -> Acknowledgement:
    return _vouched(station, {"id": 1})


def _unsigned(station: NetworkStation, statement: AcknowledgementStatement) -> Acknowledgement:
    return Acknowledgement(_vouched(station, statement).statement, "")


FORGERIES: tuple[Forgery, ...] = (
    _by_another_key,
    _by_the_station_itself,
    _of_another_packet,
    _of_another_body,
    _changed_after_signing,
    _without_a_case,
    _unsigned,
)


@pytest.mark.fault(25)
@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["whole", "in pieces"])
def test_no_forged_or_swapped_receipt_ends_a_packets_way(
    size: int, station: NetworkStation, port: int, tally: Tally
) -> None:
    packet_id = station.submit(size)
    claimed = station.store.claim(station.clock.now())
    assert claimed is not None
    station.store.retry_later(packet_id, "", station.clock.now())
    head, _ = read_packet(claimed[1])
    statement = AcknowledgementStatement(1, packet_id, head.digest, "M-2026-999999", "2026-03-01T12:00:00Z")
    reasons = set()
    for forgery in FORGERIES:
        told = forgery(station, statement)
        answer = msgspec.json.encode(UploadState([], told) if size == LARGE else told)
        with answering(http("200 OK", answer)) as url:
            result = station.send(int(url.rpartition(":")[2]))
        reasons.add(result.reason)
        assert (result.kind, station.item(packet_id).state) == (SendKind.WAITING, PacketState.SEALED)
    tally("receipts", forged=len(FORGERIES), believed=0, reasons=" ".join(sorted(reasons)))
    assert reasons == {"acknowledgement-signature", "acknowledgement-for-another", "acknowledgement-shape"}
    assert station.send(port).kind is SendKind.ACKNOWLEDGED
    station.check_there_once(packet_id)


@pytest.mark.fault(25)
def test_swapped_receipts_of_two_packets_are_both_refused(station: NetworkStation, port: int) -> None:
    """Somebody on the line gives each packet the other's genuine receipt."""
    first, second = station.submit(), station.submit()
    genuine = {packet_id: _sent_past_the_store(station, port, packet_id) for packet_id in (first, second)}
    for mine, other in ((first, second), (second, first)):
        assert station.store.requeue(mine, station.clock.now())
        with answering(http("200 OK", genuine[other])) as url:
            client = station.client(int(url.rpartition(":")[2]))
            result = send_one(station.store, client, station.identity, station.clock)
        expected = (SendKind.WAITING, mine, "acknowledgement-for-another")
        assert (result.kind, result.packet_id, result.reason) == expected
    station.clock.advance(hours=1)
    station.drain(port)
    station.check_there_once(first, second)


def _sent_past_the_store(station: NetworkStation, port: int, packet_id: str) -> bytes:
    claimed = station.store.claim(station.clock.now())
    assert claimed is not None and claimed[0].id == packet_id
    answer = station.client(port).send(packet_id, claimed[1])
    station.store.retry_later(packet_id, "", station.clock.now() + timedelta(minutes=30))
    return msgspec.json.encode(answer)
