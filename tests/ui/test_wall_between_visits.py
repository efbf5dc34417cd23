"""Nothing of one person reaches the next: not on the screen, not behind it, not in the log, however the visit ended."""

from __future__ import annotations

import itertools
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from fakes.clock import FakeClock
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from kiosk_stage import PLACE, KioskStage, SlowWorker, catalogue, perform, reading, wording
from leak_search import in_clipboard, in_python, in_qt, on_screen
from planted_visit import ENDS, PlantedVisit, Tokens
from PySide6.QtCore import QObject, QUrl
from PySide6.QtQml import QQmlComponent
from PySide6.QtQuick import QQuickItem
from stage import delete_now, walk

from kiosk import window as kiosk_window
from kiosk.ui.visit_model import VisitModel
from shubbak.domain.text import Language
from shubbak.flow import events as e
from shubbak.flow.machine import VisitMachine
from shubbak.qtkit import crash

#: More than the longest visit has deeds.
MOST = 60
NUMBERS = itertools.count(1)
AT_EASE = {"deadline": None, "database": None, "suppress_health_check": [HealthCheck.function_scoped_fixture]}
visits = st.tuples(st.integers(1, MOST), st.sampled_from(ENDS), st.sampled_from(list(Language)))


class Kept(logging.Handler):
    """A log that keeps every line of every level."""

    def __init__(self) -> None:
        super().__init__(0)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@pytest.fixture
def log() -> Iterator[Kept]:
    kept, root = Kept(), logging.getLogger()
    before = root.level
    root.addHandler(kept)
    root.setLevel(logging.DEBUG)
    yield kept
    root.removeHandler(kept)
    root.setLevel(before)


