"""The store's side of the receipts' paper: `PaperShelf` over the store's transactions."""

from __future__ import annotations

from abc import ABC, abstractmethod
from contextlib import AbstractContextManager
from datetime import datetime

from sqlalchemy import Connection

from shubbak.adapters.store import paper_rows
from shubbak.domain.copy_mark import CopyReason
from shubbak.domain.receipt import ReceiptNumber
from shubbak.ports.paper import PaperLine, PrintAttempt

#: What stands in the trail where a print was cut off by the program's own end.
CUT_OFF = "restart"


class PaperVerbs(ABC):
    """Implements `shubbak.ports.paper.PaperShelf` for a store that gives transactions and notes events."""

    @abstractmethod
    def _transaction(self) -> AbstractContextManager[Connection]: ...

    @abstractmethod
    def _note(self, connection: Connection, kind: str, subject: str, detail: str = "") -> None: ...

    def papers(self, since: datetime) -> tuple[PaperLine, ...]:
        with self._transaction() as connection:
            return paper_rows.read_papers(connection, since)

    def find_paper(self, number: ReceiptNumber) -> PaperLine | None:
        with self._transaction() as connection:
            return paper_rows.read_paper(connection, number)

    def kept_paper(self, application_id: str) -> bytes | None:
        with self._transaction() as connection:
            return paper_rows.read_body(connection, application_id)

    def begin_print(self, application_id: str, reason: CopyReason | None = None) -> PrintAttempt | None:
        with self._transaction() as connection:
            attempt = paper_rows.write_begun(connection, application_id, reason)
            if attempt is not None and attempt.mark is not None:
                self._note(connection, "copy-begun", application_id, attempt.mark.reason.value)
            elif attempt is not None:
                self._note(connection, "print-begun", application_id)
            return attempt

    def end_print(self, application_id: str, attempt: int, problem: str = "") -> None:
        with self._transaction() as connection:
            if not paper_rows.write_ended(connection, application_id, attempt, problem):
                return
            if problem:
                self._note(connection, "print-unsure", application_id, problem)
            elif attempt == 1:
                self._note(connection, "receipt-printed", application_id)
            else:
                self._note(connection, "receipt-reprinted", application_id, str(attempt - 1))

    def recover_prints(self) -> int:
        with self._transaction() as connection:
            cut_off = paper_rows.end_all(connection)
            for application_id in cut_off:
                self._note(connection, "print-unsure", application_id, CUT_OFF)
            return len(cut_off)
