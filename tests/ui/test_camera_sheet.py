"""The camera's sheet: it stands over the screen while a camera looks, says what to do, and leaves nothing behind."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import Any

import pytest
from gallery import LANDSCAPE, PORTRAIT
from kiosk_stage import KioskStage, reading
from PySide6.QtTest import QTest

from shubbak.domain.guidance import Advice, Guidance
from shubbak.domain.page import Place
from shubbak.domain.text import Language
from shubbak.flow import events as e
from shubbak.ports.camera import Camera, Preview
from shubbak.ports.scanner import ScannedImage


class Lens:
    """A camera that shows what the test says."""

    def __init__(self) -> None:
        self.shown: Preview | None = None
        self.asked: list[str] = []

    def show(self, advice: Advice, place: Place | None = None, shade: int = 90) -> None:
        number = self.shown.number + 1 if self.shown else 1
        self.shown = Preview(number, 64, 48, bytes([shade, shade, shade]) * 64 * 48, Guidance(advice, place))

    def frames(self) -> Generator[ScannedImage]:
        yield from ()

    def snap(self) -> ScannedImage:
        return ScannedImage(b"", "image/jpeg")

    def preview(self) -> Preview | None:
        return self.shown

    def shoot(self) -> None:
        self.asked.append("shoot")

    def cancel(self) -> None:
        self.asked.append("cancel")


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
