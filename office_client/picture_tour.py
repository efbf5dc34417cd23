"""Draws every page of the office in both languages: one visit made by itself, a picture at each stop."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from office_client.picture_licences import show_licences
from office_client.picture_papers import show_papers
from office_client.ui.steps.documents_step import DocumentsStep
from office_client.ui.steps.sign_step import SignStep
from office_client.ui.window import OfficeWindow
from shubbak.domain.identity import IdentityDocument
from shubbak.domain.mrz_gate import Doubt
from shubbak.domain.problem import Problem
from shubbak.domain.readiness import Condition, Level
from shubbak.domain.text import Language, isolate
from shubbak.flow.events import (
    AnswerGiven,
    CardOffered,
    CardsSeen,
    ConsentGiven,
    DocumentOffered,
    IdentityRead,
    IdentityTyped,
    Next,
    ServiceChosen,
    StartOver,
)
from shubbak.flow.steps import Step
from shubbak.ports.drafts import DraftLine
from shubbak.ports.handing import HandedDraft
from shubbak.ports.neighbour import NeighbourError
from shubbak.ports.reader import Reading
from shubbak.qtkit.sample_cards import two_cards
from shubbak.services.handing import NextDoorDraft, NextDoorDrafts
from shubbak.wire.handing import DraftState

#: What the customer of the pictures answers; nobody by these names or numbers exists.
_SERVICE = "kw.health.licence_renewal"
_ANSWERS = {
    "health_licence_no": "H-20417",
    "health_licence_expiry": "15/07/2027",
    "original_lost": "no",
    "commercial_licence_no": "C-88120",
    "commercial_licence_expiry": "01/03/2028",
    "shop_name": "مخبز النور",
    "activity": "grocery",
    "workers": "12",
    "changed": "no",
    "governorate": "hawalli",
    "area": "السالمية",
    "block": "4",
    "plot": "117",
    "capacity": "owner",
    "name": "فاطمة عبدالله محمد الصباح",
    "civil_id": "290010500015",
    "phone": "50123456",
}
_DOCUMENT = ("D23145890", "FATIMA ALSABAH", "KWT", "05/01/1990", "09/04/2030")
_PATIENCE = 30.0
#: The same customer's card with two letters of her name that nobody could swear to.
_LIKELY = IdentityDocument(
    "TD1", "I", "KWT", "D23145890", "ALSABAH", "FATIMA", "KWT", date(1990, 1, 5), "F", date(2030, 4, 9)
)
_DOUBTED = Reading(
    ("<" * 30, "<" * 30, "ALSABAH<<FATIMA<<<<<<<<<<<<<<<"),
    None,
    (Problem("mrz-line-unclear", params={"line": "3"}),),
    0.0,
    doubts=(Doubt(2, 6, "unsure"), Doubt(2, 13, "unsure")),
    likely=_LIKELY,
)

#: What a station finds that was cut off for eight days and whose disk fills.
_CONDITIONS = (
    Condition("offline-too-long", Level.CLOSED, {"days": isolate("8")}),
    Condition("disk-full-soon", Level.WARNING, {"megabytes": isolate("1240")}),
)


class PictureTour:
    """Goes through `window` as an operator called demo; `office-<number>-<stop>-<language>.png` into `folder`."""

    def __init__(self, window: OfficeWindow, folder: Path) -> None:
        self._window = window
        self._folder = folder
        self._stops = 0

    def go(self) -> None:
        """Make the tour; raises TimeoutError where a step does not come."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self._window.show()
        self._sign_in()
        self._before_the_questions()
        self._questions()
        self._documents()
        self._money_and_receipt()
        self._outbox()
        self._put_aside()
        show_papers(self._window, self._picture)
        show_licences(self._window, self._picture)

    def _sign_in(self) -> None:
        page = self._window.sign_in
        page.begin()
        self._picture("sign-in")
        page.name.setText("demo")
        page.pin.setText("0000")
        page.enter.click()
        self._wait(lambda: not page.pin.text() and page.enter.isEnabled())
        page.name.setText("demo")
        self._picture("sign-in-wrong")
        page.pin.setText("1234")
        page.enter.click()
        self._until(Step.FIND)

    def _before_the_questions(self) -> None:
        find = self._window.visit_page.steps[Step.FIND]
        self._picture("find")
        search = find.first_focus()
        if search is not None:
            QTest.keyClicks(search, "renew health")
        self._key(Qt.Key.Key_Return, control=True)
        self._until(Step.NEEDS)
        if self._window.presenter.context.service.id != _SERVICE:
            raise LookupError(_SERVICE)
        self._picture("needs")
        self._on_to(Step.CONSENT, "consent")
        self._on_to(Step.IDENTIFY, "identify")
        self._key(Qt.Key.Key_Return, control=True)
        self._picture("identify-wrong")
        presenter = self._window.presenter
        presenter.machine.handle(CardOffered())  # no scanner has to doubt anything: its answer is given here
        presenter.dispatch(CardsSeen(two_cards()))
        self._picture("identify-cards")
        presenter.machine.handle(CardOffered())
        presenter.dispatch(IdentityRead(_DOUBTED))
        self._picture("identify-letters")
        self._window.presenter.dispatch(IdentityTyped(*_DOCUMENT))
        self._picture("identify-known")
        self._on_to(Step.QUESTIONS, "")

    def _questions(self) -> None:
        presenter = self._window.presenter
        while presenter.visit.step is Step.QUESTIONS:
            page, stage = presenter.context.page, presenter.visit.stage
            for field in page.fields:
                if field.id in _ANSWERS:
                    presenter.dispatch(AnswerGiven(field.id, _ANSWERS[field.id]))
            if page.id == "shop":
                presenter.dispatch(AnswerGiven("workers", "1200"))
                self._key(Qt.Key.Key_Return, control=True)
                self._picture("questions-wrong")
                presenter.dispatch(AnswerGiven("workers", "12"))
            self._picture(f"questions-{page.id}")
            self._key(Qt.Key.Key_Return, control=True)
            if presenter.visit.stage == stage:
                raise LookupError(f"the answers of page {page.id} are not taken")

    def _documents(self) -> None:
        step, presenter = self._window.visit_page.step, self._window.presenter
        if not isinstance(step, DocumentsStep):
            raise LookupError("documents")
        for place, row in enumerate(list(step.rows.values())):
            presenter.dispatch(DocumentOffered(row.need.id, row.alternative))
            self._wait(lambda: not presenter.visit.busy)
            if place == 0:
                self._picture("documents")
        self._on_to(Step.REVIEW, "review")

    def _money_and_receipt(self) -> None:
        self._on_to(Step.PAY, "pay")
        self._on_to(Step.SIGN, "")
        step = self._window.visit_page.step
        if isinstance(step, SignStep):
            _sign(step)
        self._picture("sign")
        self._on_to(Step.RECEIPT, "")
        self._wait(lambda: not self._window.presenter.visit.busy)
        self._settle()  # the paper's picture comes by itself
        self._picture("receipt")

    def _outbox(self) -> None:
        self._window.open_page("outbox")
        self._wait(lambda: bool(self._window.watch.items))
        self._picture("outbox")
        self._window.take_conditions(_CONDITIONS)
        self._picture("outbox-conditions")
        self._key(Qt.Key.Key_1, control=True)
        self._window.start_again()
        self._picture("closed")

    def _put_aside(self) -> None:
        self._window.take_conditions(())
        self._until(Step.FIND)
        for event in (ServiceChosen(_SERVICE), Next(), ConsentGiven(), IdentityTyped(*_DOCUMENT), Next()):
            self._window.presenter.dispatch(event)
        self._until(Step.QUESTIONS)
        self._key(Qt.Key.Key_S, control=True)
        self._until(Step.FIND)
        self._window.open_page("drafts")
        self._wait(lambda: bool(self._window.drafts.lines))
        self._picture("put-aside")
        self._next_door()
        self._key(Qt.Key.Key_Return, control=True)
        self._until(Step.QUESTIONS)
        self._key(Qt.Key.Key_3, control=True)
        self._wait(lambda: bool(self._window.drafts.lines))
        self._picture("put-aside-visit-open")
        self._window.presenter.dispatch(StartOver())  # a tour leaves nothing put aside

    def _next_door(self) -> None:
        others = self._window.others
        others.meet(_Neighbours(self._window.drafts.lines[0]))
        others.look()
        self._wait(lambda: len(others.lines) > 1)
        self._picture("put-aside-next-door")
        self._window.drafts_page.others.table.setCurrentCell(len(others.lines) - 1, 0)
        self._key(Qt.Key.Key_R, control=True)
        self._picture("put-aside-handed")

    def _on_to(self, step: Step, stop: str) -> None:
        self._key(Qt.Key.Key_Return, control=True)
        self._until(step)
        if stop:
            self._picture(stop)

    def _key(self, key: Qt.Key, *, control: bool = False) -> None:
        modifier = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
        self._settle()
        QTest.keyClick(self._window, key, modifier)
        self._settle()

    def _until(self, step: Step) -> None:
        self._wait(lambda: self._window.presenter.visit.step is step)

    def _wait(self, there: Callable[[], bool]) -> None:
        deadline = time.monotonic() + _PATIENCE
        while not there():
            if time.monotonic() > deadline:
                raise TimeoutError(f"after stop {self._stops}: {self._window.presenter.visit.step}")
            self._settle()

    def _settle(self) -> None:
        for _ in range(3):
            QApplication.processEvents()
            time.sleep(0.005)

    def _picture(self, stop: str) -> None:
        self._stops += 1
        for language in (Language.EN, Language.AR):
            self._window.wording.speak(language)
            self._settle()
            path = self._folder / f"office-{self._stops:02d}-{stop}-{language.value}.png"
            if not self._window.grab().save(str(path)):
                raise OSError(path.name)


