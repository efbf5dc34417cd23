"""Rows of sheets: one a sheet, written before its first byte, final once somebody holds the paper."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from sqlalchemy import Connection, Row, Update, delete, false, insert, or_, select, update

from shubbak.adapters.store import tables
from shubbak.domain.copy_mark import CopyMark, CopyReason
from shubbak.domain.issued_paper import VERDICTS, Sheet, SheetState
from shubbak.wire.moment import moment_text, parse_moment

_sheet = tables.sheet.c
SETTLED = (SheetState.PRINTED.value, SheetState.SPOILED.value)
_OPEN = tuple(state.value for state in SheetState if state.value not in SETTLED)


def read_sheets(connection: Connection, numbers: Sequence[str]) -> dict[str, tuple[Sheet, ...]]:
    """Return the sheets of these outputs by their numbers, the oldest first."""
    query = select(tables.sheet).where(_sheet.number.in_(numbers)).order_by(_sheet.number, _sheet.at, _sheet.id)
    rows = connection.execute(query).all()
    return {number: tuple(_sheet_of(row) for row in group) for number, group in groupby(rows, lambda row: row.number)}


def write_put_in(connection: Connection, sheet: Sheet) -> str:
    """Write a blank sheet; returns why it cannot be, "" where it can."""
    if sheet.serial and connection.execute(select(_sheet.id).where(_sheet.serial == sheet.serial)).first():
        return "printing-serial-used"
    original = (_sheet.copy == 0) & (_sheet.state == SheetState.PRINTED.value)
    rivals = or_(_sheet.state.in_(_OPEN), original if sheet.mark is None else false())
    if connection.execute(select(_sheet.id).where(_sheet.number == sheet.number, rivals)).first():
        return "licence-sheet-open"
    row = {
        "id": sheet.id,
        "number": sheet.number,
        "state": SheetState.BLANK.value,
        **_marked(sheet.mark),
        "serial": sheet.serial,
        "operator": sheet.operator,
        "at": moment_text(sheet.at),
        "problem": "",
        "told": "",
    }
    connection.execute(insert(tables.sheet).values(row))
    return ""


def delete_blank(connection: Connection, sheet_id: str) -> None:
    """Forget a sheet that nothing is on and nobody has heard of."""
    blank = (_sheet.id == sheet_id, _sheet.state == SheetState.BLANK.value, _sheet.told == "")
    connection.execute(delete(tables.sheet).where(*blank))


def write_begun(connection: Connection, sheet_id: str, mark: CopyMark | None) -> str | None:
    """Write that a blank sheet is being printed; returns its output's number, None for any other sheet."""
    blank = (_sheet.id == sheet_id, _sheet.state == SheetState.BLANK.value)
    values = {"state": SheetState.PRINTING.value, "problem": "", **_marked(mark)}
    return _changed(connection, update(tables.sheet).where(*blank).values(**values))


def write_ended(connection: Connection, sheet_id: str, state: SheetState, problem: str) -> str | None:
    """Write a print's end; returns its output's number, None when it is not under way."""
    under_way = (_sheet.id == sheet_id, _sheet.state == SheetState.PRINTING.value)
    return _changed(connection, update(tables.sheet).where(*under_way).values(state=state.value, problem=problem))


def write_verdict(connection: Connection, sheet_id: str, verdict: SheetState) -> str | None:
    """Write what somebody says of a sheet; returns its output's number, None where that cannot be said of it."""
    before = [state.value for state, after in VERDICTS.items() if verdict in after]
    open_ = (_sheet.id == sheet_id, _sheet.state.in_(before))
    return _changed(connection, update(tables.sheet).where(*open_).values(state=verdict.value))


def read_untold(connection: Connection, most: int) -> tuple[Sheet, ...]:
    """Return sheets whose outcome the portal has not heard; of a blank one there is nothing to say."""
    settled = _sheet.state.in_(SETTLED) & (_sheet.told != _sheet.state)
    begun = _sheet.state.in_((SheetState.PRINTING.value, SheetState.UNSURE.value)) & (_sheet.told == "")
    query = select(tables.sheet).where(or_(settled, begun)).order_by(_sheet.at, _sheet.id).limit(most)
    return tuple(_sheet_of(row) for row in connection.execute(query))


def write_outcome_told(connection: Connection, sheet_id: str, outcome: str) -> None:
    """Keep what the portal has heard."""
    connection.execute(update(tables.sheet).where(_sheet.id == sheet_id).values(told=outcome))


def end_all(connection: Connection) -> tuple[str, ...]:
    """End what was under way when the program ended; returns the outputs' numbers."""
    cut = update(tables.sheet).where(_sheet.state == SheetState.PRINTING.value).values(state=SheetState.UNSURE.value)
    return tuple(row.number for row in connection.execute(cut.returning(_sheet.number)))


def _changed(connection: Connection, change: Update) -> str | None:
    row = connection.execute(change.returning(_sheet.number)).first()
    return None if row is None else str(row.number)


def _marked(mark: CopyMark | None) -> dict[str, object]:
    return {"copy": mark.number if mark else 0, "reason": mark.reason.value if mark else ""}


def _sheet_of(row: Row[tuple[object, ...]]) -> Sheet:
    return Sheet(
        id=row.id,
        number=row.number,
        state=SheetState(row.state),
        mark=CopyMark(row.copy, CopyReason(row.reason)) if row.copy else None,
        serial=row.serial,
        operator=row.operator,
        at=parse_moment(row.at),
        problem=row.problem,
        told=row.told,
    )
