"""The store's verbs about the receipts' paper."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, Row, Select, insert, select, update

from shubbak.adapters.store import tables
from shubbak.adapters.store.rows import receipt_of
from shubbak.domain.copy_mark import CopyReason
from shubbak.domain.paper import OUTSTANDING, PaperState, next_mark
from shubbak.domain.receipt import ReceiptNumber
from shubbak.ports.paper import MOST_PRINTED, PaperLine, PrintAttempt
from shubbak.wire.moment import moment_text

_paper, _packet, _receipt = tables.paper.c, tables.packet.c, tables.receipt.c


def write_owed(connection: Connection, application_id: str, body: bytes) -> None:
    """Write what the station owes from now on."""
    row = {"application_id": application_id, "state": PaperState.OWED.value, "prints": 0, "problem": "", "body": body}
    connection.execute(insert(tables.paper).values(row))


def read_papers(connection: Connection, since: datetime) -> tuple[PaperLine, ...]:
    """Return what is outstanding, oldest first, then what was printed since, newest first."""
    open_ = [state.value for state in OUTSTANDING]
    outstanding = _lines().where(_paper.state.in_(open_)).order_by(_packet.sequence)
    printed = (
        _lines()
        .where(_paper.state == PaperState.PRINTED.value, _receipt.issued_at >= moment_text(since))
        .order_by(_packet.sequence.desc())
        .limit(MOST_PRINTED)
    )
    return tuple(_line_of(row) for query in (outstanding, printed) for row in connection.execute(query))


def read_paper(connection: Connection, number: ReceiptNumber) -> PaperLine | None:
    """Return the paper of one receipt."""
    said = (_receipt.station == number.station, _receipt.year == number.year, _receipt.sequence == number.sequence)
    row = connection.execute(_lines().where(*said)).first()
    return None if row is None else _line_of(row)


def read_body(connection: Connection, application_id: str) -> bytes | None:
    """Return what a paper is set from."""
    return connection.execute(select(_paper.body).where(_paper.application_id == application_id)).scalar()


def write_begun(connection: Connection, application_id: str, reason: CopyReason | None) -> PrintAttempt | None:
    """Write the next print's row; None where there is nothing to print."""
    row = connection.execute(select(_paper.state, _paper.prints).where(_paper.application_id == application_id)).first()
    if row is None or (row.state == PaperState.PRINTED.value and reason is None):
        return None
    attempt = row.prints + 1
    change = update(tables.paper).where(_paper.application_id == application_id)
    connection.execute(change.values(state=PaperState.PRINTING.value, prints=attempt, problem=""))
    return PrintAttempt(attempt, next_mark(PaperState(row.state), row.prints, reason))


def write_ended(connection: Connection, application_id: str, attempt: int, problem: str) -> bool:
    """Write a print's end; False when it is not under way."""
    state = PaperState.UNSURE if problem else PaperState.PRINTED
    change = (
        update(tables.paper)
        .where(
            _paper.application_id == application_id,
            _paper.prints == attempt,
            _paper.state == PaperState.PRINTING.value,
        )
        .values(state=state.value, problem=problem)
        .returning(_paper.application_id)
    )
    if connection.execute(change).first() is None:
        return False
    if not problem:
        connection.execute(update(tables.packet).where(_packet.id == application_id).values(printed=True))
    return True


def end_all(connection: Connection) -> tuple[str, ...]:
    """End what was under way when the program ended; returns the applications."""
    change = (
        update(tables.paper)
        .where(_paper.state == PaperState.PRINTING.value)
        .values(state=PaperState.UNSURE.value)
        .returning(_paper.application_id)
    )
    return tuple(row.application_id for row in connection.execute(change))


def _lines() -> Select[tuple[object, ...]]:
    return (
        select(_paper.state, _paper.prints, _paper.problem, *tables.receipt.c)
        .join(tables.receipt, _receipt.application_id == _paper.application_id)
        .join(tables.packet, _packet.id == _paper.application_id)
    )


def _line_of(row: Row[tuple[object, ...]]) -> PaperLine:
    receipt = receipt_of(row)
    return PaperLine(
        application_id=receipt.application_id,
        number=str(receipt.number),
        service_id=receipt.service_id,
        issued_at=receipt.issued_at,
        state=PaperState(row.state),
        prints=row.prints,
        problem=row.problem,
    )