class _Neighbours:
    """The other counters of the pictures."""

    def __init__(self, line: DraftLine) -> None:
        self._line = line

    def list(self) -> NextDoorDrafts:
        names = ("نورة سالم أحمد الفهد", "JOHN MATHEW", "خالد عبدالرحمن ناصر المطيري")
        lines = [dataclasses.replace(self._line, id=name, person=name, operator="demo") for name in names]
        states: tuple[DraftState, ...] = ("free", "open", "yours")
        return NextDoorDrafts(
            tuple(NextDoorDraft("K08", line, state) for line, state in zip(lines, states, strict=True))
        )

    def handed(self) -> tuple[HandedDraft, ...]:
        line = dataclasses.replace(self._line, id="handed", person="مريم يوسف علي الكندري")
        return (HandedDraft(line, "K12", "", "", line.kept_at),)

    def take(self, station: str, draft_id: str) -> None:
        raise NeighbourError("neighbour-unreachable")

    def take_back(self, draft_id: str) -> bool:
        raise NeighbourError("neighbour-unreachable")


def _sign(step: SignStep) -> None:
    """Draw a signature with the mouse."""
    box = step.box
    points = [QPoint(80 + 12 * n, 120 + (37 * n * n) % 90 - n) for n in range(34)]
    QTest.mousePress(box, Qt.MouseButton.LeftButton, pos=points[0])
    for point in points[1:]:
        QTest.mouseMove(box, point)
    QTest.mouseRelease(box, Qt.MouseButton.LeftButton, pos=points[-1])
