"""The chip of a document in a visit: offered after its print was read, compared with it, and never needed to go on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from fakes.passport_content import Authority, Issuer, zone
from fakes.virtual_passport import VirtualPassport
from visit_script import STROKES, machine, pay, play, to_payment, to_questions

from shubbak.adapters.chip.certificates import parse_certificate
from shubbak.adapters.chip.icao_reader import IcaoChipReader
from shubbak.domain.chip_word import ChipWord
from shubbak.domain.mrz import parse_zone
from shubbak.domain.problem import Problem
from shubbak.flow import effects as f
from shubbak.flow import events as e
from shubbak.flow.machine import VisitMachine
from shubbak.flow.steps import Step
from shubbak.ports.chip import ChipError, ChipReading, MrzKey
from shubbak.ports.reader import Reading

TODAY = date(2026, 3, 1)
KEY = MrzKey.of_zone(zone())
ISSUER = Issuer()
FILES = ISSUER.files(zone())
DOCUMENT = parse_zone(zone(), TODAY).document
assert DOCUMENT is not None
PRINT = e.IdentityRead(Reading(zone(), DOCUMENT, (), 1.0))


def chip(files: dict[int, bytes] = FILES, authority: Authority = ISSUER.authority) -> ChipReading:
    """Read a virtual chip at a station that trusts this authority."""
    trusted = {"KWT": (parse_certificate(authority.certificate()),)}
    return IcaoChipReader(VirtualPassport(files, KEY), trusted, lambda: TODAY).read(KEY)


TRUSTED, UNKNOWN = chip(), chip(authority=Authority())
ALTERED = chip({**FILES, 0x011D: FILES[0x011D][:-1] + bytes([FILES[0x011D][-1] ^ 1])})


def read(operator: str = "") -> VisitMachine:
    """Return a visit that stands before the look at what was read."""
    visit = machine(operator)
    to_questions(visit)
    play(visit, e.Back(), e.CardOffered(), PRINT)
    return visit


def held(visit: VisitMachine, said: ChipReading, portrait: bytes = b"") -> list[f.Effect]:
    return play(visit, e.ChipOffered(), e.ChipRead(said, portrait))


def codes(visit: VisitMachine) -> list[str]:
    return [problem.code for problem in visit.visit.problems]


def test_the_chip_is_opened_with_the_key_of_the_print() -> None:
    visit = read()
    assert play(visit, e.ChipOffered()) == [f.ReadChip(KEY)]
    assert visit.visit.busy == "chip"
    assert play(read("Sara"), e.ChipOffered()) == [f.ReadChip(KEY, portrait=True)]


@pytest.mark.parametrize(
    ("said", "word", "code"), [(TRUSTED, "trusted", "chip-trusted"), (UNKNOWN, "unknown", "chip-unproven")]
)
def test_a_chip_that_says_the_same_is_recorded_with_what_it_is_worth(said: ChipReading, word: str, code: str) -> None:
    visit = read()
    held(visit, said)
    assert (visit.visit.chip, visit.visit.notices, visit.visit.identity) == (word, (Problem(code),), DOCUMENT)
    play(visit, e.Next())
    assert visit.visit.step is Step.QUESTIONS


def test_a_states_picture_is_shown_to_the_clerk_and_an_unproven_one_is_not() -> None:
    visit = read("Sara")
    play(visit, e.CardOffered(), replace(PRINT, portrait=b"printed"))
    held(visit, UNKNOWN, b"a picture")
    assert visit.visit.chip_portrait == b""
    held(visit, TRUSTED, b"a picture")
    assert (visit.visit.portrait, visit.visit.chip_portrait) == (b"printed", b"a picture")
    play(visit, e.CardOffered(), PRINT)
    assert visit.visit.chip_portrait == b""  # another look, another document perhaps
    held(visit, TRUSTED, b"a picture")
    play(visit, e.ChipOffered(), e.ChipFailed("chip-copied"))
    assert visit.visit.chip_portrait == b""
    held(visit, TRUSTED, b"a picture")
    play(visit, e.StartOver())
    assert visit.visit.chip_portrait == b""


def test_a_chip_that_says_something_else_replaces_nothing_the_print_is_looked_at_again() -> None:
    visit = read()
    misread = e.IdentityRead(Reading(zone(), replace(DOCUMENT, surname="ALNAMUTHAI"), (), 1.0))
    play(visit, e.CardOffered(), misread)
    held(visit, TRUSTED)
    assert (codes(visit), visit.visit.identity) == (["chip-differs"], None)
    play(visit, e.Next())
    assert visit.visit.step is Step.IDENTIFY
    play(visit, e.CardOffered(), misread)
    assert visit.visit.chip is ChipWord.DIFFERS  # who goes on without another look at the chip takes that along
    play(visit, e.CardOffered(), PRINT)
    held(visit, TRUSTED)
    assert visit.visit.chip is ChipWord.TRUSTED


@pytest.mark.parametrize("event", [e.ChipRead(ALTERED), e.ChipFailed("chip-copied")])
def test_a_forged_chip_is_recorded_and_at_a_kiosk_its_document_is_not_taken(event: e.Event) -> None:
    kiosk, counter = read(), read("Sara")
    for visit in (kiosk, counter):
        play(visit, e.ChipOffered(), event)
        assert visit.visit.chip is ChipWord.FAILED
        assert codes(visit)[0].startswith("chip-")
    assert kiosk.visit.identity is None
    play(kiosk, e.CardOffered(), PRINT)
    assert (codes(kiosk), kiosk.visit.identity) == (["chip-altered"], None)
    play(counter, e.Next())
    assert (counter.visit.step, counter.visit.chip) == (Step.QUESTIONS, ChipWord.FAILED)


@pytest.mark.parametrize(
    "code", ["chip-absent", "chip-torn", "chip-silent", "chip-not-icao", "chip-denied", "chip-reader-gone"]
)
def test_nobody_is_stopped_by_a_chip_that_cannot_be_read(code: str) -> None:
    visit = read()
    play(visit, e.ChipOffered(), e.ChipFailed(f"chip-{code}"))
    assert (codes(visit), visit.visit.chip, visit.visit.identity) == ([f"chip-{code}"], ChipWord.NONE, DOCUMENT)
    play(visit, e.Next())
    assert visit.visit.step is Step.QUESTIONS


def test_a_card_taken_away_in_the_middle_may_be_held_there_again() -> None:
    visit = read()
    passport = VirtualPassport(FILES, KEY)
    passport.torn_at = 9
    with pytest.raises(ChipError) as torn:
        IcaoChipReader(passport, {}, lambda: TODAY).read(KEY)
    play(visit, e.ChipOffered(), e.ChipFailed(torn.value.code))
    held(visit, TRUSTED)
    assert visit.visit.chip is ChipWord.TRUSTED


def test_whoever_goes_on_without_it_hears_nothing_of_it_later() -> None:
    visit = read()
    play(visit, e.ChipOffered())
    assert play(visit, e.ChipSkipped()) == [f.StopChip()]
    play(visit, e.ChipRead(ALTERED), e.Next())
    assert (visit.visit.step, visit.visit.chip) == (Step.QUESTIONS, ChipWord.NONE)


def test_a_typed_document_has_no_key_and_a_corrected_one_loses_what_its_chip_said() -> None:
    visit = read()
    held(visit, TRUSTED)
    typed: dict[str, Any] = {"nationality": "KWT", "birth_date": "1990-03-15", "expiry": "2031-01-01"}
    play(visit, e.IdentityTyped(DOCUMENT.number, "Noura Salem", **typed))
    assert (visit.visit.identity_typed, visit.visit.chip) == (True, ChipWord.NONE)
    assert play(visit, e.ChipOffered()) == []


def test_the_application_carries_what_the_chip_said() -> None:
    visit = machine()
    to_payment(visit)
    visit.visit.chip = ChipWord.TRUSTED
    pay(visit)
    asked = play(visit, e.Signed(STROKES))
    assert [one.application.chip for one in asked if isinstance(one, f.Submit)] == [ChipWord.TRUSTED]
