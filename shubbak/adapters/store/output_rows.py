"""The store's verbs about plans that are owed: `OutputShelf` over the store's transactions."""

from __future__ import annotations

from abc import ABC, abstractmethod
from contextlib import AbstractContextManager

from sqlalchemy import Connection, insert, select, update

from shubbak.adapters.store import tables
from shubbak.adapters.store.rows import receipt_of
from shubbak.domain.copy_mark import CopyReason
from shubbak.domain.paper import OUTSTANDING, PaperState, next_mark
from shubbak.ports.outputs import OutputLine
from shubbak.ports.paper import PaperLine, PrintAttempt

_output = tables.output.c
#: What stands in the trail where a print was cut off by the program's own end.
_CUT_OFF = "restart"


def write_owed_output(connection: Connection, application_id: str, body: bytes) -> None:
    """Write what the station owes from now on."""
    row = {"application_id": application_id, "state": PaperState.OWED.value, "prints": 0, "problem": "", "body": body}
    connection.execute(insert(tables.output).values(row))


class OutputVerbs(ABC):
    """Implements `shubbak.ports.outputs.OutputShelf` for a store that gives transactions and notes events."""

    @abstractmethod
    def _transaction(self) -> AbstractContextManager[Connection]: ...

    @abstractmethod
    def _note(self, connection: Connection, kind: str, subject: str, detail: str = "") -> None: ...

    def output_line(self, application_id: str) -> OutputLine | None:
        with self._transaction() as connection:
            return _line(connection, application_id)

    def outstanding_plans(self) -> tuple[PaperLine, ...]:
        with self._transaction() as connection:
            return _outstanding(connection)

    def kept_output(self, application_id: str) -> bytes | None:
        query = select(_output.body).where(_output.application_id == application_id)
        with self._transaction() as connection:
            return connection.execute(query).scalar()

    def begin_output(self, application_id: str, reason: CopyReason | None = None) -> PrintAttempt | None:
        with self._transaction() as connection:
            line = _line(connection, application_id)
            if line is None or (line.state is PaperState.PRINTED and reason is None):
                return None
            number = line.prints + 1
            change = update(tables.output).where(_output.application_id == application_id)
            connection.execute(change.values(state=PaperState.PRINTING.value, prints=number, problem=""))
            mark = next_mark(line.state, line.prints, reason)
            # Why a copy was printed stands nowhere else, and the portal hears of it.
            detail = f"{number} {mark.reason.value}" if mark else str(number)
            self._note(connection, "plan-begun", application_id, detail)
            return PrintAttempt(number, mark)

    def end_output(self, application_id: str, attempt: int, problem: str = "") -> None:
        state = PaperState.UNSURE if problem else PaperState.PRINTED
        under_way = (_output.prints == attempt, _output.state == PaperState.PRINTING.value)
        change = update(tables.output).where(_output.application_id == application_id, *under_way)
        ended = change.values(state=state.value, problem=problem).returning(_output.application_id)
        with self._transaction() as connection:
            if connection.execute(ended).first() is None:
                return
            if problem:
                self._note(connection, "plan-unsure", application_id, problem)
            else:
                self._note(connection, "plan-printed", application_id, str(attempt))

    def recover_outputs(self) -> int:
        change = update(tables.output).where(_output.state == PaperState.PRINTING.value)
        cut = change.values(state=PaperState.UNSURE.value).returning(_output.application_id)
        with self._transaction() as connection:
            names = [row.application_id for row in connection.execute(cut)]
            for application_id in names:
                self._note(connection, "plan-unsure", application_id, _CUT_OFF)
            return len(names)


def _line(connection: Connection, application_id: str) -> OutputLine | None:
    query = select(_output.state, _output.prints, _output.problem).where(_output.application_id == application_id)
    row = connection.execute(query).first()
    return None if row is None else OutputLine(application_id, PaperState(row.state), row.prints, row.problem)


def _outstanding(connection: Connection) -> tuple[PaperLine, ...]:
    query = (
        select(_output.state, _output.prints, _output.problem, *tables.receipt.c)
        .join(tables.receipt, tables.receipt.c.application_id == _output.application_id)
        .where(_output.state.in_([state.value for state in OUTSTANDING]))
        .order_by(tables.receipt.c.issued_at, tables.receipt.c.sequence)
    )
    rows = [(row, receipt_of(row)) for row in connection.execute(query)]
    return tuple(
        PaperLine(
            application_id=receipt.application_id,
            number=f"{receipt.number}P",
            service_id=receipt.service_id,
            issued_at=receipt.issued_at,
            state=PaperState(row.state),
            prints=row.prints,
            problem=row.problem,
            plan=True,
        )
        for row, receipt in rows
    )
