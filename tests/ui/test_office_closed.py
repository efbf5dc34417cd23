"""A counter that may not take new work: said in words, the visit under way finished, and open again by itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from office_counter import Counter, Keyboard
from PySide6.QtWidgets import QApplication, QLabel

from shubbak.domain.readiness import Condition, Level
from shubbak.flow.events import ServiceChosen
from shubbak.flow.steps import Step

LONG = (Condition("offline-long", Level.WARNING, {"days": "4"}),)
FULL = (Condition("disk-low", Level.CLOSED, {"megabytes": "12"}), *LONG)


@pytest.fixture
def keys(qtbot: Any, tmp_path: Path, qapp: QApplication) -> Keyboard:
    keys = Keyboard(qtbot, Counter(tmp_path, "stall"), qapp)
    keys.begin()
    return keys


def test_a_warning_stands_in_the_status_line_and_on_the_outbox(keys: Keyboard) -> None:
    window = keys.window
    window.take_conditions(LONG)
    assert window.status.condition.text() == window.wording.say("office.status.warning")
    assert window.outbox_page.standing.sentence == window.wording.say("problem.offline-long", days="4")
    assert keys.visit.step is Step.FIND
    window.take_conditions(())
    assert window.outbox_page.standing.sentence == ""
    assert window.status.condition.isHidden()


def test_a_closed_station_says_why_instead_of_its_services(keys: Keyboard) -> None:
    window = keys.window
    window.take_conditions(FULL)
    keys.settle()
    assert keys.visit.step is Step.CLOSED
    texts = [line.text() for line in window.visit_page.step.findChildren(QLabel) if line.isVisible()]
    assert texts == [window.wording.say("problem.disk-low", megabytes="12")]
    assert window.status.condition.text() == window.wording.say("office.status.closed")
    assert not window.visit_page.primary.isVisible()
    assert not window.visit_page.leave.isVisible()


def test_service_begins_again_by_itself(keys: Keyboard) -> None:
    keys.window.take_conditions(FULL)
    keys.window.take_conditions(LONG)
    assert keys.visit.step is Step.FIND


def test_the_visit_under_way_is_finished_and_the_next_one_waits(keys: Keyboard) -> None:
    keys.window.presenter.dispatch(ServiceChosen("kw.test.stall"))
    keys.window.take_conditions(FULL)
    assert keys.visit.step is Step.NEEDS
    keys.window.start_again()
    assert keys.visit.step is Step.CLOSED


def test_who_signs_in_at_a_closed_counter_is_told(keys: Keyboard) -> None:
    keys.window.take_conditions(FULL)
    keys.window.presenter.sign_out()
    keys.begin()
    assert keys.visit.step is Step.CLOSED
