"""The store's verbs about applications that were put aside."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from shubbak.adapters.store import tables
from shubbak.ports.drafts import DraftLine
from shubbak.wire.moment import moment_text, parse_moment

_draft = tables.draft.c


def write_draft(connection: Connection, line: DraftLine, body: bytes) -> bool:
    """Keep a draft in place of an earlier one; False when its packet is here or another counter has it."""
    gone = (tables.packet.c.id, tables.handed.c.id)
    if any(connection.execute(select(column).where(column == line.id)).first() is not None for column in gone):
        return False
    values = {
        "service_id": line.service_id,
        "service_version": line.service_version,
        "operator": line.operator,
        "person": line.person,
        "kept_at": moment_text(line.kept_at),
        "size": len(body),
        "body": body,
    }
    row = insert(tables.draft).values(id=line.id, **values)
    connection.execute(row.on_conflict_do_update(index_elements=[_draft.id], set_=values))
    return True


def read_drafts(connection: Connection) -> tuple[DraftLine, ...]:
    """Return all without their bodies, oldest first."""
    columns = [column for column in tables.draft.c if column.name != "body"]
    return tuple(
        DraftLine(
            id=row.id,
            service_id=row.service_id,
            service_version=row.service_version,
            operator=row.operator,
            person=row.person,
            kept_at=parse_moment(row.kept_at),
            size=row.size,
        )
        for row in connection.execute(select(*columns).order_by(_draft.kept_at, _draft.id))
    )


def read_body(connection: Connection, draft_id: str) -> bytes | None:
    """Return one draft's body, or None."""
    body: bytes | None = connection.execute(select(_draft.body).where(_draft.id == draft_id)).scalar()
    return body


def delete_draft(connection: Connection, draft_id: str) -> bool:
    """Delete one; False where there is none."""
    gone = delete(tables.draft).where(_draft.id == draft_id).returning(_draft.id)
    return connection.execute(gone).first() is not None


def delete_before(connection: Connection, limit: datetime) -> int:
    """Delete what was put aside before a moment; returns how many."""
    gone = delete(tables.draft).where(_draft.kept_at < moment_text(limit)).returning(_draft.id)
    return len(connection.execute(gone).all())
