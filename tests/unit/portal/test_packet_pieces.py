"""Packets in pieces over the API: offered, put in any order, assembled, and gone from the table afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from fakes.portal_office import PortalOffice
from fakes.station import FakeStation, new_id
from sqlalchemy import func, select

from portal.cases.receive_pieces import ABANDONED_AFTER, UPLOADS_PER_STATION
from portal.store.tables import UPLOAD_PIECES, UPLOADS
from shubbak.wire.packet import MAX_PACKET_BYTES, Acknowledgement
from shubbak.wire.seal import digest, read_acknowledgement, read_packet
from shubbak.wire.station import WireProblem
from shubbak.wire.upload import CHUNK_BYTES, UPLOAD_VERSION, UploadOffer, UploadState, chunk_count


@pytest.fixture
def office(tmp_path: Path) -> Iterator[PortalOffice]:
    opened = PortalOffice(tmp_path)
    yield opened
    opened.close()


class Sender:
    """A station with one packet of a few pieces."""

    def __init__(self, office: PortalOffice, station: FakeStation, scan: bytes = bytes(200_000)) -> None:
        self.office, self.station = office, station
        attachment = msgspec.structs.replace(station.application().attachments[0], body=scan)
        self.id, self.body = station.packet(attachments=[attachment])
        self.url = f"/api/v1/stations/{station.code}/packets/{self.id}"
        self.count = chunk_count(len(self.body))

    def ask(self, **changes: Any) -> Any:
        offer = UploadOffer(UPLOAD_VERSION, len(self.body), digest(self.body), CHUNK_BYTES)
        content = msgspec.json.encode(msgspec.structs.replace(offer, **changes))
        return self.office.client.post(self.url + "/upload", content=content, auth=self.station.auth)

    def state(self) -> UploadState:
        answer = self.ask()
        assert answer.status_code == 200, answer.text
        return msgspec.json.decode(answer.content, type=UploadState)

    def piece(self, number: int) -> bytes:
        return self.body[number * CHUNK_BYTES : (number + 1) * CHUNK_BYTES]

    def put(self, number: int | str, body: bytes) -> Any:
        return self.office.client.put(f"{self.url}/upload/{number}", content=body, auth=self.station.auth)

    def put_all(self) -> None:
        for number in range(self.count):
            assert self.put(number, self.piece(number)).status_code == 200


def rows(office: PortalOffice) -> tuple[int, int]:
    with office.portal.database.read() as connection:
        counts = [connection.execute(select(func.count()).select_from(table)) for table in (UPLOADS, UPLOAD_PIECES)]
        return counts[0].scalar_one(), counts[1].scalar_one()


def problem(answer: Any) -> tuple[int, str]:
    return answer.status_code, msgspec.json.decode(answer.content, type=WireProblem).type


def test_pieces_in_any_order_become_the_packet_and_are_gone(office: PortalOffice) -> None:
    sender = Sender(office, office.enrolled())
    assert sender.state() == UploadState(list(range(sender.count)))
    for number in reversed(range(sender.count)):
        assert sender.put(number, sender.piece(number)).json() == {"n": number}
    answer = sender.state().acknowledgement
    assert answer is not None
    head, _ = read_packet(sender.body)
    signing = office.portal.keys.signing.public_key()
    assert read_acknowledgement(answer, signing, sender.id, head.digest).case == "M-2026-000001"
    assert rows(office) == (0, 0)
    assert [line.id for line in office.applications()] == [sender.id]


def test_only_what_is_missing_is_asked_for_after_a_cut_and_a_restart(office: PortalOffice) -> None:
    sender = Sender(office, office.enrolled())
    sender.state()
    sender.put(1, sender.piece(1))
    sender.put(1, sender.piece(1))
    office.reopen()
    assert sender.state().missing == [number for number in range(sender.count) if number != 1]
    assert rows(office) == (1, 1)


def test_the_acknowledgement_is_the_same_however_a_packet_comes_again(office: PortalOffice) -> None:
    sender = Sender(office, office.enrolled())
    sender.state()
    sender.put_all()
    first = sender.state().acknowledgement
    assert sender.state().acknowledgement == first
    whole = office.client.put(sender.url, content=sender.body, auth=sender.station.auth)
    assert (whole.status_code, msgspec.json.decode(whole.content, type=Acknowledgement)) == (200, first)
    assert len(office.applications()) == 1


def test_a_packet_that_came_whole_ends_its_upload(office: PortalOffice) -> None:
    sender = Sender(office, office.enrolled())
    sender.state()
    sender.put(0, sender.piece(0))
    assert office.client.put(sender.url, content=sender.body, auth=sender.station.auth).status_code == 201
    assert sender.state().acknowledgement is not None
    assert rows(office) == (0, 0)


def test_offers_made_at_once_store_one_packet(office: PortalOffice) -> None:
    sender = Sender(office, office.enrolled())
    sender.state()
    sender.put_all()
    offer = msgspec.json.encode(UploadOffer(UPLOAD_VERSION, len(sender.body), digest(sender.body), CHUNK_BYTES))
    request = ("POST", sender.url + "/upload", {"content": offer, "auth": sender.station.auth})
    answers = {answer.content for answer in office.client.at_once([request] * 6)}
    told = {msgspec.json.decode(answer, type=UploadState).acknowledgement for answer in answers}
    assert len(told - {None}) == 1
    assert len(office.applications()) == 1


@pytest.mark.parametrize(
    ("number", "body", "expected"),
    [
        (0, b"short", (422, "piece-size")),
        (0, bytes(CHUNK_BYTES + 1), (422, "piece-size")),
        (9, bytes(CHUNK_BYTES), (422, "piece-number")),
        ("-1", bytes(CHUNK_BYTES), (422, "piece-number")),
        ("x", bytes(CHUNK_BYTES), (422, "piece-number")),
        ("٠", bytes(CHUNK_BYTES), (422, "piece-number")),
    ],
)
def test_a_piece_that_does_not_fit_is_refused(
    office: PortalOffice, number: int | str, body: bytes, expected: tuple[int, str]
) -> None:
    sender = Sender(office, office.enrolled())
    sender.state()
    assert problem(sender.put(number, body)) == expected
    assert rows(office) == (1, 0)


def test_a_piece_changed_on_the_way_is_refused(office: PortalOffice) -> None:
    sender = Sender(office, office.enrolled())
    sender.state()

    url = sender.url + "/upload/0"
    fields = sender.station.auth.fields("PUT", url, sender.piece(0))
    assert problem(office.client.put(url, content=bytes(CHUNK_BYTES), headers=fields)) == (422, "body-digest")
    assert rows(office) == (1, 0)


def test_pieces_that_are_not_the_offered_packet_are_thrown_away(office: PortalOffice) -> None:
    sender = Sender(office, office.enrolled())
    sender.ask(digest="0" * 64)
    sender.put_all()
    assert problem(sender.ask(digest="0" * 64)) == (422, "packet-digest")
    assert rows(office) == (0, 0)
    sender.state()
    sender.put_all()
    assert sender.state().acknowledgement is not None


def test_a_packet_that_is_refused_leaves_no_pieces(office: PortalOffice) -> None:
    sender = Sender(office, office.enrolled())
    sender.body = bytes(len(sender.body))
    sender.state()
    sender.put_all()
    assert problem(sender.ask()) == (400, "packet-shape")
    assert rows(office) == (0, 0)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"version": 2}, (422, "upload-shape")),
        ({"size": 0}, (422, "upload-shape")),
        ({"size": MAX_PACKET_BYTES + 1}, (413, "body-too-large")),
        ({"digest": "?"}, (422, "upload-shape")),
        ({"chunk_bytes": 1}, (422, "upload-shape")),
        ({"chunk_bytes": 10**9}, (422, "upload-shape")),
    ],
)
def test_an_odd_offer_is_refused(office: PortalOffice, changes: dict[str, Any], expected: tuple[int, str]) -> None:
    sender = Sender(office, office.enrolled())
    assert problem(sender.ask(**changes)) == expected
    assert rows(office) == (0, 0)


def test_a_piece_without_an_offer_is_unknown(office: PortalOffice) -> None:
    sender = Sender(office, office.enrolled())
    assert problem(sender.put(0, sender.piece(0))) == (404, "upload-unknown")
    sender.url = "/api/v1/stations/K07/packets/x%00"
    assert problem(sender.put(0, sender.piece(0))) == (404, "upload-unknown")
    assert problem(sender.ask()) == (400, "packet-misaddressed")


def test_a_stations_uploads_are_bounded_and_abandoned_ones_go(office: PortalOffice) -> None:
    station = office.enrolled()
    first = Sender(office, station)
    first.state()
    first.put(0, first.piece(0))
    for _ in range(UPLOADS_PER_STATION):
        office.pass_time(timedelta(seconds=1))
        Sender(office, station, bytes(70_000)).state()
    assert rows(office) == (UPLOADS_PER_STATION, 0)
    assert problem(first.put(1, first.piece(1))) == (404, "upload-unknown")
    office.pass_time(ABANDONED_AFTER + timedelta(seconds=1))
    Sender(office, office.enrolled("K08")).state()
    assert rows(office) == (1, 0)


def test_a_station_of_the_same_office_carries_a_neighbours_packet(office: PortalOffice) -> None:
    owner, carrier = office.enrolled("K07"), office.enrolled("K08")
    sender = Sender(office, owner)
    sender.station = carrier
    sender.state()
    sender.put_all()
    assert sender.state().acknowledgement is not None
    assert [(line.id, line.station) for line in office.applications()] == [(sender.id, "K07")]


def test_a_station_of_another_office_carries_nothing(office: PortalOffice) -> None:
    owner = office.enrolled("K07")
    for code, names in (("K08", {"office_en": "Hawalli office"}), ("K09", {"municipality_ar": "بلدية أخرى"})):
        sender = Sender(office, owner)
        sender.station = office.enrolled(code, **names)
        assert problem(sender.ask()) == (401, "request-signature")
        assert problem(sender.put(0, sender.piece(0))) == (401, "request-signature")
        whole = office.client.put(sender.url, content=sender.body, auth=sender.station.auth)
        assert problem(whole) == (401, "request-signature")
    assert (rows(office), office.applications()) == ((0, 0), [])


def test_nobody_carries_for_a_station_that_is_not_enrolled(office: PortalOffice) -> None:
    carrier = office.enrolled("K08")
    for nobody in ("K99", "K%00"):
        url = f"/api/v1/stations/{nobody}/packets/{new_id()}"
        assert problem(office.client.put(url, content=b"x", auth=carrier.auth)) == (401, "station-unknown")
