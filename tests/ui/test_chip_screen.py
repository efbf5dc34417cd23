"""The chip of a document on both screens: offered where a reader stands, done beside the rest, left by one key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from kiosk_stage import STALL, KioskStage, card
from office_counter import ANNA, Counter, Keyboard, a_face
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from office_client.ui.steps.identity_step import IdentityStep
from shubbak.domain.chip_word import ChipWord
from shubbak.domain.problem import Problem
from shubbak.domain.text import Language
from shubbak.flow import effects as f
from shubbak.flow import events as e
from shubbak.flow.steps import Step
from shubbak.ports.chip import ChipProof, ChipReading, MrzKey, Verdict
from shubbak.ports.reader import Reading

KEY = MrzKey("D23145890", "900105", "310101")
SIGNED = ChipProof(Verdict.SHOWN, Verdict.SHOWN, Verdict.SHOWN)


@pytest.fixture
def stage(kiosk: Callable[..., KioskStage]) -> KioskStage:
    stage = kiosk()
    stage.visit.chips = True
    stage.say(e.Touched(), e.LanguageChosen(Language.EN), e.ServiceChosen(STALL), e.Next(), e.ConsentGiven())
    stage.say(e.CardOffered(), e.IdentityRead(Reading((), card(), (), 1.0)))
    stage.visit.machine.visit.chip_key = KEY
    stage.visit.changed.emit()
    stage.worker.asked.clear()
    return stage


def test_the_chip_is_read_beside_the_screen_and_its_word_is_said(stage: KioskStage) -> None:
    stage.hand.tap("read-chip")
    assert "Hold your document on the chip reader" in stage.hand.words()
    stage.say(e.ChipRead(ChipReading((), card(), None, SIGNED, "pace", (), 1.0)))
    stage.settle()
    words = stage.hand.words()
    assert "Is this you?" in words
    assert any("issuing state's signature holds" in line for line in words)
    assert "Read its chip as well" not in words


def test_one_touch_goes_on_without_it(stage: KioskStage) -> None:
    stage.hand.tap("read-chip")
    stage.hand.tap("primary")
    assert stage.visit.machine.visit.busy == ""
    stage.hand.tap("primary")
    assert stage.visit.machine.visit.step is Step.QUESTIONS


def test_where_no_reader_stands_nothing_is_offered(stage: KioskStage) -> None:
    stage.visit.chips = False
    stage.visit.changed.emit()
    assert "Read its chip as well" not in stage.hand.words()


def test_at_the_counter_a_key_reads_it_and_the_same_key_leaves_it(
    tmp_path: Path, qtbot: Any, qapp: QApplication
) -> None:
    counter = Counter(tmp_path, "stall")
    counter.desk = replace(counter.desk, chips=True)
    keys = Keyboard(qtbot, counter, qapp)
    keys.begin()
    keys.type("stall")
    keys.press(Qt.Key.Key_Return)
    keys.go_on()
    keys.go_on()
    keys.press(Qt.Key.Key_F5)
    step, presenter = keys.window.visit_page.step, keys.window.presenter
    assert isinstance(step, IdentityStep)
    assert step.chip.isHidden()  # what was read has no key
    keys.visit.chip_key = KEY
    assert presenter.machine.handle(e.ChipOffered()) == (f.ReadChip(KEY, portrait=True),)
    presenter.changed.emit()
    assert step.chip.word == keys.window.wording.say("office.identify.chip_skip")
    keys.press(Qt.Key.Key_F6)
    assert (keys.visit.busy, keys.visit.identity) == ("", ANNA)
    presenter.machine.handle(e.ChipOffered())
    presenter.dispatch(e.ChipRead(ChipReading((), ANNA, None, ChipProof(), "bac", (), 1.0)))
    assert keys.visit.chip is ChipWord.UNKNOWN
    assert step.known.sentence == keys.window.wording.say("problem.chip-unproven")
    presenter.machine.handle(e.ChipOffered())
    presenter.dispatch(e.ChipRead(ChipReading((), ANNA, None, SIGNED, "bac", (), 1.0), a_face()))
    assert step.chip_face.isVisible()
    assert step.known.property("notice") == "success"
    presenter.machine.handle(e.ChipOffered())
    presenter.dispatch(e.ChipFailed("chip-copied"))
    said = keys.window.wording.explain(Problem("chip-copied"))
    assert said == keys.window.wording.say("office.problem.chip-copied")  # no operator is sent to an operator
    step.forget()
    assert step.chip_face.picture.pixmap().isNull()
