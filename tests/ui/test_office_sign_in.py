"""Signing in at a counter: name, PIN, the lock, and what the page says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from office_counter import Counter, Keyboard
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from shubbak.domain.text import isolate
from shubbak.flow.steps import Step


@pytest.fixture
def counter(tmp_path: Path, qapp: QApplication) -> Counter:
    return Counter(tmp_path, "stall")


@pytest.fixture
def keys(qtbot: Any, counter: Counter, qapp: QApplication) -> Keyboard:
    return Keyboard(qtbot, counter, qapp)


def test_a_name_and_pin_open_the_list_of_services(keys: Keyboard) -> None:
    keys.sign_in("سارة", "2468")
    assert keys.visit.step is Step.FIND
    assert keys.window.status.operator == "سارة"
    assert keys.window.wording.say("office.status.catalogue", version=isolate("9")) in keys.window.status.where.text()
    assert keys.window.presenter.context.operator == "سارة"
    assert keys.focus() is keys.window.visit_page.steps[Step.FIND].first_focus()


def test_a_wrong_pin_is_said_in_place_and_the_name_stays(keys: Keyboard) -> None:
    keys.sign_in(pin="0000")
    page = keys.window.sign_in
    assert keys.visit.step is Step.ATTRACT
    assert page.notice.sentence
    assert (page.name.text(), page.pin.text()) == ("demo", "")
    assert keys.focus() is page.pin


def test_five_wrong_pins_lock_the_name(keys: Keyboard, counter: Counter) -> None:
    keys.sign_in(pin="0000")
    for _ in range(4):
        keys.type("0000")
        keys.press(Qt.Key.Key_Return)
    assert "30" in keys.window.sign_in.notice.sentence
    keys.type("1234")
    keys.press(Qt.Key.Key_Return)
    assert keys.visit.step is Step.ATTRACT
    counter.clock.advance(minutes=31)
    keys.type("1234")
    keys.press(Qt.Key.Key_Return)
    assert keys.visit.step is Step.FIND


def test_nothing_typed_asks_for_it(keys: Keyboard) -> None:
    keys.go_on()
    assert keys.window.sign_in.notice.sentence == keys.window.wording.say("problem.sign-in-blank")
    assert keys.focus() is keys.window.sign_in.name


def test_a_station_without_operators_says_how_to_add_one(keys: Keyboard, tmp_path: Path) -> None:
    (tmp_path / "operators.json").unlink()
    keys.sign_in()
    assert "--add-operator" in keys.window.sign_in.notice.sentence


def test_a_damaged_list_is_no_way_in(keys: Keyboard, tmp_path: Path) -> None:
    (tmp_path / "operators.json").write_text("{")
    keys.sign_in()
    assert keys.window.sign_in.notice.sentence == keys.window.wording.say("problem.operators-broken")


def test_signing_out_leaves_nothing_behind(keys: Keyboard) -> None:
    keys.sign_in()
    keys.press(Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    assert keys.visit.step is Step.ATTRACT
    assert keys.window.presenter.context.operator == ""
    assert keys.window.sign_in.isVisible()
    assert keys.window.sign_in.name.text() == ""
