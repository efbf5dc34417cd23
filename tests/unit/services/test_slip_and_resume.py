"""The slip on paper, and the code that finds its application: wrong ones are counted."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from fakes.clock import FakeClock

from shubbak.domain.resume_code import resume_code
from shubbak.domain.text import Language, Text
from shubbak.forms.load import load_service
from shubbak.forms.service import Service
from shubbak.ports.renderer import Boxed, Code, Line
from shubbak.ports.store import StoreError
from shubbak.resources import load_wording
from shubbak.services.drafts import find_by_code
from shubbak.services.receipt_sheet import IssuingOffice
from shubbak.services.resume_tries import MOST_WRONG, WITHIN, WRONG_TRIES, ResumeTries
from shubbak.services.still_needed_sheet import SLIP_MARK, still_needed_sheet

OFFICE = IssuingOffice(Text("بلدية", "Municipality"), Text("مكتب", "Office"), "kw")


@cache
def stall() -> Service:
    sample = Path(__file__).parents[2] / "samples" / "services" / "stall.yaml"
    return load_service(sample.read_text(encoding="utf-8"), "kw/stall.yaml")


class Shelf:
    def __init__(self, *ids: str) -> None:
        self._ids = ids

    def drafts(self) -> Any:
        return [type("Line", (), {"id": one})() for one in self._ids]


def test_a_code_finds_its_draft_and_no_other() -> None:
    shelf: Any = Shelf("one", "two")
    assert find_by_code(resume_code("two"), shelf) == "two"
    assert find_by_code(resume_code("three"), shelf) is None


class Facts:
    """Small texts that a start does not forget, in a store that may fail."""

    def __init__(self, *, broken: bool = False) -> None:
        self.kept: dict[str, str] = {}
        self._broken = broken

    def fact(self, name: str) -> str:
        self._fail()
        return self.kept.get(name, "")

    def keep_fact(self, name: str, value: str) -> None:
        self._fail()
        self.kept[name] = value

    def _fail(self) -> None:
        if self._broken:
            raise StoreError("store-full")


def test_guessing_ends_after_five_and_begins_again_later() -> None:
    clock = FakeClock()
    tries = ResumeTries(clock, Facts())
    for _ in range(MOST_WRONG):
        assert not tries.exhausted
        tries.note_wrong()
    assert tries.exhausted
    clock.advance(seconds=WITHIN.total_seconds() + 1)
    assert not tries.exhausted


def test_starting_the_program_anew_forgets_no_wrong_code() -> None:
    clock, facts = FakeClock(), Facts()
    for _ in range(MOST_WRONG):
        assert not ResumeTries(clock, facts).exhausted
        ResumeTries(clock, facts).note_wrong()
    assert ResumeTries(clock, facts).exhausted
    clock.advance(seconds=WITHIN.total_seconds() + 1)
    assert not ResumeTries(clock, facts).exhausted


def test_a_clock_that_steps_back_locks_nobody_out_for_long() -> None:
    clock, facts = FakeClock(), Facts()
    facts.kept[WRONG_TRIES] = " ".join(["2199-01-01T00:00:00.000000Z"] * MOST_WRONG)
    assert not ResumeTries(clock, facts).exhausted
    facts.kept[WRONG_TRIES] = "damaged"
    assert not ResumeTries(clock, facts).exhausted


def test_a_store_that_fails_lets_nobody_guess_for_ever() -> None:
    tries = ResumeTries(FakeClock(), Facts(broken=True))
    for _ in range(MOST_WRONG):
        tries.note_wrong()
    assert tries.exhausted


def test_a_slip_names_what_is_needed_its_code_and_its_day() -> None:
    service = stall()
    for language in Language:
        sheet = still_needed_sheet(
            service, service.documents, "K7QM2XDR", OFFICE, date(2026, 4, 1), load_wording(), language
        )
        lines = [part.text for part in sheet.parts if isinstance(part, Line)]
        assert any(service.documents[0].name.say(language) in line for line in lines)
        assert any("K7QM-2XDR" in line for line in lines)
        assert SLIP_MARK + "K7QM2XDR" in [part.text for part in sheet.parts if isinstance(part, Code)]
        assert any(isinstance(part, Boxed) for part in sheet.parts)


def test_without_a_day_none_is_printed() -> None:
    sheet = still_needed_sheet(stall(), (), "K7QM2XDR", OFFICE, None, load_wording(), Language.AR)
    assert not any(isinstance(part, Boxed) for part in sheet.parts)
