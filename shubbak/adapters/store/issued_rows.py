"""Rows of issued outputs: lines as the portal told them, and their records while a sheet may be set from them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import Connection, Row, and_, delete, exists, or_, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from shubbak.adapters.store import tables
from shubbak.adapters.store.sheet_rows import SETTLED, read_sheets
from shubbak.domain.issued_paper import IssuedLine, IssuedPaper, SheetState
from shubbak.domain.output_record import OutputPaper
from shubbak.domain.text import Text
from shubbak.ports.issued import MOST_SHOWN, Told
from shubbak.wire.moment import moment_text, parse_moment

_issued, _sheet = tables.issued.c, tables.sheet.c
_of_it = _sheet.number == _issued.number
_COLUMNS = [column for column in _issued if column.name != "body"]
_out = or_(_issued.elsewhere, exists().where(_of_it, _sheet.copy == 0, _sheet.state == SheetState.PRINTED.value))
_unsettled = exists().where(_of_it, _sheet.state.in_((SheetState.PRINTING.value, SheetState.UNSURE.value)))
_to_do = or_(_unsettled, and_(~_issued.void, ~_out))


def write_told(connection: Connection, told: Told, at: datetime) -> None:
    """Take one line in, in place of what stood there."""
    line = told.line
    facts: dict[str, object] = {
        "kind": line.kind,
        "service_id": line.service_id,
        "application_id": line.application_id,
        "receipt": line.receipt,
        "title_ar": line.title.ar,
        "title_en": line.title.en,
        "issued_at": moment_text(line.issued_at),
        "valid_to": line.valid_to.isoformat() if line.valid_to else "",
        "void": line.void,
        "paper": line.paper.value,
        "elsewhere": told.original and not _is_ours(connection, line.number),
        "taken_at": moment_text(at),
        **({"body": None} if line.void else {}),
    }
    row = upsert(tables.issued).values(number=line.number, **facts)
    connection.execute(row.on_conflict_do_update(index_elements=[_issued.number], set_=facts))


def _is_ours(connection: Connection, number: str) -> bool:
    """Whether a sheet of this station is, or was until the portal hears otherwise, the original that it knows of."""
    spoiled = SheetState.SPOILED.value
    counts = or_(_sheet.state != spoiled, _sheet.told != spoiled)
    query = select(_sheet.id).where(_sheet.number == number, _sheet.copy == 0, counts)
    return connection.execute(query).first() is not None


def write_body(connection: Connection, number: str, body: bytes) -> None:
    """Keep a record beside its line."""
    connection.execute(update(tables.issued).where(_issued.number == number, ~_issued.void).values(body=body))


def read_body(connection: Connection, number: str) -> bytes | None:
    """Return a kept record."""
    return connection.execute(select(_issued.body).where(_issued.number == number)).scalar()


def read_bare(connection: Connection, since: datetime, most: int) -> tuple[str, ...]:
    """Return what is to be printed and has no record."""
    query = select(_issued.number).where(_to_do, ~_issued.void, _issued.body.is_(None))
    recent = query.where(_issued.taken_at >= moment_text(since)).order_by(_issued.issued_at).limit(most)
    return tuple(connection.execute(recent).scalars())


def read_shown(connection: Connection) -> tuple[IssuedPaper, ...]:
    """Return what a counter lists."""
    query = select(*_COLUMNS).order_by(_to_do.desc(), _issued.issued_at.desc()).limit(MOST_SHOWN)
    return _papers(connection, connection.execute(query))


def read_named(connection: Connection, text: str) -> IssuedPaper | None:
    """Return the newest that bears this number, receipt or application."""
    named = or_(_issued.number == text, _issued.receipt == text, _issued.application_id == text)
    query = select(*_COLUMNS).where(named).order_by(_issued.issued_at.desc()).limit(1)
    return next(iter(_papers(connection, connection.execute(query))), None)


def write_elsewhere(connection: Connection, number: str) -> None:
    """Keep that another station has the original."""
    connection.execute(update(tables.issued).where(_issued.number == number).values(elsewhere=True))


def delete_before(connection: Connection, limit: datetime) -> int:
    """Let go of old records, and of old outputs that are done with; returns how many outputs went."""
    old = _issued.taken_at < moment_text(limit)
    connection.execute(update(tables.issued).where(old, _issued.body.is_not(None)).values(body=None))
    open_ = exists().where(_of_it, or_(_sheet.state.not_in(SETTLED), _sheet.told != _sheet.state))
    gone = delete(tables.issued).where(old, or_(_issued.void, _out), ~open_)
    return len(connection.execute(gone.returning(_issued.number)).all())


def _papers(connection: Connection, rows: Iterable[Row[tuple[object, ...]]]) -> tuple[IssuedPaper, ...]:
    lines = [_line(row) for row in rows]
    sheets = read_sheets(connection, [line.number for line in lines])
    return tuple(IssuedPaper(line, sheets.get(line.number, ())) for line in lines)


def _line(row: Row[tuple[object, ...]]) -> IssuedLine:
    return IssuedLine(
        number=row.number,
        kind=row.kind,
        service_id=row.service_id,
        application_id=row.application_id,
        receipt=row.receipt,
        title=Text(row.title_ar, row.title_en),
        issued_at=parse_moment(row.issued_at),
        valid_to=date.fromisoformat(row.valid_to) if row.valid_to else None,
        void=row.void,
        paper=OutputPaper(row.paper),
        elsewhere=row.elsewhere,
    )
