"""The devices page: what answers is listed, tried and given a role, and what went wrong is said."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from office_counter import AtOnce
from PySide6.QtWidgets import QApplication

from office_client.ui.office_wording import OfficeWording
from office_client.ui.pages.devices_page import DevicesPage
from shubbak.domain.text import Language
from shubbak.ports.devices import ChipAnswer, ChoiceError, DeviceKind, DeviceReport, FoundDevice, Search
from shubbak.resources import load_wording
from shubbak.services.device_desk import Begun

FLATBED = FoundDevice(DeviceKind.SCANNER, "sane:test:0", "Test flatbed")
READER = FoundDevice(DeviceKind.CODE_READER, "serial:/dev/ttyACM0", "Reader")
CHIPS = FoundDevice(DeviceKind.CHIP_READER, "pcsc:", "")


class Bench:
    """A desk of devices whose report and refusal the test sets."""

    def __init__(self) -> None:
        self.found: tuple[FoundDevice, ...] = (FLATBED, READER)
        self.problems: tuple[str, ...] = ()
        self.report = DeviceReport("", 1.25, 250_000, (2480, 3508))
        self.refuses = ""
        self.roles: dict[str, str] = {}
        self.stopped: list[str] = []
        self.meanwhile: Callable[[], None] = lambda: None

    def find_devices(self) -> Search:
        return Search(self.found, self.problems)

    def check_device(self, address: str, begun: Begun = lambda _: None) -> DeviceReport:
        begun(lambda: self.stopped.append(address))
        self.meanwhile()
        return DeviceReport("scanner-cancelled", 0.1) if self.stopped else self.report

    def chosen_devices(self) -> dict[str, str]:
        return self.roles

    def choose_device(self, role: str, address: str) -> None:
        if self.refuses:
            raise ChoiceError(self.refuses)
        self.roles[role] = address


@pytest.fixture
def bench() -> Bench:
    return Bench()


@pytest.fixture
def page(qtbot: Any, qapp: QApplication, bench: Bench) -> DevicesPage:
    desk: Any = type("Desk", (), {"devices": bench})()
    page = DevicesPage(desk, OfficeWording(load_wording()), AtOnce())
    qtbot.addWidget(page)
    page.show()
    return page


def test_what_answers_is_listed_and_named_in_both_languages(page: DevicesPage) -> None:
    page.seek.click()
    assert page.table.rowCount() == 2
    assert page.table.item(0, 1).text() == "ماسح ضوئي"
    page._wording.speak(Language.EN)
    assert page.table.item(0, 1).text() == "Scanner"


def test_nothing_found_says_what_to_look_at(page: DevicesPage, bench: Bench) -> None:
    bench.found = ()
    page.seek.click()
    assert page.notice.sentence == load_wording().say("devices.none_found", Language.AR)


def test_a_device_that_works_and_one_that_does_not(page: DevicesPage, bench: Bench) -> None:
    page.seek.click()
    page.check.click()
    assert "2480" in page.notice.sentence
    bench.report = DeviceReport("", 1.25, 250_000, (2480, 3508), ("page-dark",))
    page.check.click()
    assert load_wording().say("devices.fault.page-dark", Language.AR) in page.notice.sentence
    bench.report = DeviceReport("scanner-jammed", 2.0)
    page.check.click()
    assert page.notice.sentence == load_wording().say("devices.fault.scanner-jammed", Language.AR)


def test_a_scanner_has_two_roles_and_a_reader_one(page: DevicesPage, bench: Bench) -> None:
    page.seek.click()
    page.second.click()
    page.first.click()
    assert bench.roles == {"document_scanner": FLATBED.address, "card_scanner": f"{FLATBED.address}?area=card"}
    assert "ماسح البطاقات" in page.table.item(0, 2).text()
    page.table.setCurrentCell(1, 0)
    assert not page.second.isVisible()
    page.first.click()
    assert bench.roles["code_reader"] == READER.address


def test_a_choice_that_cannot_be_kept_is_said(page: DevicesPage, bench: Bench) -> None:
    bench.refuses = "device-file"
    page.seek.click()
    page.first.click()
    assert page.notice.sentence == load_wording().say("problem.device-file", Language.AR)


def test_the_key_that_tries_a_device_stops_it(page: DevicesPage, bench: Bench) -> None:
    page.seek.click()
    seen: list[tuple[str, bool]] = []

    def at_work() -> None:
        seen.append((page.check.word, page.seek.isEnabled()))
        page.check.click()

    bench.meanwhile = at_work
    page.check.click()
    say = load_wording().say
    assert seen == [(say("devices.stop", Language.AR), False)]
    assert bench.stopped == [FLATBED.address]
    assert (page.check.word, page.notice.sentence) == (say("devices.try", Language.AR), "")


def test_a_chip_reader_is_named_tried_and_given_its_role(page: DevicesPage, bench: Bench) -> None:
    bench.found = (CHIPS,)
    page.seek.click()
    say = load_wording().say
    assert page.table.item(0, 0).text() == say("devices.any_chip_reader", Language.AR)
    bench.report = DeviceReport("", 0.4, answer=ChipAnswer.DOCUMENT)
    page.check.click()
    assert page.notice.sentence == say("devices.chip_document", Language.AR)
    page.first.click()
    assert bench.roles == {"chip_reader": "pcsc:"}
    assert not page.second.isVisible()


def test_where_readers_could_not_be_looked_for_that_is_said_beside_what_was_found(
    page: DevicesPage, bench: Bench
) -> None:
    bench.problems = ("chip-service-gone",)
    page.seek.click()
    assert page.notice.sentence == load_wording().say("devices.fault.chip-service-gone", Language.AR)
    assert page.table.rowCount() == 2
