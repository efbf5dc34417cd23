"""Issued licences at this counter: read, printed, looked after and drawn off the screen's thread."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from office_client.ui.desk import Worker
from office_client.ui.store_answers import or_problem
from shubbak.domain.issued_paper import IssuedPaper, Sheet, SheetState
from shubbak.services.issued_print import IssuedDesk, SheetOutcome, SheetWish
from shubbak.services.issued_words import waiting_count


class LicencesWatch(QObject):
    """papers: what is to be done, then the others, then what was asked for. problem: the store's code of the last look,
    or "". away: the portal's code of the last round, or "". issued: what prints them, None where nothing does.
    printed(number, outcome). found(paper or None). settled(number, verdict). pictured(number, PNG or a code).

    `worker` prints, in its turn behind what the visit prints; `aside` does what nobody waits for.
    """

    changed = Signal()
    printed = Signal(str, object)
    found = Signal(object)
    settled = Signal(str, object)
    pictured = Signal(str, object)

    def __init__(self, issued: IssuedDesk | None, worker: Worker, aside: Worker) -> None:
        super().__init__()
        self.papers: tuple[IssuedPaper, ...] = ()
        self.problem = self.away = ""
        self.busy = False
        self.issued, self._worker, self._aside = issued, worker, aside
        self._asked: IssuedPaper | None = None

    @property
    def there(self) -> bool:
        """Whether licences are printed here at all."""
        return self.issued is not None

    @property
    def waiting(self) -> int:
        return waiting_count(self.papers)

    def look(self) -> None:
        """Read the store again."""
        if self.issued is not None:
            self._aside.run(or_problem(self._read), self._take)

    def fetch(self) -> None:
        """Ask the portal, then read the store."""
        issued = self.issued
        if issued is None:
            return

        def home(away: object) -> None:
            self.away = away if isinstance(away, str) else ""
            self.look()

        self._aside.run(or_problem(issued.go_round), home)

    def forget(self) -> None:
        """Whoever asked for one by its number has left."""
        self._asked = None

    def find(self, untrusted_text: str) -> None:
        """Look for one by a number or a code; it then stands in the list."""
        issued = self.issued
        if issued is not None:
            self._aside.run(or_problem(lambda: (issued.find(untrusted_text),)), self._take_found)

    def draw(self, number: str) -> None:
        """Have the picture of one made."""
        issued = self.issued
        if issued is not None:
            self._aside.run(or_problem(lambda: issued.preview(number)), lambda made: self.pictured.emit(number, made))

    def print(self, wish: SheetWish) -> None:
        """Print a sheet; one at a time."""
        issued = self.issued
        if self.busy or issued is None:
            return
        self.busy = True
        self.changed.emit()

        def home(outcome: object) -> None:
            self.busy = False
            told = outcome if isinstance(outcome, SheetOutcome) else SheetOutcome(str(outcome))
            self.printed.emit(wish.number, told)
            self.look()
            self.fetch()

        self._worker.run(or_problem(lambda: issued.print(wish)), home)

    def settle(self, sheet: Sheet, verdict: SheetState) -> None:
        """Keep what the operator says of a sheet."""
        issued = self.issued
        if self.busy or issued is None:
            return

        def home(done: object) -> None:
            if isinstance(done, str):
                self._take(done)
                return
            self.settled.emit(sheet.number, verdict)
            self.look()
            self.fetch()

        self._worker.run(or_problem(lambda: issued.settle(sheet.id, verdict)), home)

    def _read(self) -> object:
        assert self.issued is not None
        shelf, asked = self.issued.shelf, self._asked
        papers = shelf.issued()
        if asked is None or any(one.line.number == asked.line.number for one in papers):
            return papers
        again = shelf.find_issued(asked.line.number)
        return (*papers, *([again] if again else []))

    def _take(self, found: object) -> None:
        self.problem = found if isinstance(found, str) else ""
        if isinstance(found, tuple):
            self.papers = found
        self.changed.emit()

    def _take_found(self, found: object) -> None:
        if not isinstance(found, tuple):
            self._take(found)
            return
        (self._asked,) = found
        known = [one.line.number for one in self.papers]
        if self._asked is not None and self._asked.line.number not in known:
            self.papers = (*self.papers, self._asked)
        self.changed.emit()
        self.found.emit(self._asked)
