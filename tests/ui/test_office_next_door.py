"""The other counters' applications at a counter: seen, brought here, and taken back after a second press."""

from __future__ import annotations

import dataclasses
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from office_counter import Counter, Keyboard
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from shubbak.domain.readiness import Condition, Level
from shubbak.ports.drafts import DraftLine
from shubbak.ports.handing import HandedDraft
from shubbak.ports.neighbour import NeighbourError
from shubbak.services.handing import NextDoorDraft, NextDoorDrafts

CONTROL = Qt.KeyboardModifier.ControlModifier


class NextDoorFake:
    """K08 holds two applications, one of them on its screen; a third went to K12 and was not confirmed."""

    def __init__(self, counter: Counter) -> None:
        self.store, self.problem = counter.store, ""
        since = counter.clock.now() - timedelta(minutes=7)
        lines = [DraftLine(name, "kw.test.stall", 3, "x", f"Person {name}", since, 4) for name in ("a", "b", "c")]
        self.there = [NextDoorDraft("K08", lines[0], "free"), NextDoorDraft("K08", lines[1], "open")]
        self.away = [HandedDraft(lines[2], "K12", "", "", since)]
        self.asked: list[str] = []

    def list(self) -> NextDoorDrafts:
        return NextDoorDrafts(tuple(self.there))

    def handed(self) -> tuple[HandedDraft, ...]:
        return tuple(self.away)

    def take(self, station: str, draft_id: str) -> None:
        self.asked.append(f"{station} {draft_id}")
        if self.problem:
            raise NeighbourError(self.problem)
        self.store.keep_draft(self.there.pop(0).line, b"body")

    def take_back(self, draft_id: str) -> bool:
        self.asked.append(draft_id)
        if self.problem:
            raise NeighbourError(self.problem)
        self.store.keep_draft(self.away.pop().line, b"body")
        return True


@pytest.fixture
def counter(tmp_path: Path, qapp: QApplication) -> Counter:
    counter = Counter(tmp_path, "stall")
    counter.desk = dataclasses.replace(counter.desk, others=NextDoorFake(counter))
    return counter


@pytest.fixture
def keys(qtbot: Any, counter: Counter, qapp: QApplication) -> Keyboard:
    keys = Keyboard(qtbot, counter, qapp)
    keys.begin()
    keys.press(Qt.Key.Key_3, CONTROL)
    return keys


def near(counter: Counter) -> NextDoorFake:
    assert isinstance(counter.desk.others, NextDoorFake)
    return counter.desk.others


def panel(keys: Keyboard) -> Any:
    return keys.window.drafts_page.others


def texts(keys: Keyboard) -> list[list[str]]:
    table = panel(keys).table
    return [[table.item(row, column).text() for column in range(4)] for row in range(table.rowCount())]


def test_the_page_says_whose_what_where_and_how_it_stands(keys: Keyboard) -> None:
    free, on_screen, handed = texts(keys)
    assert "Person a" in free[0]
    assert "K08" in free[2]
    assert "7" in free[3]
    assert on_screen[3] == keys.window.wording.say("office.drafts.others.state.open")
    assert ("K12" in handed[2], handed[3]) == (True, keys.window.wording.say("office.drafts.others.state.handed"))


def test_one_key_brings_it_here_and_what_is_on_a_screen_stays_there(keys: Keyboard, counter: Counter) -> None:
    panel(keys).table.setCurrentCell(1, 0)
    assert not panel(keys).bring.isEnabled()
    panel(keys).table.setCurrentCell(0, 0)
    keys.press(Qt.Key.Key_T, CONTROL)
    assert near(counter).asked == ["K08 a"]
    assert [line.id for line in keys.window.drafts.lines] == ["a"]
    assert panel(keys).notice.sentence == keys.window.wording.say("office.drafts.others.came")
    assert len(texts(keys)) == 2


def test_a_neighbour_that_cannot_be_reached_is_named_as_such(keys: Keyboard, counter: Counter) -> None:
    near(counter).problem = "neighbour-unreachable"
    keys.press(Qt.Key.Key_T, CONTROL)
    assert panel(keys).notice.sentence == keys.window.wording.say("problem.neighbour-unreachable")
    assert len(texts(keys)) == 3


def test_what_was_handed_on_says_so_and_comes_back_after_two_presses_alone(keys: Keyboard, counter: Counter) -> None:
    panel(keys).table.setCurrentCell(2, 0)
    assert "K12" in panel(keys).handed.sentence
    assert not panel(keys).bring.isVisible()
    keys.press(Qt.Key.Key_R, CONTROL)
    assert near(counter).asked == []
    keys.press(Qt.Key.Key_R, CONTROL)
    assert near(counter).asked == ["c"]
    assert panel(keys).notice.sentence == keys.window.wording.say("office.drafts.others.back")
    assert [line.id for line in keys.window.drafts.lines] == ["c"]


def test_a_closed_station_brings_nothing_here(keys: Keyboard, counter: Counter) -> None:
    keys.window.take_conditions((Condition("store-failed", Level.CLOSED),))
    keys.press(Qt.Key.Key_T, CONTROL)
    assert near(counter).asked == []


def test_nobodys_name_stays_behind_the_page_and_without_neighbours_there_is_no_list(
    keys: Keyboard, qtbot: Any, tmp_path: Path, qapp: QApplication
) -> None:
    assert len(texts(keys)) == 3
    keys.press(Qt.Key.Key_Q, CONTROL)
    assert (keys.window.others.lines, texts(keys)) == ((), [])
    alone = Keyboard(qtbot, Counter(tmp_path, "stall"), qapp)
    alone.begin()
    alone.press(Qt.Key.Key_3, CONTROL)
    assert not panel(alone).isVisible()


def test_leaving_an_application_frees_it_for_the_other_counters(keys: Keyboard, counter: Counter) -> None:
    counter.store.facts["open-draft"] = "a"
    keys.press(Qt.Key.Key_Q, CONTROL)
    assert counter.store.facts["open-draft"] == ""
