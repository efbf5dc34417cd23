"""Several cards on one glass: none is used until a person says which is theirs, and of the others nothing stays."""

from __future__ import annotations

from dataclasses import replace

import pytest
from visit_script import card, machine, play, to_questions

from shubbak.domain.problem import Problem
from shubbak.flow import effects as f
from shubbak.flow import events as e
from shubbak.flow.machine import VisitMachine
from shubbak.flow.steps import Step
from shubbak.ports.reader import LyingCard, Reading

OTHER = replace(card(), number="X99887766", surname="HOLM")
BLURRED = Reading((), None, (Problem("image-blurred"),), 1.0)
CARDS = (
    LyingCard(Reading((), OTHER, (), 1.0), b"theirs", b"their face"),
    LyingCard(Reading((), card(), (), 1.0), b"mine", b"my face"),
    LyingCard(BLURRED, b"unclear"),
)


@pytest.fixture
def visit() -> VisitMachine:
    visit = machine()
    to_questions(visit)
    play(visit, e.Back())
    visit.visit.identity = None
    play(visit, e.CardOffered(), e.CardsSeen(CARDS))
    return visit


def test_nothing_of_any_card_is_used_before_the_choice(visit: VisitMachine) -> None:
    assert (visit.visit.cards, visit.visit.identity, visit.visit.busy) == (CARDS, None, "")
    play(visit, e.Next())
    assert (visit.visit.step, visit.visit.problems) == (Step.IDENTIFY, (Problem("identity-unchosen"),))
    assert "theirs" not in repr(visit.visit)


def test_the_chosen_card_counts_as_if_it_had_lain_alone_and_the_others_are_gone(visit: VisitMachine) -> None:
    play(visit, e.CardChosen(1))
    seen = visit.visit
    assert (seen.identity, seen.portrait, seen.cards, seen.problems) == (card(), b"my face", (), ())
    assert "HOLM" not in repr(seen) + str(seen.raw)
    assert play(visit, e.CardChosen(0)) == []
    assert visit.visit.identity == card()


def test_a_chosen_card_that_is_unclear_is_looked_at_again(visit: VisitMachine) -> None:
    play(visit, e.CardChosen(2))
    assert (visit.visit.identity, visit.visit.cards, visit.visit.problems) == (None, (), BLURRED.problems)
    assert play(visit, e.CardOffered()) == [f.ReadIdentity()]


@pytest.mark.parametrize("way_out", [e.CardOffered(), e.Back(), e.StartOver(), e.IdleElapsed()])
def test_whoever_finds_no_card_of_theirs_leaves_none_behind(visit: VisitMachine, way_out: e.Event) -> None:
    play(visit, e.CardChosen(3), way_out, *[way_out] * isinstance(way_out, e.IdleElapsed))
    assert visit.visit.cards == ()


def test_cards_that_come_when_nobody_waits_any_more_are_dropped(visit: VisitMachine) -> None:
    play(visit, e.CardChosen(1), e.CardsSeen(CARDS))
    assert visit.visit.cards == ()


def test_a_kept_application_asks_for_the_card_it_was_begun_with(visit: VisitMachine) -> None:
    visit.visit.proof = card().number
    play(visit, e.CardChosen(0))
    assert (visit.visit.identity, visit.visit.problems) == (None, (Problem("resume-other-card"),))
