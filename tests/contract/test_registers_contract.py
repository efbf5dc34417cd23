"""What all registers promise: those in memory, and the portal's own over the real client and the real wire."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fakes.answering import answering, http
from fakes.clock import FakeClock
from fakes.portal_office import PortalOffice
from fakes.portal_on_loopback import on_loopback
from fakes.register_office import NUMBER, register_office, stall_text
from fakes.registers import FakeRegisters
from fakes.station import FakeStation
from unit.flow.visit_script import play, to_questions

from shubbak.adapters.portal_client.requests_portal import RequestsPortal
from shubbak.domain.text import Language
from shubbak.flow import events as e
from shubbak.flow.machine import VisitMachine
from shubbak.forms.catalogue import load_catalogue
from shubbak.ports.registers import RegisterEntry, Registers, RegisterUnreachableError
from shubbak.services.visit_effects import VisitEffects
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


def test_a_visit_is_filled_over_the_wire(office: PortalOffice) -> None:
    catalogue = load_catalogue({"kw/stall.yaml": stall_text()}, 1)
    visit = VisitMachine(catalogue, FakeClock())
    to_questions(visit)
    play(visit, e.AnswerGiven("days", "4"), e.AnswerGiven("food", "no"), e.Next(), e.AnswerGiven("licence", NUMBER))
    signer = signer_of(office.enrolled())
    nothing: Any = None
    with on_loopback(office) as port:
        registers = RequestsPortal(f"http://127.0.0.1:{port}", signer=signer)
        hands = VisitEffects(nothing, nothing, nothing, nothing, nothing, lambda: None, registers)
        for asked in (e.LookUpAsked("licence"), e.RegisterSearched("activity", "مخبز")):
            (effect,) = play(visit, asked)
            answer = hands.perform(effect)
            assert answer is not None
            play(visit, answer)
    play(visit, e.AnswerGiven("activity", "1071"))
    found = visit.visit.answers
    assert (found["shop"], found["area"], found["activity"]) == ("مخبز النور", 45, "1071")
