"""The kiosk's devices page by touch: what is used and what answers, trying, choosing, starting anew; nothing stalls."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from kiosk_stage import KioskStage
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from stage import LANDSCAPE, PORTRAIT

from kiosk.gallery_devices import FOLDER, NETWORK, dress_devices
from kiosk.gallery_staff import dress_door
from shubbak.domain.text import Language
from shubbak.flow import events as e
from shubbak.flow.steps import Step
from shubbak.ports.devices import DeviceReport, Search
from shubbak.ports.scanner import ScannerError
from shubbak.qtkit.background import Background
from shubbak.services.device_desk import Begun
from shubbak.services.device_list import DeviceRoles

Opens = Callable[..., KioskStage]
#: The gallery's devices in the order of the list, those with a role first.
PLATE_AT, FOLDER_AT, READER_AT, NETWORK_AT, CAMERA_AT, CHIPS_AT = (f"device-{number}" for number in range(6))


class Bench:
    """A kiosk with its staff page open; what was chosen, and how often it was started anew."""

    def __init__(self, stage: KioskStage, language: Language = Language.AR) -> None:
        self.stage, self.language = stage, language
        self.model = stage.kiosk.devices
        dress_door(stage.kiosk.door)
        self.soon = dress_devices(self.model)
        stage.say(e.Touched(), e.LanguageChosen(language), e.StaffAsked(), e.StaffAdmitted())

    def change(self, **parts: Any) -> None:
        assert self.model.desk is not None
        self.model.desk = replace(self.model.desk, **parts)

    def tap(self, *names: str) -> None:
        for name in names:
            self.stage.hand.tap(name)
            self.stage.settle()

    def say(self, key: str, **values: str) -> str:
        return self.stage.visit.wording.say(key, self.language, **values)

    def words(self) -> str:
        return "\n".join(self.stage.hand.words())


@pytest.fixture
def bench(kiosk: Opens) -> Bench:
    return Bench(kiosk())


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
@pytest.mark.parametrize("language", list(Language))
def test_what_is_used_stands_there_at_once_and_looking_adds_the_rest(
    kiosk: Opens, size: tuple[int, int], language: Language
) -> None:
    bench = Bench(kiosk(size), language)
    bench.tap("staff-devices")
    assert FOLDER in bench.words()
    assert NETWORK not in bench.words()
    bench.tap("primary")
    words = bench.words()
    for said in ("Canon LiDE 400", "M428fdw", "Document Camera", bench.say("devices.missing")):
        assert said in words
    assert bench.say("devices.now", roles=bench.say("devices.role.card_scanner")) in words
    bench.tap("back")
    assert bench.stage.visit.machine.visit.step is Step.STAFF
    assert not bench.stage.hand.sees("devices-screen")


def test_a_picture_is_said_to_be_good_or_what_is_wrong_with_it(bench: Bench) -> None:
    bench.tap("staff-devices", "primary", f"{PLATE_AT}/try")
    assert bench.say("devices.good") in bench.words()
    bench.tap(f"{CAMERA_AT}/try", f"{READER_AT}/try")
    for key in ("devices.not_good", "devices.fault.page-glare", "devices.fault.page-cut"):
        assert bench.say(key) in bench.words()
    assert bench.say("devices.fault.code-reader-gone") in bench.words()
    bench.tap(f"{FOLDER_AT}/try")
    assert bench.say("devices.fault.scanner-slow") in bench.words()
    bench.tap(f"{CHIPS_AT}/try")
    assert bench.say("devices.chip_document") in bench.words()


def test_a_choice_is_kept_with_its_part_of_the_glass_and_waits_for_another_start(bench: Bench) -> None:
    anew: list[int] = []
    bench.change(start_anew=lambda: anew.append(1))
    bench.tap("staff-devices", "primary")
    assert not bench.stage.hand.sees("devices-restart")
    bench.tap(f"{NETWORK_AT}/use-card_scanner", f"{NETWORK_AT}/use-document_scanner")
    assert bench.soon["card_scanner"] == f"{NETWORK}?area=card"
    assert bench.soon["document_scanner"] == NETWORK
    both = f"{bench.say('devices.role.card_scanner')}{bench.say('office.joint')}"
    assert bench.say("devices.soon", roles=both + bench.say("devices.role.document_scanner")) in bench.words()
    assert bench.say("devices.until", roles=bench.say("devices.role.card_scanner")) in bench.words()
    bench.tap("devices-restart")
    assert anew == [1]


def test_what_the_command_line_decides_is_said_and_not_offered(bench: Bench) -> None:
    roles = DeviceRoles(bench.soon, bench.soon, frozenset({"document_scanner"}))
    bench.change(roles=lambda: roles)
    bench.tap("staff-devices", "primary")
    assert bench.stage.hand.sees(f"{NETWORK_AT}/use-card_scanner")
    assert not bench.stage.hand.sees(f"{NETWORK_AT}/use-document_scanner")
    assert bench.say("devices.fixed", roles=bench.say("devices.role.document_scanner")) in bench.words()


def test_a_choice_that_cannot_be_kept_and_a_search_in_vain_are_said(bench: Bench) -> None:
    bench.change(choose=lambda *_: "device-file", find=Search)
    bench.tap("staff-devices", f"{PLATE_AT}/use-document_scanner")
    assert bench.say("problem.device-file") in bench.words()
    bench.tap("primary")
    assert bench.say("devices.none_found") in bench.words()


class SlowDevice:
    """Works until it is stopped."""

    def __init__(self) -> None:
        self.stopped, self.working = threading.Event(), threading.Event()
        self.opening, self.ready = threading.Event(), threading.Event()
        self.ready.set()

    def check(self, address: str, begun: Begun) -> DeviceReport:
        self.opening.set()
        assert self.ready.wait(10)
        try:
            begun(self.stopped.set)
        except ScannerError as error:
            return DeviceReport(error.code, 0.1)
        self.working.set()
        return DeviceReport("scanner-cancelled" if self.stopped.wait(10) else "scanner-slow", 10.0)


@pytest.fixture
def slow(bench: Bench, qtbot: Any) -> Any:
    """A device that is at work in a thread of its own, the page in front of it."""
    device = SlowDevice()
    bench.tap("staff-devices")
    bench.change(check=device.check)
    bench.model.worker = Background()
    bench.tap(f"{PLATE_AT}/try")
    qtbot.waitUntil(device.working.is_set)
    yield device
    bench.model.worker.finish()


def test_the_screen_answers_while_a_device_works_and_stops_it(bench: Bench, slow: SlowDevice, qtbot: Any) -> None:
    assert bench.say("devices.trying_scanner") in bench.words()
    bench.tap("devices-stop")
    qtbot.waitUntil(lambda: bool(bench.model.property("free")))
    assert slow.stopped.is_set()
    assert bench.say("devices.trying_scanner") not in bench.words()


def test_while_one_device_works_no_other_is_said_to(bench: Bench, slow: SlowDevice, qtbot: Any) -> None:
    one = bench.model.property("tried")
    other = next(row["place"] for row in bench.model.property("rows") if row["place"] != one)
    bench.model.stop()
    bench.model.check(other)
    bench.model.find()
    assert (bench.model.property("tried"), slow.stopped.is_set()) == (one, True)
    qtbot.waitUntil(lambda: bool(bench.model.property("free")))  # what was stopped comes home before the page goes


@pytest.mark.parametrize("by", ["devices-stop", "back"])
def test_a_device_that_is_stopped_while_it_is_opened_does_not_begin(bench: Bench, qtbot: Any, by: str) -> None:
    device, bench.model.worker = SlowDevice(), Background()
    device.ready.clear()
    bench.change(check=device.check)
    bench.tap("staff-devices")
    qtbot.waitUntil(lambda: bool(bench.model.property("free")))
    bench.tap(f"{PLATE_AT}/try")
    qtbot.waitUntil(device.opening.is_set)
    bench.tap(by)
    device.ready.set()
    assert bench.model.worker.finish()
    assert not device.working.is_set()


@pytest.mark.parametrize("leave", [e.StaffLeft(), e.IdleElapsed()])
def test_a_device_is_let_go_when_staff_leave_and_nothing_of_it_stays(
    bench: Bench, slow: SlowDevice, leave: e.Event
) -> None:
    bench.stage.say(leave)
    assert slow.stopped.is_set()
    assert bench.model.worker is not None
    assert bench.model.worker.finish()
    bench.stage.settle()
    assert bench.model.property("rows") == []
    assert not bench.model.property("open")


def test_a_reader_that_types_is_heard_and_what_it_says_is_not_shown(bench: Bench) -> None:
    bench.tap("staff-devices")
    for sign in "secret42":
        QTest.keyClick(bench.stage.window, sign)
    QTest.keyClick(bench.stage.window, Qt.Key.Key_Return)
    bench.stage.settle()
    assert bench.say("devices.typed", count="\u20668\u2069") in bench.words()
    bench.stage.kiosk.show_code("123")
    bench.stage.settle()
    assert bench.say("devices.typed", count="\u20663\u2069") in bench.words()
    assert "secret42" not in bench.words()


def test_before_the_station_is_open_no_devices_are_offered(kiosk: Opens) -> None:
    stage = kiosk()
    dress_door(stage.kiosk.door)
    stage.say(e.Touched(), e.StaffAsked(), e.StaffAdmitted())
    stage.kiosk.devices.show()
    assert not stage.hand.sees("staff-devices")
    assert not stage.kiosk.devices.property("open")
