"""Screens where something is scanned: what matters is on the screen with the largest words too, drawn as it is here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import cast

import pytest
from kiosk_stage import KioskStage, reading
from lens import Lens
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest
from screen_faults import faults
from stage import LANDSCAPE, PORTRAIT
from test_pages_sheet import BAD, GOOD, KIND, NEED

from kiosk.ui.camera_model import CameraModel
from shubbak.domain.guidance import Advice
from shubbak.domain.readiness import Condition, Level
from shubbak.domain.text import Language
from shubbak.flow import events as e
from shubbak.flow.steps import Step

LARGE = [(PORTRAIT, Language.AR), (PORTRAIT, Language.EN), (LANDSCAPE, Language.AR), (LANDSCAPE, Language.EN)]
Opened = Callable[..., KioskStage]


@pytest.fixture(params=LARGE, ids=["portrait-ar", "portrait-en", "landscape-ar", "landscape-en"])
def large(request: pytest.FixtureRequest, kiosk: Opened) -> Iterator[KioskStage]:
    """At the stall's identity document, with words of 200 %."""
    size, language = request.param
    stage = kiosk(size)
    stage.look.textScale = 2.0
    to_identity(stage, language)
    yield stage
    assert faults(stage) == []


def to_identity(stage: KioskStage, language: Language) -> None:
    stage.say(e.Touched(), e.LanguageChosen(language), e.ServiceChosen("kw.test.stall"), e.Next(), e.ConsentGiven())


def to_documents(stage: KioskStage) -> None:
    stage.say(e.CardOffered(), reading(), e.Next())
    stage.say(e.AnswerGiven("days", "2"), e.AnswerGiven("food", "yes"), e.Next())
    stage.say(e.AnswerGiven("gas", "no"), e.Next())
    assert stage.visit.machine.visit.step is Step.DOCUMENTS


def named(stage: KioskStage, name: str) -> QQuickItem:
    return next(item for item in stage.items() if item.objectName() == name)


def says(stage: KioskStage, key: str) -> bool:
    words = stage.visit.wording.say(key, stage.visit.machine.visit.language)
    return any(words in one for one in stage.hand.words())


def wide(stage: KioskStage) -> bool:
    return stage.window.width() > stage.window.height()


def is_whole(stage: KioskStage, name: str) -> bool:
    item = named(stage, name)
    return stage.seen(item) == stage.box(item)


@pytest.mark.parametrize("helped", [False, True])
def test_what_is_wrong_with_a_page_stands_beside_its_picture(large: KioskStage, helped: bool) -> None:
    to_documents(large)
    large.say(e.DocumentOffered(NEED, KIND), e.PagesTaken(NEED, KIND, (GOOD, BAD)))
    if helped:
        large.say(e.HelpAsked())
    large.settle()
    assert is_whole(large, "page-fault")
    assert is_whole(large, "page-picture")
    assert named(large, "page-picture").height() >= 240 * large.look.unit


def test_a_slip_that_did_not_come_leaves_its_code_and_a_way_on(large: KioskStage) -> None:
    to_documents(large)
    large.say(e.SlipAsked(), e.DraftKept(), e.SlipFailed("printer-paper-out"))
    assert is_whole(large, "slip-code")
    assert large.seen(named(large, "slip-again")).height() > 0


def test_a_card_that_was_not_read_says_so_without_scrolling(large: KioskStage) -> None:
    large.say(e.CardOffered(), e.ScanFailed("scanner-empty"))
    assert is_whole(large, "identity-problem")
    large.hand.tap("type-identity")
    large.settle()
    assert not large.hand.sees("identity-problem")


def test_words_that_go_on_are_marked_and_a_wait_has_none(kiosk: Opened) -> None:
    stage = kiosk(LANDSCAPE)
    stage.look.textScale = 2.0
    to_identity(stage, Language.AR)
    to_documents(stage)
    assert stage.hand.sees("scroll-mark")
    stage.say(e.DocumentOffered(NEED, KIND))
    stage.settle()
    assert not stage.hand.sees("scroll-mark")


def test_no_advice_of_the_camera_lies_under_its_keys(large: KioskStage) -> None:
    lens, model = Lens(), cast(CameraModel, large.kiosk.models["cameraModel"])
    model.cameras["identity"] = lens
    large.say(e.CardOffered())
    for advice in Advice:
        lens.show(advice)
        QTest.qWait(80)
        large.settle()
        words, top = named(large, "camera-advice"), large.box(named(large, "camera-shoot")).top()
        assert large.box(words).top() >= large.box(named(large, "camera-drawing")).bottom() or not wide(large)
        assert large.box(words).top() + float(words.property("contentHeight")) <= top, advice
    model.cameras["identity"] = None
    large.say(e.ScanFailed("scanner-cancelled"))


@pytest.mark.parametrize("camera", [False, True])
def test_words_and_drawing_speak_of_what_is_fitted(kiosk: Opened, camera: bool) -> None:
    stage = kiosk(PORTRAIT)
    model = cast(CameraModel, stage.kiosk.models["cameraModel"])
    model.cameras = dict.fromkeys(("identity", "document"), Lens() if camera else None)
    to_identity(stage, Language.AR)
    assert named(stage, "identity-drawing").property("camera") is camera
    assert says(stage, "kiosk.identify.title_camera" if camera else "kiosk.identify.title")
    to_documents(stage)
    assert named(stage, "documents-drawing").property("camera") is camera
    assert says(stage, "kiosk.documents.hint_camera" if camera else "kiosk.documents.hint")


def test_each_advice_has_a_drawing_of_its_own(kiosk: Opened) -> None:
    stage, lens, drawn = kiosk(PORTRAIT), Lens(), set[tuple[str, ...]]()
    model = cast(CameraModel, stage.kiosk.models["cameraModel"])
    model.cameras["identity"] = lens
    to_identity(stage, Language.AR)
    stage.say(e.CardOffered())
    for advice in Advice:
        lens.show(advice)
        QTest.qWait(80)
        drawn.add(tuple(named(stage, "camera-drawing").property("signs").toVariant()))
    assert len(drawn) == len(Advice)


def test_who_holds_a_slip_is_told_while_nothing_new_is_taken(kiosk: Opened) -> None:
    stage = kiosk(PORTRAIT)
    stage.say(e.Touched(), e.LanguageChosen(Language.AR))
    stage.hand.tap("resume")
    stage.say(e.ConditionsChanged((Condition("disk-low", Level.CLOSED),)))
    assert stage.visit.machine.visit.step is Step.CLOSED
    assert says(stage, "kiosk.closed.slip")
