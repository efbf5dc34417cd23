"""The store's verbs about neighbours' packets."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, or_, select, update

from shubbak.adapters.store import tables
from shubbak.ports.relay import MOST_RELAYED, MOST_RELAYED_BYTES, RelayedPacket, RelayState
from shubbak.ports.store import LONGEST_WAIT
from shubbak.wire.moment import moment_text, parse_moment

_relayed = tables.relayed.c
_FACTS = [column for column in tables.relayed.c if column.name not in ("body", "next_try_at")]
_WAITING = _relayed.state == RelayState.WAITING.value


def write_relayed(connection: Connection, packet: RelayedPacket, body: bytes) -> tuple[bool, bool]:
    """Keep a packet; returns whether it is here now, and whether that is new."""
    row = connection.execute(select(*_FACTS).where(_relayed.id == packet.id)).first()
    if row is not None and (row.owner, row.digest) != (packet.owner, packet.digest):
        return False, False
    if row is not None and row.state != RelayState.REFUSED.value:
        return True, False
    size = func.coalesce(func.sum(func.length(_relayed.body)), 0)
    count, held = connection.execute(select(func.count(), size).where(_WAITING)).one()
    if count >= MOST_RELAYED or held + len(body) > MOST_RELAYED_BYTES:
        return False, False
    when = moment_text(packet.kept_at)
    fresh = {"state": RelayState.WAITING.value, "kept_at": when, "next_try_at": when, "body": body, "attempts": 0}
    if row is not None:
        connection.execute(update(tables.relayed).where(_relayed.id == packet.id).values(**fresh, reason=""))
        return True, True
    named = {"id": packet.id, "owner": packet.owner, "digest": packet.digest}
    connection.execute(insert(tables.relayed).values(**named, **fresh, reason="", statement="", signature=""))
    return True, True


def read_relayed(connection: Connection) -> tuple[RelayedPacket, ...]:
    """Return all without their bytes, oldest first."""
    return tuple(_packet_of(row) for row in connection.execute(select(*_FACTS).order_by(_relayed.kept_at, _relayed.id)))


def claim(connection: Connection, now: datetime, again_at: datetime) -> tuple[RelayedPacket, bytes] | None:
    """Take the waiting packet that has been due for longest."""
    # One that is due further ahead than any wait was written by a clock that has since stepped back.
    due = or_(_relayed.next_try_at <= moment_text(now), _relayed.next_try_at > moment_text(now + LONGEST_WAIT))
    oldest = select(_relayed.id).where(_WAITING, due).order_by(_relayed.next_try_at, _relayed.id).limit(1)
    change = (
        update(tables.relayed)
        .where(_relayed.id == oldest.scalar_subquery())
        .values(attempts=_relayed.attempts + 1, next_try_at=moment_text(again_at))
        .returning(*_FACTS, _relayed.body)
    )
    row = connection.execute(change).first()
    return None if row is None else (_packet_of(row), row.body)


def end(connection: Connection, packet_id: str, state: RelayState, **words: str) -> bool:
    """End a packet's waiting and let its bytes go; False when it does not wait."""
    change = (
        update(tables.relayed)
        .where(_relayed.id == packet_id, _WAITING)
        .values(state=state.value, body=None, **words)
        .returning(_relayed.id)
    )
    return connection.execute(change).first() is not None


def postpone(connection: Connection, packet_id: str, reason: str, next_try_at: datetime) -> None:
    """Let a waiting packet wait on."""
    values = {"reason": reason, "next_try_at": moment_text(next_try_at)}
    connection.execute(update(tables.relayed).where(_relayed.id == packet_id, _WAITING).values(values))


def delete_before(connection: Connection, limit: datetime) -> int:
    """Delete what no longer waits; returns how many."""
    gone = delete(tables.relayed).where(~_WAITING, _relayed.kept_at < moment_text(limit)).returning(_relayed.id)
    return len(connection.execute(gone).all())


def _packet_of(row: Row[Any]) -> RelayedPacket:
    return RelayedPacket(
        id=row.id,
        owner=row.owner,
        digest=row.digest,
        state=RelayState(row.state),
        kept_at=parse_moment(row.kept_at),
        attempts=row.attempts,
        reason=row.reason,
        statement=row.statement,
        signature=row.signature,
    )
