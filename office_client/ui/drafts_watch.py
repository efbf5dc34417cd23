"""What is put aside at this counter, read off the screen's thread; names are held only while their page is open."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QObject, Signal

from office_client.ui.desk import Desk, Worker
from shubbak.ports.drafts import DraftLine
from shubbak.ports.store import StoreError


class DraftsWatch(QObject):
    """count: how many are put aside. lines: they themselves, while `show` holds. problem: the store's code of the last
    look, or "".
    """

    changed = Signal()

    def __init__(self, desk: Desk, worker: Worker) -> None:
        super().__init__()
        self.count = 0
        self.lines: tuple[DraftLine, ...] = ()
        self.problem = ""
        self._desk = desk
        self._worker = worker
        self._shown = False

    @property
    def now(self) -> datetime:
        return self._desk.clock.now()

    def show(self, shown: bool) -> None:
        """The page opens, or closes: then nobody's name stays."""
        self._shown = shown
        if shown:
            self.look()
        else:
            self.lines = ()
            self.changed.emit()

    def look(self) -> None:
        """Read the store again."""
        self._worker.run(self._read, self._take)

    def drop(self, draft_id: str) -> None:
        """Throw one away for good."""

        def drop() -> object:
            try:
                self._desk.store.drop_draft(draft_id)
            except StoreError as error:
                return error.code
            return self._read()

        self._worker.run(drop, self._take)

    def _read(self) -> object:
        try:
            return self._desk.store.drafts()
        except StoreError as error:
            return error.code

    def _take(self, found: object) -> None:
        self.problem = found if isinstance(found, str) else ""
        if isinstance(found, tuple):
            self.count = len(found)
            self.lines = found if self._shown else ()
        self.changed.emit()
