"""A page of 25 questions on the kiosk, from Next to its first picture: python benchmarks/questions_page.py [RUNS].

The floor is an empty QML page that is made in the same window and drawn: software scene graph, offscreen, in turns. The
questions are those of shipped services, one of them a choice among 250; the format allows eight a page.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

os.environ.setdefault("QT_QUICK_BACKEND", "software")
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from _figures import ROOT, runs, show

sys.path.insert(0, str(ROOT / "tests" / "ui"))

from _many_services import shipped
from kiosk_stage import STALL, KioskStage, catalogue, reading
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlComponent
from PySide6.QtQuick import QQuickItem

from shubbak.domain.text import Language
from shubbak.flow import events as e
from shubbak.flow.steps import Step
from shubbak.forms.catalogue import Catalogue, load_catalogue
from shubbak.forms.service import Field

KINDS = (
    *("choice", "date", "number", "phone", "yes_no", "text", "full_name", "national_id", "registration_number"),
    *("money", "parcel", "multi_choice"),
)
OPENED, EMPTY, KEY = "25 questions, Next to picture", "an empty page, made and drawn", "a sign typed on that page"
MOST = 25


def questions() -> Iterator[Field]:
    """Return 25 questions of the shipped services, kind after kind; the first is that with most options."""
    services = load_catalogue(shipped(), 1).services.values()
    plain = [field for service in services for page in service.pages for field in page.fields if field.kind in KINDS]
    plain.sort(key=lambda field: -len(field.options))
    by_kind = {kind: iter([field for field in plain if field.kind == kind]) for kind in KINDS}
    for number in range(MOST):
        field = next(by_kind[KINDS[number % len(KINDS)]])
        yield replace(field, id=f"q{number}", show_if=None, require_if=None, prefill="", required=False)


def large_page() -> Catalogue:
    """Return the sample stall with one page of 25 questions."""
    small = catalogue("")
    stall = small.services[STALL]
    page = replace(stall.pages[0], fields=tuple(questions()), checks=())
    stall = replace(stall, pages=(page,), documents=(), fees=())
    return Catalogue(small.version, {STALL: stall}, tuple(card for card in small.cards if card.id == STALL))


def taken(stage: KioskStage, deed: Callable[[], object]) -> float:
    """Return the milliseconds of a deed and the picture after it."""
    began = time.perf_counter()
    made = deed()
    QGuiApplication.processEvents()
    stage.window.grabWindow()
    took = (time.perf_counter() - began) * 1000
    if isinstance(made, QQuickItem):
        made.deleteLater()
    return took


def to_the_page(stage: KioskStage) -> None:
    """Go as far as the touch that opens the page."""
    stage.say(e.StartOver(), e.Touched(), e.LanguageChosen(Language.AR), e.ServiceChosen(STALL))
    stage.say(e.Next(), e.ConsentGiven(), e.CardOffered(), reading())
    stage.worker.asked.clear()


def main() -> None:
    application = QGuiApplication([])
    stage = KioskStage()
    stage.visit.machine.use_catalogue(large_page())
    empty = QQmlComponent(stage.kiosk.engine)
    empty.setData(b"import QtQuick\nRectangle { width: 1080; height: 1920 }", "")
    timed: dict[str, list[float]] = {OPENED: [], EMPTY: [], KEY: []}
    for turn in range(runs(7) + 1):
        to_the_page(stage)
        opened = taken(stage, lambda: stage.visit.dispatch(e.Next()))
        assert stage.visit.machine.visit.step is Step.QUESTIONS
        assert len(stage.visit.machine.context.page.fields) == MOST
        key = taken(stage, lambda: stage.visit.dispatch(e.AnswerGiven("q5", "سوق الخضار")))
        drawn = taken(stage, lambda: empty_page(empty, stage))
        if turn:  # the first reads the QML from disk
            for name, time_taken in ((OPENED, opened), (KEY, key), (EMPTY, drawn)):
                timed[name].append(time_taken)
    show("A page of 25 questions", timed, (OPENED, EMPTY))
    stage.close()
    del application


def empty_page(component: QQmlComponent, stage: KioskStage) -> QQuickItem:
    item = component.create()
    assert isinstance(item, QQuickItem)
    item.setParentItem(stage.window.contentItem())
    return item


if __name__ == "__main__":
    main()
