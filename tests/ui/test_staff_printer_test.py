"""The printer's test page at the kiosk by touch: printed, every question answered, the answers kept and shown again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from kiosk_stage import KioskStage
from stage import LANDSCAPE, PORTRAIT

from kiosk.gallery_devices import dress_devices
from kiosk.gallery_papers import dress_printer_test
from kiosk.gallery_staff import dress_door
from shubbak.domain.text import Language
from shubbak.flow import events as e
from shubbak.services.self_test_sheet import CHECKS

Opens = Callable[..., KioskStage]


class Bench:
    """A kiosk with its devices page open; `kept` is what the station keeps."""

    def __init__(self, stage: KioskStage, language: Language = Language.AR) -> None:
        self.stage, self.language = stage, language
        self.model = stage.kiosk.printer_test
        dress_door(stage.kiosk.door)
        dress_devices(stage.kiosk.devices)
        self.kept = dress_printer_test(self.model)
        stage.say(e.Touched(), e.LanguageChosen(language), e.StaffAsked(), e.StaffAdmitted())
        self.tap("staff-devices", "devices-printer-test")

    def change(self, **parts: Any) -> None:
        assert self.model.desk is not None
        self.model.desk = replace(self.model.desk, **parts)

    def tap(self, *names: str) -> None:
        for name in names:
            self.stage.hand.tap(name)
            self.stage.settle()

    def answer(self, *bad: str) -> None:
        for check in CHECKS:
            self.tap(f"question-{check}/{'no' if check in bad else 'yes'}")

    def say(self, key: str, **values: str) -> str:
        return self.stage.visit.wording.say(key, self.language, **values)

    @property
    def notice(self) -> str:
        return str(self.model.property("notice"))


@pytest.fixture
def bench(kiosk: Opens) -> Bench:
    return Bench(kiosk())


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
@pytest.mark.parametrize("language", list(Language))
def test_a_page_that_is_right_is_kept(kiosk: Opens, size: tuple[int, int], language: Language) -> None:
    bench = Bench(kiosk(size), language)
    assert bench.notice == bench.say("printer_test.never")
    bench.tap("primary")
    bench.answer()
    bench.tap("primary")
    assert bench.notice == bench.say("printer_test.well")
    assert [(test.failed, set(test.answers)) for test in bench.kept] == [((), set(CHECKS))]
    bench.tap("back", "devices-printer-test")
    assert bench.model.property("tone") == "success"
    assert "01/03/2026" in bench.notice


def test_nothing_is_kept_before_every_question_is_answered(bench: Bench) -> None:
    bench.tap("primary", "question-joined/no")
    bench.model.keep()
    assert bench.kept == []
    assert not bench.stage.hand.sees("primary"), "the key is not there to be touched"
    bench.answer("joined", "code")
    bench.tap("primary")
    (test,) = bench.kept
    assert set(test.failed) == {"joined", "code"}
    assert bench.model.property("tone") == "warning"


def test_a_printer_that_is_gone_asks_nothing_and_a_silent_one_does(bench: Bench) -> None:
    bench.change(print_page=lambda *_: "printer-gone")
    bench.tap("primary")
    assert bench.notice == bench.say("problem.printer-gone")
    assert bench.model.property("questions") == []
    bench.change(print_page=lambda *_: "printer-silent")
    bench.tap("primary")
    assert len(bench.model.property("questions")) == len(CHECKS)


def test_answers_that_cannot_be_kept_stay_on_the_screen(bench: Bench) -> None:
    bench.change(keep=lambda *_: "store-full")
    bench.tap("primary")
    bench.answer()
    bench.tap("primary")
    assert bench.notice == bench.say("problem.store-full")
    assert bench.model.property("answered")


def test_each_printer_has_a_page_of_its_own(bench: Bench) -> None:
    bench.tap("printer-1", "primary")
    bench.answer()
    bench.tap("primary")
    assert [test.printer for test in bench.kept] == [1]


def test_staff_who_leave_leave_nothing(bench: Bench) -> None:
    bench.tap("primary", "question-joined/no")
    bench.stage.say(e.StaffLeft())
    assert not bench.model.property("open")
    assert bench.model.property("questions") == []