@pytest.fixture(autouse=True)
def excepthook(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever handler a test installs goes with the test."""
    monkeypatch.setattr("sys.excepthook", None)


def late(worker: SlowWorker) -> None:
    """Let everything that was asked come home only now."""
    while worker.asked:
        worker.answer(reading())


@settings(max_examples=20, **AT_EASE)  # type: ignore[arg-type]
@given(visits=st.lists(visits, min_size=1, max_size=3))
def test_models_and_machine_hold_nothing_of_a_visit_that_is_over(qapp: object, log: Kept, visits: Any) -> None:
    live_without_a_screen(log, visits)


@pytest.mark.faults
@settings(max_examples=1000, **AT_EASE)  # type: ignore[arg-type]
@given(visits=st.lists(visits, min_size=1, max_size=3))
def test_a_thousand_rows_of_visits_leave_nothing_in_the_models(qapp: object, log: Kept, visits: Any) -> None:
    live_without_a_screen(log, visits)


def live_without_a_screen(log: Kept, visits: Any) -> None:
    worker, aside = SlowWorker(), SlowWorker()
    model = VisitModel(VisitMachine(catalogue(""), FakeClock(), Language.AR), wording(), perform, worker, aside)
    models = kiosk_window._models(model, PLACE)
    crash.install(model.abandon)
    find: Any = models["findModel"]
    for steps, end, language in visits:
        tokens = Tokens.of(next(NUMBERS))
        person = PlantedVisit(model, tokens, find.setQuery, language)
        person.walk(steps)
        person.end(end)
        del person
        assert in_qt(tokens.all, *models.values()) == []
        late(worker)
        late(aside)
        assert model.screen == "attract"
        assert in_python(tokens.all, model, models) == []
        assert not any(token in line for line in log.lines for token in tokens.all)


def singletons(stage: KioskStage) -> list[QObject]:
    return [stage.singleton(name) for name in ("Wordbook", "KeyboardModel", "Look")]


def leaks(stage: KioskStage, tokens: Tokens) -> list[str]:
    """Return where the tokens are still to be found, in Qt or the clipboard."""
    roots = [*stage.kiosk.models.values(), *singletons(stage)]
    items = on_screen(tokens.all, stage.kiosk.engine, stage.window)
    return items + in_qt(tokens.all, *roots) + in_clipboard(tokens.all)


def sit_down(stage: KioskStage, tokens: Tokens, chance: Any) -> None:
    """What only hands do: mark and copy what was typed, leave the keyboard open."""
    boxes = [item for item in stage.items() if item.inherits("QQuickTextField") or item.inherits("QQuickTextArea")]
    for box in boxes[: chance.randint(0, 2)]:
        box.forceActiveFocus()
        box.setProperty("text", tokens.latin)
        box.selectAll()  # type: ignore[attr-defined]
        box.copy()  # type: ignore[attr-defined]
    stage.settle()


@settings(max_examples=5, **AT_EASE)  # type: ignore[arg-type]
@given(visits=st.lists(visits, min_size=1, max_size=2), chance=st.randoms())
def test_the_real_screen_shows_and_holds_nothing_of_a_visit_that_is_over(
    qapp: object, log: Kept, visits: Any, chance: Any
) -> None:
    stage = KioskStage()
    try:
        live_through(stage, log, visits, chance)
    finally:
        stage.close()


@pytest.mark.faults
@settings(max_examples=100, **AT_EASE)  # type: ignore[arg-type]
@given(visits=st.lists(visits, min_size=1, max_size=3), chance=st.randoms())
def test_a_hundred_rows_of_visits_leave_nothing_on_the_screen(
    qapp: object, log: Kept, visits: Any, chance: Any
) -> None:
    stage = KioskStage()
    try:
        live_through(stage, log, visits, chance)
    finally:
        stage.close()


def live_through(stage: KioskStage, log: Kept, visits: Any, chance: Any) -> None:
    crash.install(stage.visit.abandon)
    find: Any = stage.kiosk.models["findModel"]
    for steps, end, language in visits:
        tokens = Tokens.of(next(NUMBERS))
        person = PlantedVisit(stage.visit, tokens, find.setQuery, language)
        person.walk(steps)
        stage.settle()
        sit_down(stage, tokens, chance)
        person.end(end)
        del person
        late(stage.worker)
        stage.settle()
        delete_now()
        assert stage.visit.screen == "attract"
        assert leaks(stage, tokens) == []
        assert in_python(tokens.all, stage.visit, stage.kiosk) == []
        assert not any(token in line for line in log.lines for token in tokens.all)
        assert not stage.keyboard.open


def test_the_search_finds_what_a_running_visit_holds(kiosk: Callable[..., KioskStage]) -> None:
    """Otherwise the tests above would prove nothing."""
    stage = kiosk()
    find: Any = stage.kiosk.models["findModel"]
    tokens = Tokens.of(next(NUMBERS))
    PlantedVisit(stage.visit, tokens, find.setQuery, Language.EN).walk(6)
    stage.settle()
    shown = leaks(stage, tokens)
    assert any(place.endswith(".text") for place in shown)
    assert any(place.startswith("FindModel") for place in shown)
    assert in_python(tokens.all, stage.visit, stage.kiosk)
    stage.kiosk.lockdown = None  # whatever holds a visit's words is found, also where nobody thought of it
    planted = Tokens.of(next(NUMBERS))
    stage.visit.setProperty("forgotten", f"x{planted.arabic}x")
    stage.visit.__dict__["forgotten"] = [lambda: None, {"deep": (planted.page(),)}]
    assert len(leaks(stage, planted)) == 1
    assert len(in_python(planted.all, stage.visit)) == 1


def pictures(stage: KioskStage) -> list[QQuickItem]:
    """Return what shows a scanned page."""
    return [
        item for item in stage.items() if item.inherits("QQuickImage") and address(item).startswith("image://scan/")
    ]


def address(item: QQuickItem) -> str:
    return str(item.property("source").toString())


def shown_again(stage: KioskStage, picture: str) -> tuple[int, int]:
    """Return the size of what a tile shows for an address that was shown before."""
    component = QQmlComponent(stage.kiosk.engine)
    component.setData(b"import controls\nDocumentTile { width: 900 }", QUrl("again.qml"))
    paper = {"pages": [{"picture": picture, "wrong": False}]}
    tile = component.createWithInitialProperties({"parent": stage.window.contentItem(), "paper": paper})
    assert isinstance(tile, QQuickItem), component.errorString()
    stage.settle()
    (image,) = (item for item in walk(tile) if item.inherits("QQuickImage") and address(item) == picture)
    found = (int(image.property("implicitWidth")), int(image.property("implicitHeight")))
    tile.deleteLater()
    delete_now()
    return found


def test_a_scanned_page_leaves_no_picture_in_the_engine(kiosk: Callable[..., KioskStage]) -> None:
    stage = kiosk()
    person = PlantedVisit(stage.visit, Tokens.of(next(NUMBERS)), lambda _: None, Language.EN)
    person.walk(MOST, until="review")
    stage.visit.dispatch(e.Back())
    stage.settle()
    shown = pictures(stage)
    assert shown
    picture = address(shown[0])
    assert shown_again(stage, picture) == (234, 352)  # the page itself, taller than wide
    person.end("start over")
    stage.settle()
    delete_now()
    assert pictures(stage) == []
    assert shown_again(stage, picture) == (272, 272)  # the white square that stands for nothing
