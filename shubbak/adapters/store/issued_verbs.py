"""The store's side of issued outputs: `IssuedShelf` over the store's transactions."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import datetime

from sqlalchemy import Connection

from shubbak.adapters.store import fact_rows, issued_rows, sheet_rows
from shubbak.domain.copy_mark import CopyMark
from shubbak.domain.issued_paper import IssuedPaper, Sheet, SheetState
from shubbak.ports.issued import Told

_CURSOR = "outputs-cursor"
#: What stands in the trail where a print was cut off by the program's own end.
_CUT_OFF = "restart"


class IssuedVerbs(ABC):
    """Implements `shubbak.ports.issued.IssuedShelf` for a store that gives transactions and notes events."""

    @abstractmethod
    def _transaction(self) -> AbstractContextManager[Connection]: ...

    @abstractmethod
    def _note(self, connection: Connection, kind: str, subject: str, detail: str = "") -> None: ...

    def outputs_cursor(self) -> str:
        with self._transaction() as connection:
            return fact_rows.read_fact(connection, _CURSOR)

    def keep_issued(self, told: Sequence[Told], cursor: str, at: datetime) -> None:
        with self._transaction() as connection:
            for one in told:
                issued_rows.write_told(connection, one, at)
            if cursor:
                fact_rows.write_fact(connection, _CURSOR, cursor)

    def keep_record(self, number: str, body: bytes) -> None:
        with self._transaction() as connection:
            issued_rows.write_body(connection, number, body)

    def record_body(self, number: str) -> bytes | None:
        with self._transaction() as connection:
            return issued_rows.read_body(connection, number)

    def without_record(self, since: datetime, most: int) -> tuple[str, ...]:
        with self._transaction() as connection:
            return issued_rows.read_bare(connection, since, most)

    def issued(self) -> tuple[IssuedPaper, ...]:
        with self._transaction() as connection:
            return issued_rows.read_shown(connection)

    def find_issued(self, text: str) -> IssuedPaper | None:
        with self._transaction() as connection:
            return issued_rows.read_named(connection, text)

    def has_original_elsewhere(self, number: str) -> None:
        with self._transaction() as connection:
            issued_rows.write_elsewhere(connection, number)

    def put_in(self, sheet: Sheet) -> str:
        with self._transaction() as connection:
            return sheet_rows.write_put_in(connection, sheet)

    def take_out(self, sheet_id: str) -> None:
        with self._transaction() as connection:
            sheet_rows.delete_blank(connection, sheet_id)

    def begin_sheet(self, sheet_id: str, mark: CopyMark | None) -> bool:
        with self._transaction() as connection:
            number = sheet_rows.write_begun(connection, sheet_id, mark)
            if number is not None:
                self._note(connection, "sheet-begun", number, mark.reason.value if mark else "")
            return number is not None

    def end_sheet(self, sheet_id: str, state: SheetState, problem: str = "") -> None:
        with self._transaction() as connection:
            number = sheet_rows.write_ended(connection, sheet_id, state, problem)
            if number is not None:
                self._note(connection, f"sheet-{state.value}", number, problem)

    def settle_sheet(self, sheet_id: str, verdict: SheetState) -> bool:
        with self._transaction() as connection:
            number = sheet_rows.write_verdict(connection, sheet_id, verdict)
            if number is not None:
                self._note(connection, f"sheet-{verdict.value}", number, "seen")
            return number is not None

    def untold(self, most: int) -> tuple[Sheet, ...]:
        with self._transaction() as connection:
            return sheet_rows.read_untold(connection, most)

    def keep_told(self, sheet_id: str, outcome: str) -> None:
        with self._transaction() as connection:
            sheet_rows.write_outcome_told(connection, sheet_id, outcome)

    def recover_sheets(self) -> int:
        with self._transaction() as connection:
            numbers = sheet_rows.end_all(connection)
            for number in numbers:
                self._note(connection, "sheet-unsure", number, _CUT_OFF)
            return len(numbers)

    def drop_issued_before(self, limit: datetime) -> int:
        with self._transaction() as connection:
            return issued_rows.delete_before(connection, limit)
