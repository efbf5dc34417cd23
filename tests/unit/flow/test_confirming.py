"""A card that is read but for a few letters of the name: looked at once more, then a person says what it says."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from visit_script import card, machine, play

from shubbak.domain.identity import IdentityDocument
from shubbak.domain.mrz_gate import Doubt
from shubbak.domain.mrz_likely import DoubtedLetters
from shubbak.domain.problem import Problem
from shubbak.domain.text import Language
from shubbak.flow import effects as f
from shubbak.flow import events as e
from shubbak.flow.identifying import doubted_in_full_name
from shubbak.flow.machine import VisitMachine
from shubbak.flow.steps import Step
from shubbak.flow.visit import ToConfirm
from shubbak.ports.reader import Reading

LINES = ("I<UTOD231458907<<<<<<<<<<<<<<<", "7408122F1204159UTO<<<<<<<<<<<6", "ERIKSSON<<ANNA<<<<<<<<<<<<<<<<")


def doubtful(document: IdentityDocument | None = None, *columns: int) -> e.IdentityRead:
    """A look that leaves these columns of the names in doubt, the second letter of ERIKSSON unless others are named."""
    doubts = tuple(Doubt(2, column, "unsure") for column in columns or (1,))
    reading = Reading(LINES, None, (Problem("mrz-line-unclear"),), 1.0, (), doubts, likely=document or card())
    return e.IdentityRead(reading, b"face")


SURE = e.IdentityRead(Reading(LINES, card(), (), 1.0))
BLURRED = e.IdentityRead(Reading((), None, (Problem("image-blurred"),), 1.0))


def at_the_card(operator: str = "") -> VisitMachine:
    visit = machine(operator)
    play(visit, e.Touched(), e.LanguageChosen(Language.AR), e.ServiceChosen("kw.test.stall"), e.Next())
    play(visit, e.ConsentGiven())
    assert visit.visit.step is Step.IDENTIFY
    return visit


def look(visit: VisitMachine, *findings: e.IdentityRead) -> None:
    for finding in findings:
        play(visit, e.CardOffered(), finding)


def codes(visit: VisitMachine) -> list[str]:
    return [problem.code for problem in visit.visit.problems]


def test_the_first_doubtful_look_at_a_kiosk_asks_for_another() -> None:
    visit = at_the_card()
    look(visit, doubtful())
    assert (codes(visit), visit.visit.to_confirm) == (["mrz-line-unclear"], None)
    assert play(visit, e.IdentityConfirmed()) == []
    assert visit.visit.identity is None


def test_the_second_asks_the_person_and_yes_takes_the_card() -> None:
    visit = at_the_card()
    look(visit, doubtful(), doubtful())
    asked = visit.visit.to_confirm
    assert asked is not None
    assert (asked.document, asked.letters, codes(visit)) == (card(), DoubtedLetters(surname=(1,)), [])
    play(visit, e.Next())
    assert (codes(visit), visit.visit.identity) == (["identity-unconfirmed"], None)
    play(visit, e.IdentityConfirmed())
    seen = visit.visit
    assert (seen.identity, seen.names_confirmed, seen.identity_typed, seen.to_confirm) == (card(), True, False, None)
    assert seen.machine_read == {"holder"}
    play(visit, e.Next())
    assert seen.step is Step.QUESTIONS


def test_a_look_that_shows_nothing_between_two_doubtful_ones_changes_nothing() -> None:
    visit = at_the_card()
    look(visit, doubtful(), BLURRED, doubtful())
    assert visit.visit.to_confirm is not None


def test_a_doubtful_look_at_another_card_begins_anew() -> None:
    visit = at_the_card()
    look(visit, doubtful(), doubtful(replace(card(), number="X99999999")))
    assert visit.visit.to_confirm is None


def test_an_operator_who_holds_the_card_is_asked_at_once() -> None:
    visit = at_the_card("demo")
    look(visit, doubtful())
    assert visit.visit.to_confirm is not None
    assert visit.visit.portrait == b""
    assert "face" not in repr(visit.visit) and "D23145890" not in repr(visit.visit)
    play(visit, e.IdentityConfirmed())
    assert (visit.visit.identity, visit.visit.portrait) == (card(), b"face")


def test_another_look_withdraws_the_question_and_a_certain_one_needs_none() -> None:
    visit = at_the_card()
    look(visit, doubtful(), doubtful())
    play(visit, e.CardOffered())
    assert visit.visit.to_confirm is None
    assert play(visit, e.IdentityConfirmed()) == []
    play(visit, SURE)
    assert (visit.visit.identity, visit.visit.names_confirmed) == (card(), False)
    look(visit, doubtful())
    assert (codes(visit), visit.visit.identity) == (["mrz-line-unclear"], card())


def test_whoever_looked_again_in_vain_is_asked_again() -> None:
    visit = at_the_card()
    look(visit, doubtful(), doubtful(), BLURRED)
    assert codes(visit) == ["image-blurred"]
    look(visit, doubtful())
    assert visit.visit.to_confirm is not None


def test_a_letter_that_is_corrected_by_hand_makes_the_identity_a_typed_one() -> None:
    visit = at_the_card("demo")
    look(visit, doubtful())
    play(visit, e.IdentityTyped("D23145890", "ANNA ERICSSON", "UTO", "05/01/1990", "2027-01-01"))
    seen = visit.visit
    assert seen.identity is not None
    assert (seen.identity.given_names, seen.identity.sex, seen.identity.issuer) == ("ANNA ERICSSON", "F", "UTO")
    assert (seen.identity_typed, seen.names_confirmed, seen.to_confirm, seen.portrait) == (True, False, None, b"face")


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (card(expiry=date(2020, 1, 1)), "identity-expired"),
        (card(born=date(2015, 1, 1)), "identity-child"),
        (replace(card(), kind="MRV-A", code="V"), "identity-visa"),
    ],
)
def test_a_document_that_does_not_serve_is_refused_and_not_asked_about(wrong: IdentityDocument, code: str) -> None:
    visit = at_the_card()
    look(visit, doubtful(wrong))
    assert codes(visit) == [code]
    look(visit, doubtful(wrong))
    assert (codes(visit), visit.visit.to_confirm) == ([code], None)


def test_a_card_that_ran_out_while_it_was_asked_about_is_refused() -> None:
    visit = at_the_card("demo")
    today = visit.context.today
    look(visit, doubtful(card(expiry=today)))
    visit.context.clock.now = lambda: datetime(today.year + 1, 1, 1, tzinfo=UTC)  # type: ignore[method-assign]
    play(visit, e.IdentityConfirmed())
    assert (codes(visit), visit.visit.identity, visit.visit.to_confirm) == (["identity-expired"], None, None)


def test_a_visit_that_ends_leaves_no_question_and_another_stage_neither() -> None:
    visit = at_the_card("demo")
    look(visit, doubtful())
    play(visit, e.Back(), e.ConsentGiven())
    assert visit.visit.to_confirm is None
    look(visit, doubtful())
    assert [type(effect) for effect in play(visit, e.StartOver())] == [f.Wipe]
    assert (visit.visit.to_confirm, visit.visit.doubted) == (None, "")


@pytest.mark.parametrize(
    ("letters", "given", "places"),
    [
        (DoubtedLetters((0, 3), (1,)), "ANNA", (1, 5, 8)),
        (DoubtedLetters((8,), (4,)), "ANNA", (4, 13)),
        (DoubtedLetters((2,), (0,)), "", (2, 8)),
    ],
)
def test_doubted_letters_stand_in_the_name_as_it_is_shown(
    letters: DoubtedLetters, given: str, places: tuple[int, ...]
) -> None:
    """ANNA ERIKSSON, the last place being the end of the line."""
    assert doubted_in_full_name(ToConfirm(replace(card(), given_names=given), letters)) == places
