"""The store's verbs about drafts that go from counter to counter."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from shubbak.adapters.store import draft_rows, tables
from shubbak.ports.drafts import DraftLine
from shubbak.ports.handing import HandedDraft, HandedStamp, Handing
from shubbak.wire.moment import moment_text, parse_moment

_handed, _received, _draft = tables.handed.c, tables.received.c, tables.draft.c
#: What a draft's row and a handed one have in common.
_LINE = ("id", "service_id", "service_version", "operator", "person", "kept_at", "size", "body")
_NAMELESS = {"operator": "", "person": "", "body": None}


def is_handed(connection: Connection, draft_id: str) -> bool:
    """Say whether another counter has, or is about to get, what was a draft here."""
    return connection.execute(select(_handed.id).where(_handed.id == draft_id)).first() is not None


def hand(
    connection: Connection, draft_id: str, taker: str, taker_key: str, fresh: HandedStamp
) -> tuple[HandedDraft, bytes, bool] | None:
    """Return a handing, its draft's body, and whether it is new; None where it is not to be given to this taker."""
    row = connection.execute(select(tables.handed).where(_handed.id == draft_id)).first()
    if row is not None:
        same = (row.taker, row.taker_key) == (taker, taker_key) and row.body is not None
        return (_handed_of(row), row.body, False) if same else None
    found = connection.execute(select(tables.draft).where(_draft.id == draft_id)).first()
    if found is None or _owed(connection, draft_id):
        return None
    stamp = {"taker": taker, "taker_key": taker_key, "nonce": fresh.nonce, "handed_at": moment_text(fresh.at)}
    connection.execute(delete(tables.draft).where(_draft.id == draft_id))
    connection.execute(insert(tables.handed).values(**stamp, **{name: getattr(found, name) for name in _LINE}))
    return HandedDraft(_line_of(found), taker, taker_key, fresh.nonce, fresh.at), found.body, True


def read_handed(connection: Connection) -> tuple[HandedDraft, ...]:
    """Return those that are not confirmed, oldest first."""
    rows = select(tables.handed).where(_handed.body.is_not(None)).order_by(_handed.handed_at, _handed.id)
    return tuple(_handed_of(row) for row in connection.execute(rows))


def end(connection: Connection, draft_id: str, taker: str, nonce: str) -> tuple[bool, bool]:
    """Let a handed draft's content go; returns whether the handing is known, and whether it ended just now."""
    this = (_handed.id == draft_id, _handed.taker == taker, _handed.nonce == nonce)
    row = connection.execute(select(_handed.body.is_not(None).label("open")).where(*this)).first()
    if row is None or not row.open:
        return row is not None, False
    connection.execute(update(tables.handed).where(*this).values(_NAMELESS))
    return True, True


def end_before(connection: Connection, limit: datetime) -> int:
    """Let the content of what was put aside before a moment go; returns of how many."""
    old = (_handed.kept_at < moment_text(limit), _handed.body.is_not(None))
    return len(connection.execute(update(tables.handed).where(*old).values(_NAMELESS).returning(_handed.id)).all())


def restore(connection: Connection, draft_id: str, nonce: str) -> bool:
    """Make a handed draft one of the shelf again; False where there is no such handing any more."""
    this = (_handed.id == draft_id, _handed.nonce == nonce, _handed.body.is_not(None))
    row = connection.execute(select(tables.handed).where(*this)).first()
    if row is None:
        return False
    connection.execute(delete(tables.handed).where(*this))
    connection.execute(insert(tables.draft).values({name: getattr(row, name) for name in _LINE}))
    return True


def receive(connection: Connection, handing: Handing, line: DraftLine, body: bytes) -> tuple[bool, bool]:
    """Keep what was handed over; returns whether it was received, now or before, and whether that is new."""
    digest = hashlib.sha256(body).hexdigest()
    before = connection.execute(select(tables.received).where(*_this(handing))).first()
    if before is not None:
        return before.state != "disowned" and before.digest == digest, False
    if line.id != handing.draft_id or _is_here(connection, line.id):
        return False, False
    connection.execute(delete(tables.handed).where(_handed.id == line.id, _handed.body.is_(None)))
    if not draft_rows.write_draft(connection, line, body):
        return False, False
    connection.execute(insert(tables.received).values(**_key(handing), digest=digest, state="held"))
    return True, True


def read_unconfirmed(connection: Connection) -> tuple[Handing, ...]:
    """Return what was received whose giver does not know it."""
    rows = connection.execute(select(tables.received).where(_received.state == "held"))
    return tuple(Handing(row.giver, row.id, row.nonce) for row in rows)


def settle(connection: Connection, handing: Handing) -> None:
    """Write down that the giver knows."""
    connection.execute(
        update(tables.received).where(*_this(handing), _received.state == "held").values(state="settled")
    )


def disown(connection: Connection, handing: Handing, most: int) -> tuple[bool | None, bool]:
    """Return whether a handing is disowned, None where there is no room for it, and whether that is new."""
    before = connection.execute(select(_received.state).where(*_this(handing))).scalar()
    if before is not None:
        return before == "disowned", False
    those = (_received.giver == handing.giver, _received.state == "disowned")
    if (connection.execute(select(func.count()).where(*those)).scalar() or 0) >= most:
        return None, False
    connection.execute(insert(tables.received).values(**_key(handing), digest="", state="disowned"))
    return True, True


def _is_here(connection: Connection, draft_id: str) -> bool:
    """A packet, a draft, or a draft that was given away and may come back."""
    given = select(_handed.id).where(_handed.id == draft_id, _handed.body.is_not(None))
    here = [select(column).where(column == draft_id) for column in (tables.packet.c.id, _draft.id)]
    return any(connection.execute(one).first() is not None for one in (*here, given))


def _owed(connection: Connection, draft_id: str) -> bool:
    return any(one.draft_id == draft_id for one in read_unconfirmed(connection))


def _key(handing: Handing) -> dict[str, str]:
    return {"giver": handing.giver, "id": handing.draft_id, "nonce": handing.nonce}


def _this(handing: Handing) -> tuple[Any, ...]:
    return tuple(_received[name] == value for name, value in _key(handing).items())


def _line_of(row: Row[Any]) -> DraftLine:
    kept_at = parse_moment(row.kept_at)
    return DraftLine(row.id, row.service_id, row.service_version, row.operator, row.person, kept_at, row.size)


def _handed_of(row: Row[Any]) -> HandedDraft:
    return HandedDraft(_line_of(row), row.taker, row.taker_key, row.nonce, parse_moment(row.handed_at))
