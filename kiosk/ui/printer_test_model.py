"""The printer's test page of staff mode: printed, its questions answered by touch, the answers kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Property, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.ui.printer_choice import printer_choice
from kiosk.ui.printer_test_desk import PrinterTestDesk
from kiosk.ui.screen_model import ScreenModel
from kiosk.ui.staff_pin_model import StaffPinModel
from kiosk.ui.visit_model import Worker
from shubbak.domain.problem import Problem
from shubbak.flow.steps import Step

# Here and in the methods: with all that staff alone need; a kiosk's first picture does not wait for that.
if TYPE_CHECKING:
    from shubbak.domain.printer_trial import PrinterTest

QML_IMPORT_NAME = "Shubbak"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(slots=True)
class _Page:
    """What is known while staff are here. out: a page lies before them, or may. problem: a printer's or store's code.
    kept: the answers were kept just now.
    """

    open: bool = False
    busy: str = ""
    printer: int = 0
    out: bool = False
    answers: dict[str, bool] = field(default_factory=dict)
    problem: str = ""
    kept: bool = False
    last: PrinterTest | None = None


@QmlElement
class PrinterTestModel(ScreenModel):
    """Over the devices page. `desk` and `worker` come when the station is open; one thing is done at a time."""

    changed = Signal()
    step = Step.STAFF

    def __init__(self, door: StaffPinModel) -> None:
        super().__init__(door.visit_model)
        self.desk: PrinterTestDesk | None = None
        self.worker: Worker | None = None
        self._door = door
        self._page = _Page()
        door.visit_model.stepChanged.connect(self._moved)
        door.visit_model.wiped.connect(self._forget)

    @Property(bool, notify=changed)
    def possible(self) -> bool:
        return self.desk is not None and self.worker is not None

    @Property(bool, notify=changed)
    def open(self) -> bool:
        return self._page.open

    @Property(bool, notify=changed)
    def free(self) -> bool:
        return not self._page.busy

    @Property(bool, notify=changed)
    def asking(self) -> bool:
        """Whether a page lies there whose questions are to be answered."""
        return self._page.out

    @Property(bool, notify=changed)
    def answered(self) -> bool:
        """Whether every question has its answer."""
        return self._page.out and len(self._page.answers) == len(self._questions())

    @Property(str, notify=changed)
    def notice(self) -> str:
        return self._said()[0]

    @Property(str, notify=changed)
    def tone(self) -> str:
        return self._said()[1]

    @Property(list, notify=changed)
    def printers(self) -> list[str]:
        return printer_choice(self, self.desk.printers if self.desk else ())

    @Property(int, notify=changed)
    def printer(self) -> int:
        return self._page.printer

    @Property(list, notify=changed)
    def questions(self) -> list[dict[str, Any]]:
        """What is asked, numbered as on the page; answer: "yes", "no" or ""."""
        words = {None: "", True: "yes", False: "no"}
        return [
            {"check": check, "text": f"{number}. {asked}", "answer": words[self._page.answers.get(check)]}
            for number, (check, asked) in enumerate(self._questions(), 1)
        ]

    @Slot()
    def show(self) -> None:
        if self.possible and self.context.visit.step is Step.STAFF:
            self._page = _Page(open=True)
            self._do("looking", lambda _: "")

    @Slot()
    def hide(self) -> None:
        """Back to the devices; answers that were not kept are forgotten."""
        self._page = _Page()
        self.changed.emit()

    @Slot(int)
    def usePrinter(self, place: int) -> None:
        if self.free and place != self._page.printer:
            self._page = _Page(open=True, printer=place)
            self._do("looking", lambda _: "")

    @Slot()
    def print(self) -> None:
        """Print the page in the language of the screen."""
        page, language = self._page, self.language
        if self.free:
            page.out, page.answers = False, {}
            self._do("printing", lambda desk: desk.print_page(page.printer, language))

    @Slot(str, bool)
    def answer(self, check: str, well: bool) -> None:
        self._page.answers[check] = well
        self._page.kept = False
        self.changed.emit()

    @Slot()
    def keep(self) -> None:
        """Keep the answers with the station."""
        page, operator = self._page, self._door.operator
        if self.answered:
            answers = {check: page.answers[check] for check, _ in self._questions()}
            self._do("keeping", lambda desk: desk.keep(page.printer, answers, operator))

    def _questions(self) -> tuple[tuple[str, str], ...]:
        return self.desk.questions(self.language) if self.desk and self._page.out else ()

    def _said(self) -> tuple[str, str]:
        from shubbak.services.printer_test_words import kept_words, last_words

        page, wording, desk = self._page, self.visit_model.wording, self.desk
        if page.busy == "printing":
            return self.say("printer_test.printing"), "info"
        if page.problem:
            return wording.explain(Problem(page.problem), self.language), "danger"
        if desk is None or not page.open:
            return "", "info"
        order = [check for check, _ in desk.questions(self.language)]
        if page.kept and page.last is not None:
            return kept_words(page.last, order, wording, self.language)
        if page.out:
            return self.say("printer_test.look"), "info"
        return last_words(page.last, order, desk.country, wording, self.language)

    def _do(self, what: str, deed: Callable[[PrinterTestDesk], str]) -> None:
        desk, worker, page = self.desk, self.worker, self._page
        if desk is None or worker is None or page.busy:
            return
        page.busy, page.problem = what, ""

        def work() -> Any:
            # Staff may have left while this waited for its turn.
            return (deed(desk), desk.last(page.printer)) if page is self._page else None

        def back(done: Any) -> None:
            if done is not None and page is self._page:
                page.busy = ""
                page.problem, page.last = done
                self._ended(page, what)
                self.changed.emit()

        worker.run(work, back)
        self.changed.emit()

    def _ended(self, page: _Page, what: str) -> None:
        from shubbak.services.printer_test_words import MAYBE_OUT

        if what == "printing":
            page.out = page.problem in ("", *MAYBE_OUT)
        elif what == "keeping":
            page.kept = not page.problem
            page.out = page.out and not page.kept

    def _moved(self) -> None:
        if self.context.visit.step is not Step.STAFF:
            self._forget()

    def _forget(self) -> None:
        self._page = _Page()
        self.changed.emit()
