"""The camera's sheet: it stands over the screen while a camera looks, says what to do, and leaves nothing behind."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from gallery import LANDSCAPE, PORTRAIT
from kiosk_stage import KioskStage, reading
from lens import Lens
from PySide6.QtTest import QTest

from shubbak.domain.guidance import Advice
from shubbak.domain.page import Place
from shubbak.domain.text import Language
from shubbak.flow import events as e
from shubbak.flow.effects import ReadIdentity
from shubbak.ports.camera import Camera


@pytest.fixture(params=[(PORTRAIT, Language.AR), (LANDSCAPE, Language.EN)], ids=["portrait-ar", "landscape-en"])
def looking(request: pytest.FixtureRequest, kiosk: Callable[..., KioskStage]) -> tuple[KioskStage, Lens]:
    """At the identity document, with a camera in place of a scanner."""
    size, language = request.param
    stage, lens = kiosk(size), Lens()
    assert isinstance(lens, Camera)
    model: Any = stage.kiosk.models["cameraModel"]
    model.cameras["identity"] = lens
    stage.say(e.Touched(), e.LanguageChosen(language), e.ServiceChosen("kw.test.stall"), e.Next(), e.ConsentGiven())
    return stage, lens


def texts(stage: KioskStage) -> str:
    return " ".join(str(item.property("text")) for item in stage.items() if item.property("text"))


def test_it_stands_there_only_while_the_camera_looks(looking: tuple[KioskStage, Lens]) -> None:
    stage, _ = looking
    assert not stage.hand.sees("camera-shoot")
    stage.say(e.CardOffered())
    assert stage.hand.sees("camera-shoot")
    stage.say(reading())
    assert not stage.hand.sees("camera-shoot")


def test_it_says_what_to_do_and_shows_where(looking: tuple[KioskStage, Lens]) -> None:
    stage, lens = looking
    stage.say(e.CardOffered())
    for advice in Advice:
        lens.show(advice, Place(0.2, 0.2, 0.8, 0.7))
        QTest.qWait(80)
        stage.settle()
        key = f"kiosk.camera.{advice.value.replace('-', '_')}"
        assert stage.visit.wording.say(key, stage.visit.machine.visit.language) in texts(stage)


def test_its_keys_reach_the_camera_and_not_the_page_below(looking: tuple[KioskStage, Lens]) -> None:
    stage, lens = looking
    stage.say(e.CardOffered())
    stage.hand.tap("camera-shoot")
    stage.hand.tap("camera-cancel")
    assert lens.asked == ["shoot", "cancel"]
    assert not stage.hand.sees("type-identity") or "type-identity" not in [
        item.objectName() for item in stage.operable()
    ]


def test_a_stop_before_the_cameras_first_moment_is_said_again_and_nothing_is_shown(
    looking: tuple[KioskStage, Lens],
) -> None:
    stage, lens = looking
    stage.say(e.CardOffered())
    stage.hand.tap("camera-cancel")
    assert lens.asked == ["cancel"]
    lens.show(Advice.CLOSER)  # it began all the same
    QTest.qWait(80)
    model: Any = stage.kiosk.models["cameraModel"]
    assert lens.asked[1:2] == ["cancel"]
    assert model.frame is None


def test_a_scan_that_waits_for_its_turn_is_not_begun_for_nobody(looking: tuple[KioskStage, Lens]) -> None:
    stage, _ = looking
    begun: list[object] = []
    waiting: list[Callable[[], object]] = []
    visit: Any = stage.visit
    visit.perform, visit._worker = begun.append, SimpleNamespace(run=lambda task, _: waiting.append(task))
    stage.say(e.CardOffered())
    waiting[0]()
    assert begun == [ReadIdentity()]
    visit.abandon()
    waiting[0]()
    assert len(begun) == 1


def test_nothing_of_a_frame_is_left_when_the_visit_ends(looking: tuple[KioskStage, Lens]) -> None:
    stage, lens = looking
    stage.say(e.CardOffered())
    lens.show(Advice.READY, shade=201)
    QTest.qWait(80)
    model: Any = stage.kiosk.models["cameraModel"]
    assert model.frame is not None
    stage.visit.abandon()
    stage.settle()
    assert model.frame is None
    assert lens.asked[-1:] == ["cancel"]
