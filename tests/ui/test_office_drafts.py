"""Putting aside at a counter: one key, a list, and on from where it was."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from office_counter import ANNA, Counter, Keyboard
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from shubbak.domain.readiness import Condition, Level
from shubbak.flow import events as e
from shubbak.flow.steps import Step

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def counter(tmp_path: Path, qapp: QApplication) -> Counter:
    return Counter(tmp_path, "stall")


@pytest.fixture
def keys(qtbot: Any, counter: Counter, qapp: QApplication) -> Keyboard:
    keys = Keyboard(qtbot, counter, qapp)
    keys.begin()
    return keys


def to_questions(keys: Keyboard) -> None:
    for event in (e.ServiceChosen("kw.test.stall"), e.Next(), e.ConsentGiven(), e.CardOffered(), e.Next()):
        keys.window.presenter.dispatch(event)
    keys.window.presenter.dispatch(e.AnswerGiven("days", "7"))
    keys.settle()
    assert keys.visit.step is Step.QUESTIONS


def rows(keys: Keyboard) -> list[list[str]]:
    keys.press(Qt.Key.Key_3, CONTROL)
    table = keys.window.drafts_page.table
    return [[table.item(row, column).text() for column in range(4)] for row in range(table.rowCount())]


def test_one_key_puts_aside_and_the_list_says_whose_what_who_and_how_long(keys: Keyboard, counter: Counter) -> None:
    to_questions(keys)
    keys.press(Qt.Key.Key_S, CONTROL)
    assert (keys.visit.step, keys.visit.raw, keys.visit.identity) == (Step.FIND, {}, None)
    counter.clock.advance(minutes=5)
    ((person, service, operator, since),) = rows(keys)
    assert ANNA.surname in person
    assert service == keys.window.wording.read(counter.catalogue.services["kw.test.stall"].name)
    assert "demo" in operator
    assert "5" in since
    assert "1" in keys.window.rail.pages["drafts"].word


def test_the_visit_goes_on_where_it_was_and_submitting_empties_the_shelf(keys: Keyboard, counter: Counter) -> None:
    to_questions(keys)
    first = keys.visit.application_id
    keys.press(Qt.Key.Key_S, CONTROL)
    rows(keys)
    keys.go_on()
    assert keys.window.visit_page.isVisible()
    assert (keys.visit.step, keys.visit.application_id) == (Step.QUESTIONS, first)
    assert keys.visit.raw["days"] == "7"
    for event in (e.AnswerGiven("food", "no"), e.Next(), e.Next()):
        keys.window.presenter.dispatch(event)
    method = keys.window.presenter.desk.methods[0]
    keys.window.presenter.dispatch(e.PayRequested(method))
    keys.window.presenter.dispatch(e.Signed((tuple((n * 10, n * 5) for n in range(20)),)))
    keys.settle()
    assert keys.visit.step is Step.RECEIPT
    assert list(counter.store.packets) == [first]
    assert counter.store.drafts() == ()
    assert keys.window.drafts.count == 0


def test_an_open_visit_is_not_lost_to_one_from_the_list(keys: Keyboard) -> None:
    to_questions(keys)
    keys.press(Qt.Key.Key_S, CONTROL)
    to_questions(keys)
    open_visit = keys.visit.application_id
    assert len(rows(keys)) == 1
    page = keys.window.drafts_page
    assert not page.open.isEnabled()
    assert page.blocked.sentence == keys.window.wording.say("office.drafts.visit_open")
    assert keys.visit.application_id == open_visit


def test_a_closed_station_keeps_them_and_takes_none_up(keys: Keyboard) -> None:
    to_questions(keys)
    keys.press(Qt.Key.Key_S, CONTROL)
    keys.window.take_conditions((Condition("store-failed", Level.CLOSED),))
    assert len(rows(keys)) == 1
    assert not keys.window.drafts_page.open.isEnabled()
    assert keys.window.drafts_page.blocked.sentence == keys.window.wording.say("office.drafts.closed")


def test_throwing_away_takes_two_presses(keys: Keyboard, counter: Counter) -> None:
    to_questions(keys)
    keys.press(Qt.Key.Key_S, CONTROL)
    rows(keys)
    keys.press(Qt.Key.Key_D, CONTROL)
    assert len(counter.store.drafts()) == 1
    keys.press(Qt.Key.Key_D, CONTROL)
    assert counter.store.drafts() == ()
    assert keys.window.drafts_page.empty.sentence == keys.window.wording.say("office.drafts.empty")


def test_nobodys_name_stays_behind_the_page(keys: Keyboard) -> None:
    to_questions(keys)
    keys.press(Qt.Key.Key_S, CONTROL)
    assert keys.window.drafts.lines == ()
    assert len(rows(keys)) == 1
    keys.press(Qt.Key.Key_Q, CONTROL)
    table = keys.window.drafts_page.table
    assert (keys.window.drafts.lines, table.lines, table.rowCount()) == ((), (), 0)


def test_a_disk_that_does_not_take_it_keeps_the_visit_on_the_screen(keys: Keyboard, counter: Counter) -> None:
    to_questions(keys)
    counter.store.fail = "store-full"
    keys.press(Qt.Key.Key_S, CONTROL)
    counter.store.fail = ""
    assert keys.visit.step is Step.QUESTIONS
    assert keys.window.visit_page.notice.sentence == keys.window.wording.say("problem.store-full")
