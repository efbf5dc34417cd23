"""The receipts' page of staff mode: what is owed on paper, what was printed today, and printing it, marked or not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Property, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.ui.papers_desk import PapersDesk
from kiosk.ui.printer_choice import printer_choice
from kiosk.ui.screen_model import ScreenModel
from kiosk.ui.staff_pin_model import StaffPinModel
from kiosk.ui.visit_model import Worker
from shubbak.domain.calendar import local_time
from shubbak.domain.copy_mark import CopyReason
from shubbak.domain.paper import OUTSTANDING, PaperState
from shubbak.domain.problem import Problem
from shubbak.domain.text import isolate
from shubbak.flow.steps import Step

# Here and in the methods: with all that staff alone need; a kiosk's first picture does not wait for that.
if TYPE_CHECKING:
    from shubbak.ports.paper import PaperLine
    from shubbak.services.receipt_papers import PrintOutcome

QML_IMPORT_NAME = "Shubbak"
QML_IMPORT_MAJOR_VERSION = 1
#: More rows than this nobody reads standing; a counter finds the others by their number.
MOST_ROWS = 40
_REASONS = (CopyReason.LOST, CopyReason.DAMAGED, CopyReason.FOR_FILE)
_SYMBOLS = {PaperState.PRINTED: "circle-check", PaperState.PRINTING: "hourglass"}
_ACTIONS = {PaperState.PRINTED: "copy", PaperState.UNSURE: "print_marked"}


@dataclass(slots=True)
class _Page:
    """What is known while staff are here. asking: the receipt whose copy waits for its reason. said: what the last deed
    came to: a printed line with its outcome, or a store's code.
    """

    open: bool = False
    busy: str = ""
    lines: tuple[PaperLine, ...] = ()
    asking: str = ""
    printer: int = 0
    said: tuple[PaperLine, PrintOutcome] | str = ""


@QmlElement
class PapersModel(ScreenModel):
    """Over the staff page. `desk` and `worker` come when the station is open; one thing is done at a time."""

    changed = Signal()
    step = Step.STAFF

    def __init__(self, door: StaffPinModel) -> None:
        super().__init__(door.visit_model)
        self.desk: PapersDesk | None = None
        self.worker: Worker | None = None
        self._page = _Page()
        door.visit_model.stepChanged.connect(self._moved)
        door.visit_model.wiped.connect(self._forget)

    @Property(bool, notify=changed)
    def possible(self) -> bool:
        return self.desk is not None and self.worker is not None

    @Property(bool, notify=changed)
    def open(self) -> bool:
        return self._page.open

    @Property(str, notify=changed)
    def label(self) -> str:
        """What the key to this page says, with how many are owed."""
        owed = sum(line.state in OUTSTANDING for line in self._page.lines)
        return self.say("paper.title_owed", count=isolate(str(owed))) if owed else self.say("paper.title")

    @Property(bool, notify=changed)
    def free(self) -> bool:
        return not self._page.busy

    @Property(str, notify=changed)
    def headline(self) -> str:
        from shubbak.services.paper_words import headline_words

        return headline_words(self._page.lines, self.visit_model.wording, self.language)

    @Property(str, notify=changed)
    def notice(self) -> str:
        """What is printed now, or what came of it."""
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
    def rows(self) -> list[dict[str, Any]]:
        return [self._row(line) for line in self._page.lines[:MOST_ROWS]]

    @Slot()
    def show(self) -> None:
        if self.possible and self.context.visit.step is Step.STAFF:
            self._page.open = True
            self._do("looking", lambda _: None, lambda _: None)
            self.changed.emit()

    @Slot()
    def hide(self) -> None:
        """Back to the staff page."""
        self._page.open, self._page.asking, self._page.said = False, "", ""
        self.changed.emit()

    @Slot(int)
    def usePrinter(self, place: int) -> None:
        self._page.printer = place
        self.changed.emit()

    @Slot(str)
    def print(self, application_id: str) -> None:
        """Print what is outstanding; of what was printed, ask first why a copy is wanted."""
        line = self._line(application_id)
        if line is None or self._page.busy:
            return
        if line.state is PaperState.PRINTED:
            self._page.asking = "" if self._page.asking == application_id else application_id
            self.changed.emit()
        else:
            self._print(line, None)

    @Slot(str)
    def printCopy(self, reason: str) -> None:
        """Print the copy that was asked about."""
        line = self._line(self._page.asking)
        if line is not None:
            self._print(line, CopyReason(reason))

    def _print(self, line: PaperLine, reason: CopyReason | None) -> None:
        page = self._page

        def home(outcome: PrintOutcome) -> None:
            page.said, page.asking = (line, outcome), ""

        self._do(line.application_id, lambda desk: desk.print(line.application_id, reason, page.printer), home)

    def _said(self) -> tuple[str, str]:
        from shubbak.services.paper_words import outcome_words, printing_words

        page, wording = self._page, self.visit_model.wording
        printing = self._line(page.busy)
        if printing is not None:
            return printing_words(printing, wording, self.language), "info"
        if isinstance(page.said, tuple):
            line, outcome = page.said
            return outcome_words(outcome, line, wording, self.language)
        return (wording.explain(Problem(page.said), self.language), "danger") if page.said else ("", "info")

    def _row(self, line: PaperLine) -> dict[str, Any]:
        from shubbak.services.paper_words import note_words

        service = self.context.catalogue.services.get(line.service_id)
        when = local_time(line.issued_at, self.desk.country if self.desk else "")
        asking = line.application_id == self._page.asking
        reasons = [{"reason": one.value, "words": self.say(f"paper.reason.{one.value}")} for one in _REASONS]
        return {
            "id": line.application_id,
            "number": isolate(line.number),
            "state": self.say(f"paper.state.{line.state.value}"),
            "service": service.name.say(self.language) if service else isolate(line.service_id),
            "time": isolate(f"{when:%d/%m/%Y %H:%M}"),
            "note": note_words(line, self.visit_model.wording, self.language),
            "symbol": _SYMBOLS.get(line.state, "triangle-alert"),
            "owed": line.state in OUTSTANDING,
            "action": self.say(f"paper.{'print_plan' if line.plan else _ACTIONS.get(line.state, 'print')}"),
            "reasons": reasons if asking else [],
        }

    def _line(self, application_id: str) -> PaperLine | None:
        return next((line for line in self._page.lines if line.application_id == application_id), None)

    def _do(self, what: str, deed: Callable[[PapersDesk], Any], home: Callable[[Any], None]) -> None:
        desk, worker, page = self.desk, self.worker, self._page
        if desk is None or worker is None or page.busy:
            return
        page.busy, page.said = what, ""

        def work() -> Any:
            # Staff may have left while this waited for its turn: then nothing is printed for nobody.
            return (deed(desk), desk.look()) if page is self._page else None

        def back(done: Any) -> None:
            if done is not None and page is self._page:
                page.busy = ""
                outcome, lines = done
                home(outcome)
                page.said = lines if isinstance(lines, str) else page.said
                page.lines = page.lines if isinstance(lines, str) else lines
                self.changed.emit()

        worker.run(work, back)
        self.changed.emit()

    def _moved(self) -> None:
        if self.context.visit.step is not Step.STAFF:
            self._forget()
        elif not self._page.lines and not self._page.busy:
            self._do("looking", lambda _: None, lambda _: None)

    def _forget(self) -> None:
        self._page = _Page()
        self.changed.emit()
