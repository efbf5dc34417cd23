"""Nothing of one customer, and nothing one operator typed, is there for the next at the same counter."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from kiosk_stage import SlowWorker, reading
from leak_search import in_clipboard, in_python
from office_counter import Counter, dressed
from planted_visit import ENDS, PlantedVisit, Tokens
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit
from stage import delete_now
from widget_texts import texts

from office_client.ui.visit_presenter import VisitPresenter
from office_client.ui.window import OfficeWindow
from shubbak.domain.text import Language
from shubbak.flow import events as e
from shubbak.flow.steps import Step
from shubbak.qtkit import crash

NUMBERS = itertools.count(50_000)
WAYS = (*ENDS, "operator leaves")
visits = st.tuples(st.integers(1, 45), st.sampled_from(WAYS))


class CounterVisit:
    """The presenter as a planted visit takes it: between two customers stands the list of services."""

    def __init__(self, window: OfficeWindow) -> None:
        self._window = window
        self.dispatch = window.presenter.dispatch

    @property
    def machine(self) -> Any:
        return self._window.presenter.machine

    @property
    def screen(self) -> str:
        visit = self._window.presenter.visit
        return "attract" if visit.service is None else visit.step.value

    def startOver(self) -> None:
        self.dispatch(e.StartOver())

    def finish(self) -> None:
        self.dispatch(e.Finished())

    def idle(self) -> None:
        self.dispatch(e.IdleElapsed())


#: A counter, the worker of its visits, and what goes on beside them.
Opened = tuple[OfficeWindow, SlowWorker, SlowWorker]


@pytest.fixture
def window(tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opened]:
    monkeypatch.setattr("sys.excepthook", None)
    delete_now()  # what stood in the tests before
    dressed(qapp)
    worker, aside = SlowWorker(), SlowWorker()
    counter = Counter(tmp_path)
    window = OfficeWindow(counter.desk, worker, aside)
    crash.install(window.start_again)
    window.show()
    window.sign_in.signed_in.emit("demo")
    yield window, worker, aside
    window.close()
    window.deleteLater()
    delete_now()


def leaks(window: OfficeWindow, tokens: Tokens) -> list[str]:
    found = [place for place, text in texts(window) if any(token in text for token in tokens.all)]
    return found + in_clipboard(tokens.all)


def serve(window: OfficeWindow, worker: SlowWorker, aside: SlowWorker, tokens: Tokens, steps: int, way: str) -> None:
    """One customer, whose words the operator also types and copies, and the end of the visit."""
    person: Any = CounterVisit(window)
    planted = PlantedVisit(person, tokens, lambda _: None, Language.AR)
    planted.walk(steps)
    QApplication.processEvents()
    for line in window.visit_page.step.findChildren(QLineEdit):
        line.setFocus()
        line.insert(tokens.latin)
        line.selectAll()
        line.copy()
    if way == "operator leaves":
        window.rail.left.emit()
    planted.end(way)
    while worker.asked:
        worker.answer(reading())
    aside.asked.clear()  # what goes on beside the visits is done by then: money given back, lists
    QApplication.processEvents()
    delete_now()


@settings(max_examples=5, deadline=None, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(visits=st.lists(visits, min_size=1, max_size=2))
def test_a_counter_holds_nothing_of_a_customer_who_has_gone(window: Opened, visits: Any) -> None:
    office, worker, aside = window
    for steps, way in visits:
        tokens = Tokens.of(next(NUMBERS))
        serve(office, worker, aside, tokens, steps, way)
        assert office.presenter.visit.service is None
        assert leaks(office, tokens) == []
        assert in_python(tokens.all, vars(office), vars(office.presenter)) == []
        office.sign_in.signed_in.emit("سارة")
        assert office.presenter.visit.step is Step.FIND


def test_the_search_finds_what_a_running_visit_holds(window: Opened) -> None:
    office, *_ = window
    tokens = Tokens.of(next(NUMBERS))
    visit: Any = CounterVisit(office)
    PlantedVisit(visit, tokens, lambda _: None, Language.AR).walk(6)
    assert in_python(tokens.all, vars(office.presenter))
    assert leaks(office, tokens)
    assert isinstance(office.presenter, VisitPresenter)
    QGuiApplication.clipboard().setText(tokens.latin)
    office.start_again()
    assert in_clipboard(tokens.all) == []
