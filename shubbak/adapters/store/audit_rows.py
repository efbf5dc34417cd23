"""The store's audit trail: every event closes the chain over all before it."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select

from shubbak.adapters.store import tables
from shubbak.domain.audit import AuditEvent, AuditHead, link

_event = tables.event.c


def read_head(connection: Connection) -> AuditHead:
    """Return the newest event's number and link."""
    newest = select(_event.number, _event.link).order_by(_event.number.desc()).limit(1)
    row = connection.execute(newest).first()
    return AuditHead() if row is None else AuditHead(row.number, row.link)


def write_event(connection: Connection, at: str, kind: str, subject: str, detail: str) -> None:
    """Append one event; the head is read under the write lock, so two events never follow the same one."""
    head = read_head(connection)
    row = {"number": head.number + 1, "at": at, "kind": kind, "subject": subject, "detail": detail}
    closing = link(head.link, head.number + 1, at, kind, subject, detail)
    connection.execute(insert(tables.event).values(row | {"link": closing}))


def read_events(connection: Connection, after: int, limit: int) -> tuple[AuditEvent, ...]:
    """Return at most `limit` events behind a number, oldest first."""
    query = select(tables.event).where(_event.number > after).order_by(_event.number).limit(limit)
    return tuple(
        AuditEvent(row.number, row.at, row.kind, row.subject, row.detail, row.link) for row in connection.execute(query)
    )
