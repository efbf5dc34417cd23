"""The printer's test page at the counter: printed, answered, kept under the operator's code, and told again later."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from office_counter import Counter, Keyboard
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from office_client.ui.printer_test_panel import PrinterTestPanel
from shubbak.domain.text import Language
from shubbak.services.audit import operator_code
from shubbak.services.printer_trial import last_tests
from shubbak.services.self_test_sheet import CHECKS


@pytest.fixture
def counter(tmp_path: Path, qapp: QApplication) -> Counter:
    return Counter(tmp_path, "stall")


@pytest.fixture
def keys(qtbot: Any, counter: Counter, qapp: QApplication) -> Keyboard:
    keys = Keyboard(qtbot, counter, qapp)
    keys.begin()
    return keys


def opened(keys: Keyboard) -> PrinterTestPanel:
    keys.press(Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    (panel,) = keys.window.devices_page.findChildren(PrinterTestPanel)
    assert isinstance(panel, PrinterTestPanel)
    return panel


def answer(panel: PrinterTestPanel, *bad: str) -> None:
    for check, (yes, no) in panel.answers.items():
        (no if check in bad else yes).click()


def test_a_page_is_printed_answered_and_kept(keys: Keyboard, counter: Counter) -> None:
    panel = opened(keys)
    assert panel.notice.sentence == keys.window.wording.say("printer_test.never")
    keys.press(Qt.Key.Key_F9)
    assert len(counter.devices.papers) == 1
    assert set(panel.answers) == set(CHECKS)
    keys.press(Qt.Key.Key_F10)
    assert last_tests(counter.store) == (), "not before every question is answered"
    answer(panel)
    keys.press(Qt.Key.Key_F10)
    assert panel.notice.sentence == keys.window.wording.say("printer_test.well")
    (event,) = [event for event in counter.store.events if event.kind == "printer-tested"]
    assert (event.subject, event.detail) == (operator_code("demo"), "passed")


def test_a_bad_page_is_told_again_later(keys: Keyboard, counter: Counter) -> None:
    panel = opened(keys)
    keys.press(Qt.Key.Key_F9)
    answer(panel, "joined")
    keys.press(Qt.Key.Key_F10)
    keys.press(Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    opened(keys)
    assert "01/03/2026" in panel.notice.sentence
    assert [test.failed for test in last_tests(counter.store)] == [("joined",)]


def test_another_language_keeps_the_answers(keys: Keyboard) -> None:
    panel = opened(keys)
    keys.press(Qt.Key.Key_F9)
    answer(panel, "joined")
    keys.window.wording.speak(Language.EN)
    assert [check for check, (_, no) in panel.answers.items() if no.isChecked()] == ["joined"]
    assert panel.keep.isEnabled()


def test_a_printer_without_paper_asks_nothing(keys: Keyboard, counter: Counter) -> None:
    panel = opened(keys)
    counter.devices.printer_fault = "printer-paper-out"
    keys.press(Qt.Key.Key_F9)
    assert panel.notice.sentence == keys.window.wording.say("problem.printer-paper-out")
    assert panel.answers == {}


def test_a_full_disk_keeps_the_answers_on_the_page(keys: Keyboard, counter: Counter) -> None:
    panel = opened(keys)
    keys.press(Qt.Key.Key_F9)
    answer(panel)
    counter.store.fail = "store-full"
    keys.press(Qt.Key.Key_F10)
    assert panel.notice.sentence == keys.window.wording.say("problem.store-full")
    assert panel.keep.isEnabled()
