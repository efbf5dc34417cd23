"""Packets over the API: what is answered to good ones, repeated ones and bad ones."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
from fakes.portal_office import PortalOffice
from fakes.station import PERSON, FakeStation, new_id
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from portal.api.packets import PACKETS_AT_ONCE, PLACES_A_SENDER, Gate
from portal.app import make_app
from portal.cases.open_packet import MAX_NUMBER
from portal.refusal import RefusalError
from portal.store import tables
from portal.store.station_store import revoke
from shubbak.domain.receipt import ReceiptNumber
from shubbak.wire.attachment import WireExcuse
from shubbak.wire.packet import MAX_PACKET_BYTES, Acknowledgement, Packet
from shubbak.wire.seal import digest, read_acknowledgement, read_packet
from shubbak.wire.sealing_key import SealingPrivateKey
from shubbak.wire.station import WireProblem


@pytest.fixture
def office(tmp_path: Path) -> Iterator[PortalOffice]:
    opened = PortalOffice(tmp_path)
    yield opened
    opened.close()


def url(station: str, packet_id: str) -> str:
    return f"/api/v1/stations/{station}/packets/{packet_id}"


def problem(answer: Any) -> tuple[int, str]:
    assert answer.headers["content-type"] == "application/problem+json"
    told = msgspec.json.decode(answer.content, type=WireProblem)
    assert told.status == answer.status_code
    return told.status, told.type


def test_an_accepted_packet_is_acknowledged_with_a_good_signature(office: PortalOffice) -> None:
    station = office.enrolled()
    packet_id, body = station.packet()
    answer = office.client.put(url("K07", packet_id), content=body, auth=station.auth)
    assert answer.status_code == 201
    acknowledgement = msgspec.json.decode(answer.content, type=Acknowledgement)
    head, _ = read_packet(body)
    statement = read_acknowledgement(acknowledgement, office.portal.keys.signing.public_key(), packet_id, head.digest)
    assert (statement.case, statement.accepted_at) == ("M-2026-000001", "2026-03-01T12:00:00Z")


def test_a_repeated_packet_hears_the_same_bytes_even_after_a_restart(office: PortalOffice) -> None:
    station = office.enrolled()
    packet_id, body = station.packet()
    first = office.client.put(url("K07", packet_id), content=body, auth=station.auth)
    second = office.client.put(url("K07", packet_id), content=body, auth=station.auth)
    office.reopen()
    third = office.client.put(url("K07", packet_id), content=body, auth=station.auth)
    assert [answer.status_code for answer in (first, second, third)] == [201, 200, 200]
    assert first.content == second.content == third.content
    assert len(office.applications()) == 1


def test_a_packet_sent_many_times_at_once_is_stored_once(office: PortalOffice) -> None:
    station = office.enrolled()
    packet_id, body = station.packet()
    answers = office.client.at_once([("PUT", url("K07", packet_id), {"content": body, "auth": station.auth})] * 10)
    assert sorted(answer.status_code for answer in answers) == [200] * 9 + [201]
    assert len({answer.content for answer in answers}) == 1
    assert [line.documents for line in office.applications()] == [1]


Damage = Callable[[FakeStation, PortalOffice], tuple[str, str, bytes]]


def _changed_body(station: FakeStation, _: PortalOffice) -> tuple[str, str, bytes]:
    packet_id, body = station.packet()
    packet = msgspec.msgpack.decode(body, type=Packet)
    sealed = packet.sealed[:-1] + bytes([packet.sealed[-1] ^ 1])
    return "K07", packet_id, msgspec.msgpack.encode(msgspec.structs.replace(packet, sealed=sealed))


def _changed_head(station: FakeStation, _: PortalOffice) -> tuple[str, str, bytes]:
    packet_id, body = station.packet()
    packet = msgspec.msgpack.decode(body, type=Packet)
    head = packet.head.replace(b'"total_minor":5000', b'"total_minor":1000')
    return "K07", packet_id, msgspec.msgpack.encode(msgspec.structs.replace(packet, head=head))


def _cut(station: FakeStation, _: PortalOffice) -> tuple[str, str, bytes]:
    packet_id, body = station.packet()
    return "K07", packet_id, body[: len(body) // 2]


def _html(_: FakeStation, __: PortalOffice) -> tuple[str, str, bytes]:
    return "K07", new_id(), b"<html>log in to the wireless network</html>"


def _too_large(_: FakeStation, __: PortalOffice) -> tuple[str, str, bytes]:
    return "K07", new_id(), bytes(MAX_PACKET_BYTES + 1)


def _other_address(station: FakeStation, _: PortalOffice) -> tuple[str, str, bytes]:
    return "K07", new_id(), station.packet()[1]


def _other_key(station: FakeStation, _: PortalOffice) -> tuple[str, str, bytes]:
    station.key = FakeStation().key
    return "K07", *station.packet()


def _squatter(_: FakeStation, office: PortalOffice) -> tuple[str, str, bytes]:
    squatter = office.enrolled("K08")
    squatter.code = "K07"
    return "K07", *squatter.packet()


def _unknown_station(station: FakeStation, _: PortalOffice) -> tuple[str, str, bytes]:
    station.code = "K\0"
    application = station.application()
    return "K%00", application.id, station.seal(application, receipt="K07-2026-000001-U")


def _revoked(station: FakeStation, office: PortalOffice) -> tuple[str, str, bytes]:
    with office.portal.database.write() as connection:
        revoke(connection, "K07", "2026-03-01T12:00:00Z")
    return "K07", *station.packet()


def _unknown_sealing_key(station: FakeStation, _: PortalOffice) -> tuple[str, str, bytes]:
    application = station.application()
    return "K07", application.id, station.seal(application, key_id="elsewhere")


def _sealed_elsewhere(station: FakeStation, office: PortalOffice) -> tuple[str, str, bytes]:
    elsewhere = base64.b64encode(SealingPrivateKey.generate().public().raw).decode()
    station.portal_keys = msgspec.structs.replace(station.portal_keys, sealing=elsewhere)
    return "K07", *station.packet()


def _lying_head(**changes: object) -> Damage:
    def lie(station: FakeStation, _: PortalOffice) -> tuple[str, str, bytes]:
        application = station.application()
        return "K07", application.id, station.seal(application, **changes)

    return lie


def _odd_application(**changes: object) -> Damage:
    def make(station: FakeStation, _: PortalOffice) -> tuple[str, str, bytes]:
        return "K07", *station.packet(**changes)

    return make


def _odd_document(**changes: object) -> Damage:
    def make(station: FakeStation, _: PortalOffice) -> tuple[str, str, bytes]:
        document = msgspec.structs.replace(station.application().attachments[0], **changes)
        return "K07", *station.packet(attachments=[document])

    return make


@pytest.mark.parametrize(
    ("damage", "expected"),
    [
        (_changed_body, (422, "packet-digest")),
        (_changed_head, (401, "packet-signature")),
        (_cut, (400, "packet-shape")),
        (_html, (400, "packet-shape")),
        (_too_large, (413, "body-too-large")),
        (_other_address, (400, "packet-misaddressed")),
        (_other_key, (401, "packet-signature")),
        (_squatter, (401, "packet-signature")),
        (_unknown_station, (401, "station-unknown")),
        (_revoked, (403, "station-revoked")),
        (_unknown_sealing_key, (422, "sealing-key-unknown")),
        (_sealed_elsewhere, (422, "packet-sealed-for-another-key")),
        (_lying_head(total_minor=1), (422, "application-mismatch")),
        (_lying_head(service_id="kw.other"), (422, "application-mismatch")),
        (_lying_head(receipt=str(ReceiptNumber("K08", 2026, 1))), (422, "receipt-number")),
        (_lying_head(receipt="K07-2026-000001-X"), (422, "receipt-number")),
        (_lying_head(sequence=2**60), (422, "application-shape")),
        (_lying_head(sequence=-1), (422, "application-shape")),
        (_lying_head(service_version=2**31), (422, "application-shape")),
        (_lying_head(sealed_at="x" * 300), (422, "application-shape")),
        (_lying_head(currency="XXX"), (422, "application-shape")),
        (_odd_application(answers={"a": "nul \0"}), (422, "application-shape")),
        (_odd_application(answers={"list": ["nul \0"]}), (422, "application-shape")),
        (_odd_application(answers={"rows": [{"nul \0": "x"}]}), (422, "application-shape")),
        (_odd_application(answers={"rows": [{"x": 1}] * 201}), (422, "application-shape")),
        (_odd_application(answers={"parts": {"x" * 201: "x"}}), (422, "application-shape")),
        (_odd_application(answers={"rows": [{"deep": {"x": 1}}]}), (422, "application-shape")),
        (_odd_application(answers={"count": 2**60}), (422, "application-shape")),
        (_odd_application(answers={f"q{n}": 1 for n in range(1001)}), (422, "application-shape")),
        (_odd_application(answers={f"q{n}": [{"x": 1}] * 200 for n in range(60)}), (422, "application-shape")),
        (_odd_application(version=0), (422, "application-shape")),
        (_odd_application(operator="x" * 300), (422, "application-shape")),
        (_odd_document(pages=0), (422, "application-shape")),
        (_odd_document(pages=2**60), (422, "application-shape")),
        (_odd_document(excuses=[WireExcuse("other", "x", [])] * 2), (422, "application-shape")),
        (_odd_document(excuses=[WireExcuse("other", "x" * 201, [])]), (422, "application-shape")),
        (_odd_document(excuses=[WireExcuse("other", "x", [], "x" * 1001)]), (422, "application-shape")),
        (_odd_document(excuses=[WireExcuse("other", "x", [], page=2)]), (422, "application-shape")),
        (_odd_document(excuses=[WireExcuse("other", "x", [], page=-1)]), (422, "application-shape")),
        (_odd_document(excuses=[WireExcuse("other", "nul \0", [])]), (422, "application-shape")),
        (_odd_document(excuses=[WireExcuse("other", "x", [], "", "2026-03-01 noon")]), (422, "application-shape")),
        (_lying_head(sealed_at="0001-01-01T00:00:00+03:00"), (422, "application-shape")),
    ],
)
def test_a_bad_packet_is_refused_and_nothing_is_stored(
    office: PortalOffice, damage: Damage, expected: tuple[int, str]
) -> None:
    sender = office.enrolled()
    auth = sender.auth
    station, packet_id, body = damage(sender, office)
    answer = office.client.put(url(station, packet_id), content=body, auth=auth)
    assert problem(answer) == expected
    assert office.applications() == []


def test_a_refused_intruder_does_not_keep_the_genuine_packet_out(office: PortalOffice) -> None:
    station = office.enrolled()
    application = station.application()
    genuine = station.seal(application)
    intruder = FakeStation()
    intruder.portal_keys = station.portal_keys
    forged = intruder.seal(application)
    assert office.client.put(url("K07", application.id), content=forged, auth=station.auth).status_code == 401
    assert office.client.put(url("K07", application.id), content=genuine, auth=station.auth).status_code == 201


def test_an_open_object_store_failure_is_told_as_a_reason_to_come_again(office: PortalOffice) -> None:
    station = office.enrolled()
    packet_id, body = station.packet()
    files = office.folder / "files"
    files.rmdir()
    files.write_text("not a folder")
    answer = office.client.put(url("K07", packet_id), content=body, auth=station.auth)
    assert problem(answer) == (503, "store-unavailable")
    assert int(answer.headers["retry-after"]) > 0
    assert office.client.get("/api/v1/health").json() == {"database": "ok", "objects": "down"}
    files.unlink()
    files.mkdir()
    assert office.client.put(url("K07", packet_id), content=body, auth=station.auth).status_code == 201


def test_more_packets_than_fit_are_asked_to_come_again(office: PortalOffice) -> None:
    station = office.enrolled()
    packets = [station.packet() for _ in range(PACKETS_AT_ONCE + 8)]
    requests = [("PUT", url("K07", packet_id), {"content": body, "auth": station.auth}) for packet_id, body in packets]
    answers = office.client.at_once(requests)
    late = [answer for answer in answers if answer.status_code != 201]
    assert {problem(answer) for answer in late} <= {(503, "portal-busy")}
    assert all(answer.headers["retry-after"] for answer in late)
    assert len(office.applications()) == len(packets) - len(late)
    assert {answer.status_code for answer in office.client.at_once(requests[-8:])} <= {200, 201}


def test_strangers_whose_bodies_never_end_keep_no_station_out(office: PortalOffice) -> None:
    packet_id, body = (station := office.enrolled()).packet()

    async def scenario() -> tuple[httpx.Response, list[httpx.Response]]:
        over, begun = asyncio.Event(), []

        async def endless() -> AsyncIterator[bytes]:
            begun.append(b"")
            yield b"x"
            await over.wait()

        async with httpx.AsyncClient(
            transport=httpx.ASGITransport(make_app(office.portal)), base_url="http://p"
        ) as line:
            strangers = [asyncio.create_task(line.put(url("K07", packet_id), content=endless())) for _ in range(40)]
            while len(begun) < len(strangers):
                await asyncio.sleep(0.01)
            genuine = await line.put(url("K07", packet_id), content=body, auth=station.auth)
            over.set()
            return genuine, await asyncio.gather(*strangers)

    genuine, strangers = asyncio.run(scenario())
    assert genuine.status_code == 201
    assert {problem(answer) for answer in strangers} == {(426, "request-unsigned")}


def test_one_station_does_not_take_all_places() -> None:
    gate = Gate()
    with ExitStack() as held:
        for _ in range(PLACES_A_SENDER):
            held.enter_context(gate.place("K07"))
        with pytest.raises(RefusalError, match="portal-busy"), gate.place("K07"):
            pass
        held.enter_context(gate.place("K08"))
    with gate.place("K07"):
        pass


def test_no_log_line_carries_a_person(
    office: PortalOffice, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level("DEBUG")
    station = office.enrolled()
    packet_id, body = station.packet()
    office.client.put(url("K07", packet_id), content=body, auth=station.auth)

    def fail(*_: object) -> None:
        raise ValueError(f"the row of {PERSON} does not fit")

    monkeypatch.setattr("portal.store.packet_store.add_case", fail)
    answer = office.client.put(url("K07", (packet := station.packet())[0]), content=packet[1], auth=station.auth)
    assert problem(answer) == (500, "fault")
    assert "ValueError" in caplog.text and "in fail" in caplog.text
    for private in (PERSON, "290010112345", "مخبز النور"):
        assert private not in caplog.text


@pytest.fixture(scope="module")
def standing_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[PortalOffice, FakeStation]]:
    opened = PortalOffice(tmp_path_factory.mktemp("portal"))
    yield opened, opened.enrolled()
    opened.close()


_QUICK = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@_QUICK
@given(body=st.binary(max_size=400) | st.text().map(str.encode))
def test_garbage_is_refused_politely(standing_office: tuple[PortalOffice, FakeStation], body: bytes) -> None:
    office, station = standing_office
    assert problem(office.client.put(url("K07", new_id()), content=body, auth=station.auth)) == (400, "packet-shape")


@_QUICK
@given(place=st.floats(0, 1, exclude_max=True), flip=st.integers(1, 255))
def test_a_flipped_byte_never_gets_in(
    standing_office: tuple[PortalOffice, FakeStation], place: float, flip: int
) -> None:
    office, station = standing_office
    packet_id, body = station.packet()
    at = int(place * len(body))
    damaged = body[:at] + bytes([body[at] ^ flip]) + body[at + 1 :]
    status, code = problem(office.client.put(url("K07", packet_id), content=damaged, auth=station.auth))
    assert status in (400, 401, 422), code


def test_by_whose_word_a_poor_page_counts_is_kept_with_the_case(office: PortalOffice) -> None:
    station, excuse = office.enrolled(), WireExcuse("only-copy", "سارة", ["page-blurred"])
    document = msgspec.structs.replace(station.application().attachments[0], pages=3, excuses=[excuse])
    packet_id, body = station.packet(attachments=[document])
    assert office.client.put(url("K07", packet_id), content=body, auth=station.auth).status_code == 201
    with office.portal.database.read() as connection:
        content = msgspec.json.decode(connection.execute(select(tables.APPLICATIONS.c.content)).scalar_one())
    (told,) = content["documents"]
    assert (told["need"], told["pages"]) == (document.need, 3)
    assert told["excuses"] == [msgspec.to_builtins(excuse)]


_ODD_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@_QUICK
@given(
    answers=st.dictionaries(_ODD_TEXT, _ODD_TEXT | st.integers(-(2**63), 2**64 - 1) | st.lists(_ODD_TEXT)),
    pdf=st.binary(),
)
def test_any_answers_are_taken_or_refused_but_never_break_the_portal(
    standing_office: tuple[PortalOffice, FakeStation], answers: dict[str, Any], pdf: bytes
) -> None:
    office, station = standing_office
    attachment = msgspec.structs.replace(station.application().attachments[0], body=pdf)
    packet_id, body = station.packet(answers=answers, attachments=[attachment])
    status = office.client.put(url("K07", packet_id), content=body, auth=station.auth).status_code
    huge = any(isinstance(answer, int) and abs(answer) > MAX_NUMBER for answer in answers.values())
    assert status == (422 if huge or any("\0" in text for text in _texts(answers)) else 201)
    assert status == 422 or office.portal.objects.get(digest(pdf)) == pdf


def _texts(answers: dict[str, Any]) -> Iterator[str]:
    for key, value in answers.items():
        yield key
        yield from [value] if isinstance(value, str) else value if isinstance(value, list) else []
