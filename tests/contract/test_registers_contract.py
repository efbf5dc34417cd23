"""What all registers promise: those in memory, and the portal's own over the real client and the real wire."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fakes.answering import answering, http
from fakes.portal_office import PortalOffice
from fakes.portal_on_loopback import on_loopback
from fakes.register_office import NUMBER, register_office
from fakes.registers import FakeRegisters
from fakes.station import FakeStation

from shubbak.adapters.portal_client.requests_portal import RequestsPortal
from shubbak.domain.text import Language
from shubbak.ports.registers import RegisterEntry, Registers, RegisterUnreachableError
from shubbak.station.late_portal import LatePortal
from shubbak.wire.request_signature import StationSigner


@pytest.fixture
def office(tmp_path: Path) -> Iterator[PortalOffice]:
    opened = register_office(tmp_path)
    yield opened
    opened.close()


def signer_of(station: FakeStation) -> StationSigner:
    return StationSigner(station.code, station.key_id, station.key)


@pytest.fixture(params=["fake", "http", "late"])
def registers(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Registers]:
    if request.param == "fake":
        yield FakeRegisters()
        return
    office = register_office(tmp_path)
    signer = signer_of(office.enrolled())
    with on_loopback(office) as port:
        url = f"http://127.0.0.1:{port}"
        yield RequestsPortal(url, signer=signer) if request.param == "http" else LatePortal(url, signer)
    office.close()


def test_a_record_is_found_by_its_number(registers: Registers) -> None:
    record = registers.find("licences", NUMBER)
    assert record is not None
    assert (record.untrusted_parts["trade_name"], record.untrusted_parts["area_m2"]) == ("مخبز النور", "45")


def test_a_number_that_stands_nowhere_is_none(registers: Registers) -> None:
    assert registers.find("licences", "KW-1999-1") is None


@pytest.mark.parametrize(
    ("words", "ids"),
    [("مخبز", ["1071", "1072"]), ("bakery pastry", ["1072"]), ("بقاله", ["4711"]), ("طيران", [])],
    ids=["one word", "both words", "as people spell", "nothing"],
)
def test_a_list_is_searched_by_words(registers: Registers, words: str, ids: list[str]) -> None:
    found = registers.choices("activities", words, Language.AR)
    assert sorted(entry.id for entry in found) == ids
    assert all(isinstance(entry, RegisterEntry) and entry.label.ar and entry.label.en for entry in found)


def test_a_register_that_nobody_keeps_cannot_be_reached(registers: Registers) -> None:
    with pytest.raises(RegisterUnreachableError, match="register-unknown"):
        registers.find("dreams", NUMBER)
    with pytest.raises(RegisterUnreachableError, match="register-unknown"):
        registers.choices("dreams", "مخبز", Language.AR)


def test_a_portal_that_is_away_is_said_and_the_number_is_not() -> None:
    away = RequestsPortal("http://127.0.0.1:9", signer=signer_of(FakeStation()))
    with pytest.raises(RegisterUnreachableError) as caught:
        away.find("licences", NUMBER)
    assert str(caught.value) == "portal-unreachable"
    assert caught.value.__cause__ is None
    with pytest.raises(RegisterUnreachableError, match="portal-address"):
        LatePortal("nowhere", signer_of(FakeStation())).choices("activities", "م", Language.AR)


def test_a_station_that_is_not_enrolled_asks_nothing() -> None:
    with pytest.raises(RegisterUnreachableError, match="request-unsigned"):
        RequestsPortal("http://127.0.0.1:9").find("licences", NUMBER)


@pytest.mark.parametrize(
    "body",
    [b'{"entries": 7}', b"<html>", b'{"entries": [{"id": 4}]}', b'{"found": true}'],
    ids=["no list", "a page", "no entry", "another answer"],
)
def test_an_answer_that_is_not_the_portals_counts_as_none(body: bytes) -> None:
    with answering(http("200 OK", body)) as url, pytest.raises(RegisterUnreachableError):
        RequestsPortal(url, signer=signer_of(FakeStation())).choices("activities", "مخبز", Language.AR)


def test_a_list_is_cut_off_and_entries_that_are_none_left_out() -> None:
    entries = b",".join(b'{"id": "%d", "ar": "x", "en": "x"}' % n for n in range(40))
    body = b'{"entries": [{"id": "a|b", "ar": "x", "en": "x"}, {"id": "7", "ar": "", "en": "x"},%s]}' % entries
    with answering(http("200 OK", body)) as url:
        found = RequestsPortal(url, signer=signer_of(FakeStation())).choices("activities", "x", Language.EN)
    assert [entry.id for entry in found] == [str(n) for n in range(20)]
