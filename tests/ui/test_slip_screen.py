"""A visit that is put aside at the kiosk: its slip's screen, and the way back in with its code."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from gallery import LANDSCAPE, PORTRAIT
from kiosk_stage import KioskStage

from shubbak.domain.resume_code import resume_code, shown_code
from shubbak.domain.text import Language
from shubbak.flow import events as e
from shubbak.flow.steps import Step


@pytest.fixture(params=[(PORTRAIT, Language.AR), (LANDSCAPE, Language.EN)], ids=["portrait-ar", "landscape-en"])
def stage(request: pytest.FixtureRequest, kiosk: Callable[..., KioskStage]) -> KioskStage:
    size, language = request.param
    made = kiosk(size)
    made.to_questions(language=language)
    return made


def texts(stage: KioskStage) -> str:
    return " ".join(str(item.property("text")) for item in stage.items() if item.property("text"))


def test_what_is_kept_shows_its_code_and_what_is_needed(stage: KioskStage) -> None:
    stage.say(e.AnswerGiven("days", "2"), e.AnswerGiven("food", "yes"), e.Next())
    stage.say(e.AnswerGiven("gas", "no"), e.Next())
    stage.hand.tap("slip")
    stage.say(e.DraftKept())
    visit = stage.visit.machine.visit
    assert visit.step is Step.SLIP
    assert shown_code(resume_code(visit.application_id)) in texts(stage)
    stage.say(e.SlipFailed("printer-paper-out"))
    assert any(item.objectName() == "slip-again" for item in stage.operable())
    stage.hand.tap("slip-again")
    assert stage.visit.machine.visit.busy == "print"
    stage.say(e.SlipPrinted(), e.Finished())
    assert stage.visit.machine.visit.step is Step.ATTRACT


def test_a_code_that_is_typed_or_scanned_asks_for_its_application(stage: KioskStage) -> None:
    stage.say(e.StartOver())
    stage.say(e.Touched(), e.LanguageChosen(Language.AR))
    model = stage.kiosk.models["findModel"]
    stage.hand.tap("resume")
    model.setQuery("k7qm-2xd")
    assert stage.visit.machine.visit.busy == ""
    model.setQuery("k7qm-2xdr")
    assert stage.visit.machine.visit.busy == "draft"
    stage.say(e.DraftFailed("resume-code-unknown"))
    assert [one.code for one in stage.visit.machine.visit.problems] == ["resume-code-unknown"]
    model.show_code("SHUBBAK-RESUME:K7QM2XDR")
    assert stage.visit.machine.visit.busy == "draft"
