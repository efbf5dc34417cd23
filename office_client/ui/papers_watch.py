"""The receipts' paper at this counter, read and printed off the screen's thread."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QObject, Signal

from office_client.ui.desk import Desk, Worker
from office_client.ui.store_answers import or_problem
from shubbak.domain.copy_mark import CopyReason
from shubbak.domain.text import Language
from shubbak.ports.paper import PaperLine
from shubbak.services.paper_words import owed_count
from shubbak.services.receipt_papers import PrintOutcome
from shubbak.wire.receipt_code import ProvenReceipt


class PapersWatch(QObject):
    """lines: what is outstanding, then what was printed today, then what was asked for by its number. problem: the
    store's code of the last look, or "". printed(line, outcome): a print has ended. found(line or None).
    extracted(number, code): another station's receipt was printed from its code; code is the printer's, or "".
    """

    changed = Signal()
    printed = Signal(object, object)
    found = Signal(object)
    extracted = Signal(str, str)

    def __init__(self, desk: Desk, worker: Worker) -> None:
        super().__init__()
        self.lines: tuple[PaperLine, ...] = ()
        self.problem = ""
        self.busy = False
        self._desk, self._worker = desk, worker
        self._asked: PaperLine | None = None

    @property
    def now(self) -> datetime:
        return self._desk.clock.now()

    @property
    def owed(self) -> int:
        return owed_count(self.lines)

    def look(self) -> None:
        """Read the store again."""
        self._worker.run(or_problem(self._read), self._take)

    def forget(self) -> None:
        """Whoever asked for a receipt by its number has left."""
        self._asked = None

    def find(self, untrusted_text: str) -> None:
        """Look for a receipt by its number or its code; it then stands in the list."""
        lines = self.lines

        def search() -> object:
            return (self._desk.papers.find(untrusted_text, lines),)

        self._worker.run(or_problem(search), self._take_found)

    def print(self, line: PaperLine, reason: CopyReason | None, printer: int) -> None:
        """Print one, in its turn behind what the visit prints."""
        if self.busy:
            return
        self.busy = True
        self.changed.emit()

        def home(outcome: object) -> None:
            self.busy = False
            if isinstance(outcome, PrintOutcome):
                self.printed.emit(line, outcome)
            self._asked = None if self._asked is None or self._asked.number != line.number else self._asked
            self.look()

        self._worker.run(lambda: self._desk.papers.print(line.application_id, reason, printer), home)

    def print_elsewhere(self, proven: ProvenReceipt, code: str, language: Language, printer: int) -> None:
        """Print another station's receipt from its code."""
        extracts = self._desk.extracts
        if self.busy or extracts is None:
            return
        service = self._desk.catalogue().services.get(proven.receipt.service_id)
        self.busy = True
        self.changed.emit()

        def home(problem: object) -> None:
            self.busy = False
            self.extracted.emit(str(proven.receipt.number), str(problem))
            self.changed.emit()

        name = service.name if service else None
        self._worker.run(lambda: extracts.print(proven, code, name, language, printer), home)

    def _read(self) -> object:
        lines = self._desk.papers.listed(self.now, self._desk.office.country)
        asked = self._asked
        if asked is None or any(line.number == asked.number for line in lines):
            return lines
        again = self._desk.papers.find(asked.number, lines)
        return (*lines, *([again] if again else []))

    def _take(self, found: object) -> None:
        self.problem = found if isinstance(found, str) else ""
        if isinstance(found, tuple):
            self.lines = found
        self.changed.emit()

    def _take_found(self, found: object) -> None:
        if not isinstance(found, tuple):
            self._take(found)
            return
        (self._asked,) = found
        if self._asked is not None and all(line.number != self._asked.number for line in self.lines):
            self.lines = (*self.lines, self._asked)
        self.changed.emit()
        self.found.emit(self._asked)
