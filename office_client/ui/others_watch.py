"""What is put aside at the other counters, asked for off the screen's thread; names are held only while they show."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Signal

from office_client.ui.desk import Desk, Others, Worker
from shubbak.ports.drafts import DraftLine
from shubbak.ports.neighbour import NeighbourError
from shubbak.ports.store import StoreError
from shubbak.services.drafts import DraftRefusedError
from shubbak.wire.neighbour import NeighbourWordError
from shubbak.wire.seal import SealError

_FAILED = (NeighbourError, NeighbourWordError, SealError, DraftRefusedError, StoreError)


@dataclass(frozen=True, slots=True)
class OtherDraft:
    """state: "free", "open" or "yours" of a draft at another counter, "handed" of one that went there from here."""

    station: str
    line: DraftLine = field(repr=False)
    state: str


@dataclass(frozen=True, slots=True)
class _Found:
    lines: tuple[OtherDraft, ...] = field(repr=False)
    silent: bool


class OthersWatch(QObject):
    """lines: what the other counters hold and what is on its way to them, while `show` holds. silent: not every
    counter answered. problem: the code of what failed last, or "". news: what was done, a key of office.drafts.others.
    moved: a draft came here or back.
    """

    changed = Signal()
    moved = Signal()

    def __init__(self, desk: Desk, worker: Worker) -> None:
        super().__init__()
        self.lines: tuple[OtherDraft, ...] = ()
        self.silent = self.busy = False
        self.problem = self.news = ""
        self._others, self._worker = desk.others, worker
        self._shown = False

    @property
    def there(self) -> bool:
        """Whether this counter has neighbours at all."""
        return self._others is not None

    def meet(self, others: Others) -> None:
        """Have neighbours from now on, in place of those that the desk named."""
        self._others = others
        self.changed.emit()

    def show(self, shown: bool) -> None:
        """The page opens, or closes: then nobody's name stays."""
        self._shown = shown
        self.problem = self.news = ""
        if shown:
            self.look()
        else:
            self.lines = ()
            self.changed.emit()

    def look(self) -> None:
        """Ask the other counters again."""
        if self._others is not None:
            self._worker.run(self._read, self._take)

    def bring(self, one: OtherDraft) -> None:
        """Take a draft over from another counter."""
        others = self._others
        if others is not None:
            self._do(lambda: others.take(one.station, one.line.id), {None: "came"})

    def take_back(self, one: OtherDraft) -> None:
        """Ask the counter to which a draft was handed, and have it back if that counter does not have it."""
        others = self._others
        if others is not None:
            self._do(lambda: others.take_back(one.line.id), {True: "back", False: "kept"})

    def _do(self, verb: object, news: dict[bool | None, str]) -> None:
        if self.busy or not callable(verb):
            return
        self.busy, self.problem, self.news = True, "", ""
        self.changed.emit()

        def task() -> object:
            try:
                return news[verb()]
            except _FAILED as error:
                return error

        self._worker.run(task, self._done)

    def _done(self, said: object) -> None:
        self.busy = False
        self.problem = str(said) if isinstance(said, Exception) else ""
        self.news = said if isinstance(said, str) else ""
        self.moved.emit()
        self.look()
        self.changed.emit()

    def _read(self) -> object:
        if self._others is None:
            return None
        try:
            found, handed = self._others.list(), self._others.handed()
        except StoreError as error:
            return error.code
        lines = [OtherDraft(one.station, one.line, one.state) for one in found.drafts]
        lines += [OtherDraft(one.taker, one.line, "handed") for one in handed]
        return _Found(tuple(lines), bool(found.problems))

    def _take(self, found: object) -> None:
        if isinstance(found, str):
            self.problem = found
        if isinstance(found, _Found):
            self.lines = found.lines if self._shown else ()
            self.silent = found.silent
        self.changed.emit()
