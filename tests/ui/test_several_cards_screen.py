"""Several cards on one glass: shown as they lie, and one touch or one key says which is theirs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from kiosk_stage import STALL, KioskStage, card
from office_counter import ANNA, Counter, Keyboard, a_face
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from kiosk.ui.pictures import CARDS, page_bodies
from office_client.ui.steps.identity_step import IdentityStep
from shubbak.domain.identity import IdentityDocument
from shubbak.domain.text import Language
from shubbak.flow import events as e
from shubbak.flow.steps import Step
from shubbak.ports.reader import LyingCard, Reading


def lying(*documents: IdentityDocument) -> tuple[LyingCard, ...]:
    """Each with a picture of its own size."""
    return tuple(LyingCard(Reading((), one, (), 1.0), a_face(300 + place, 190)) for place, one in enumerate(documents))


@pytest.fixture
def stage(kiosk: Callable[..., KioskStage]) -> KioskStage:
    stage = kiosk()
    stage.say(e.Touched(), e.LanguageChosen(Language.EN), e.ServiceChosen(STALL), e.Next(), e.ConsentGiven())
    stage.say(e.CardOffered(), e.CardsSeen(lying(ANNA, card())))
    return stage


def test_the_cards_stand_there_and_a_touch_takes_one(stage: KioskStage) -> None:
    assert "Which of these is yours?" in stage.hand.words()
    visit = stage.visit.machine.visit
    assert page_bodies(visit, CARDS) == tuple(one.picture for one in visit.cards)
    stage.hand.tap("card-1")
    assert (visit.identity, visit.cards, page_bodies(visit, CARDS)) == (card(), (), ())
    stage.settle()
    assert "Is this you?" in stage.hand.words()


def test_whoever_finds_none_of_them_theirs_has_it_looked_at_again(stage: KioskStage) -> None:
    stage.hand.tap("primary")
    visit = stage.visit.machine.visit
    assert (visit.busy, visit.cards) == ("identity", ())


def test_at_the_counter_each_document_has_its_key(tmp_path: Path, qtbot: Any, qapp: QApplication) -> None:
    keys = Keyboard(qtbot, Counter(tmp_path, "stall"), qapp)
    keys.begin()
    keys.type("stall")
    keys.press(Qt.Key.Key_Return)
    keys.go_on()
    keys.go_on()
    presenter = keys.window.presenter
    presenter.machine.handle(e.CardOffered())
    presenter.dispatch(e.CardsSeen(lying(card(), ANNA)))
    step = keys.window.visit_page.step
    assert isinstance(step, IdentityStep)
    assert step.cards.isVisible()
    keys.go_on()
    assert (keys.visit.step, keys.visit.identity) == (Step.IDENTIFY, None)
    keys.press(Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert (keys.visit.identity, keys.visit.cards) == (ANNA, ())
    assert (step.cards.isHidden(), step.frames["full_name"].answer.raw) == (True, "ANNA MARIA ERIKSSON")
