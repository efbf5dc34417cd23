"""120 packets that are none: damaged, cut, lying about themselves, or sealed around what is no application."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from bad_input_tally import Count
from cases import FORMS, TAKEN, many, refused, show
from fakes.portal_office import PortalOffice
from fakes.station import NOON, FakeStation, new_id

from portal.cases.accept_packet import accept_packet
from portal.refusal import REFUSALS, RefusalError
from shubbak.services.station_identity import sealing_key_of
from shubbak.wire.packet import PACKET_VERSION, PacketHead
from shubbak.wire.seal import close_packet, digest, seal

Make = Callable[[random.Random, FakeStation], bytes]


def damaged(chance: random.Random, station: FakeStation) -> bytes:
    body = bytearray(station.packet()[1])
    for _ in range(chance.randrange(1, 4)):
        body[chance.randrange(len(body))] ^= chance.randrange(1, 256)
    return bytes(body)


def cut(chance: random.Random, station: FakeStation) -> bytes:
    body = station.packet()[1]
    return body[: chance.randrange(len(body))]


def no_packet(chance: random.Random, station: FakeStation) -> bytes:
    del station
    return chance.choice(
        [
            b"",
            b"\xc1",
            b"<html>sign in to the hotel</html>",
            b"\xdd\xff\xff\xff\xff",
            b"\xdf\xff\xff\xff\xff",
            b"\xc6\xff\xff\xff\xff",
            b"\x91" * 3000,
            b"\x81\xa1a" * 2000,
            b'{"head":' + b"[" * 3000,
            b"PK\x03\x04" + bytes(100),
            chance.randbytes(500),
        ]
    )


def lying_head(chance: random.Random, station: FakeStation) -> bytes:
    """Signed by the station itself, about another packet than the one inside, or about none that can be."""
    lies: list[dict[str, object]] = [
        {"version": 99},
        {"version": -1},
        {"id": new_id()},
        {"id": "../../etc/passwd"},
        {"id": ""},
        {"station": "K99"},
        {"station": "ك٠٧"},
        {"sequence": 0},
        {"sequence": -5},
        {"sequence": 2**63},
        {"service_id": "x" * 5000},
        {"service_version": 0},
        {"catalogue_version": -1},
        {"receipt": "K07-2026-\u202e00001"},
        {"receipt": "none"},
        {"total_minor": -1},
        {"total_minor": 4999},
        {"total_minor": 2**63},
        {"currency": "XYZ"},
        {"currency": "SAR"},
        {"sealed_at": "yesterday"},
        {"sealed_at": "9999-99-99T99:99:99Z"},
        {"key_id": "none"},
        {"digest": "0" * 64},
    ]
    return station.seal(station.application(), **chance.choice(lies))


def other_inside(chance: random.Random, station: FakeStation) -> bytes:
    """Whole, signed and sealed; what is inside is no application that could be."""
    wrong: list[dict[str, object]] = [
        {"version": 77},
        {"language": "xx"},
        {"started_at": "2026-02-30T00:00:00Z"},
        {"total_minor": -5000},
        {"currency": "EUR"},
        {"answers": {"x" * 10_000: 1}},
        {"answers": {"a": float("nan")}},
        {"answers": {"a": [[[["deep"]]]]}},
        {"answers": 5},
        {"attachments": [5]},
        {"signature": [[(10**9, -(10**9))]]},
        {"fees": []},
        {"payment": {"id": "x", "amount_minor": 1}},
        {"identity": "Maryam"},
        {"consent": None},
        {"operator": "\x00" * 10},
        {"unknown": "field"},
    ]
    plain = msgspec.to_builtins(station.application(), builtin_types=(bytes,)) | chance.choice(wrong)
    bodies = [msgspec.msgpack.encode(plain)] * 5 + [b"", b"\xc1", b"\x91" * 3000, msgspec.json.encode({"id": 1})]
    return sealed_by_hand(station, str(plain["id"]), chance.choice(bodies))


def sealed_by_hand(station: FakeStation, packet_id: str, plain: bytes) -> bytes:
    station.sequence += 1
    head = PacketHead(
        version=PACKET_VERSION,
        id=packet_id,
        station=station.code,
        sequence=station.sequence,
        service_id="kw-health-licence-renewal",
        service_version=1,
        catalogue_version=1,
        receipt=str(station.receipt_number(station.sequence)),
        total_minor=5000,
        currency="KWD",
        sealed_at=NOON,
        key_id=station.portal_keys.sealing_id,
        digest="",
    )
    sealed = seal(plain, sealing_key_of(station.portal_keys), head)
    return close_packet(msgspec.structs.replace(head, digest=digest(sealed)), sealed, station.key)


KINDS: dict[str, tuple[Make, int]] = {
    "damaged": (damaged, 30),
    "cut": (cut, 15),
    "no-packet": (no_packet, 15),
    "lying-head": (lying_head, 30),
    "other-inside": (other_inside, 30),
}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[PortalOffice]:
    office = PortalOffice(tmp_path)
    yield office
    office.close()


@pytest.mark.parametrize("every", FORMS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_packet_that_is_none_leaves_nothing_behind(kind: str, every: int, office: PortalOffice, count: Count) -> None:
    station = office.enrolled()
    make, number = KINDS[kind]

    def door(body: bytes) -> str:
        packet_id = address(body)
        try:
            accept_packet(office.portal, station.code, packet_id, body)
        except RefusalError as error:
            return error.code
        return TAKEN

    answers = show(many(kind, number, lambda chance: make(chance, station)), door, every)
    count("packet", kind, answers)
    refused(answers, tuple(REFUSALS))
    assert office.applications() == []
    packet_id, body = station.packet()
    assert accept_packet(office.portal, station.code, packet_id, body).created


def address(body: bytes) -> str:
    """Return the id that a packet gives itself, so that a lie about it goes as far as it can."""
    try:
        return str(msgspec.json.decode(msgspec.msgpack.decode(body)["head"])["id"])
    except (msgspec.MsgspecError, TypeError, KeyError, ValueError, RecursionError):
        return new_id()
