"""The counter's licences: printed once, once more with a reason, looked after when in doubt, found by any number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fakes.issuing_office import case_of, issued, issuing_office
from fakes.print_counter import PrintCounter
from fakes.station import FakeStation
from office_counter import Counter, Keyboard, a_page
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from office_client.ui.pages.licences_page import LicencesPage
from portal.cases import issue_desk
from shubbak.domain.issued_paper import IssuedState, SheetState
from shubbak.domain.output_record import OutputPaper
from shubbak.domain.text import Language
from shubbak.resources import load_output_form

CONTROL = Qt.KeyboardModifier.ControlModifier


class Bench:
    """A counter with two licences on controlled paper and one on plain, the newest."""

    def __init__(self, qtbot: Any, folder: Path, qapp: QApplication, patch: pytest.MonkeyPatch) -> None:
        self.office = issuing_office(folder)
        station: FakeStation = self.office.enrolled()
        plain = load_output_form("permit")
        patch.setattr(issue_desk.resources, "load_output_form", lambda _: replace(plain, paper=OutputPaper.CONTROLLED))
        self.cases = [case_of(self.office, station) for _ in range(2)]
        self.numbers = [issued(self.office, case) for case in self.cases]
        self.press = PrintCounter(self.office, station.code, folder)
        counter = Counter(folder, "stall")
        counter.desk = replace(counter.desk, issued=replace(self.press.desk, draw=lambda _: a_page()))
        self.keys = Keyboard(qtbot, counter, qapp)
        self.keys.begin()
        self.keys.press(Qt.Key.Key_6, CONTROL)
        self.page: LicencesPage = self.keys.window.licences_page

    def choose(self, number: str) -> None:
        self.page.search.setFocus()
        self.page.search.setText(number)
        self.keys.press(Qt.Key.Key_Return)

    def print(self, serial: str = "") -> None:
        self.page.bar.serial.setText(serial)
        self.keys.press(Qt.Key.Key_P, CONTROL)

    def say(self, key: str) -> str:
        return self.keys.window.wording.say(key)

    @property
    def state(self) -> IssuedState:
        chosen = self.page.chosen()
        assert chosen is not None
        return chosen.state


@pytest.fixture
def bench(qtbot: Any, tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    made = Bench(qtbot, tmp_path, qapp, monkeypatch)
    yield made
    made.press.close()
    made.office.close()


def test_a_licence_is_printed_on_its_sheet_and_then_as_a_copy(bench: Bench) -> None:
    page, number = bench.page, bench.numbers[0]
    assert "2" in bench.keys.window.rail.pages["licences"].word
    bench.choose(number.lower())
    assert not page.picture.pixmap().isNull(), "the very page is shown"
    bench.print()
    assert page.notice.sentence == bench.say("problem.paper-serial-missing")
    assert bench.keys.focus() is page.bar.serial
    bench.keys.window.show_code("AB 100")
    bench.keys.press(Qt.Key.Key_P, CONTROL)
    assert bench.state is IssuedState.PRINTED and "AB100" in page.notice.sentence
    assert "1" in bench.keys.window.rail.pages["licences"].word
    page.bar.reasons.setCurrentIndex(1)
    bench.print("AB101")
    assert [(marked, serial) for _, marked, serial in bench.press.tray.sheets] == [(False, "AB100"), (True, "AB101")]
    assert "1" in page.detail.text()
    bench.keys.press(Qt.Key.Key_1, CONTROL)
    assert page.picture.pixmap().isNull(), "nobody's name stays where the page was left"


def test_a_sheet_in_doubt_is_looked_after_and_an_absent_portal_said_first(bench: Bench) -> None:
    page = bench.page
    bench.choose(bench.numbers[0])
    bench.press.tray.fate = "silent"
    bench.print("AB100")
    assert bench.state is IssuedState.UNSURE and not page.bar.go.isVisible()
    assert "AB100" in page.detail.text()
    bench.press.tray.fate = "good"
    bench.keys.press(Qt.Key.Key_F7)
    assert bench.state is IssuedState.UNSURE, "a sheet is destroyed with the second press"
    bench.keys.press(Qt.Key.Key_F7)
    assert page.notice.sentence == bench.say("licence.settled.spoiled")
    bench.print("AB101")
    chosen = page.chosen()
    assert chosen is not None
    assert [one.state for one in chosen.sheets] == [SheetState.SPOILED, SheetState.PRINTED]
    bench.keys.window.wording.speak(Language.EN)
    assert "AB101" in page.notice.sentence

    bench.press.portal.away, bar = True, page.bar
    bench.choose(bench.numbers[1])
    bench.print("AB102")
    assert page.notice.sentence == bench.say("problem.licence-alone")
    assert bar.go.word == bench.say("licence.key.alone") and len(bench.press.tray.sheets) == 2
    bench.keys.press(Qt.Key.Key_P, CONTROL)
    assert bench.state is IssuedState.PRINTED
    bench.choose("2026-P1-000009-0")
    assert page.notice.sentence == bench.say("licence.not_here")


def test_a_counter_without_a_page_printer_says_so(qtbot: Any, tmp_path: Path, qapp: QApplication) -> None:
    keys = Keyboard(qtbot, Counter(tmp_path, "stall"), qapp)
    keys.begin()
    keys.press(Qt.Key.Key_6, CONTROL)
    page = keys.window.licences_page
    assert page.notice.sentence == keys.window.wording.say("licence.no_printer")
    assert not page.bar.isVisible() and not page.fetch.isVisible()
