"""A file of the first release, with a full queue, is brought up to date without losing a byte."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fakes.station_key import connect, store_at
from sqlcipher3 import dbapi2

from shubbak.adapters.store.migrations import r0001_station
from shubbak.domain.audit import AuditHead, first_break
from shubbak.ports.store import PacketState
from shubbak.wire.upload import CHUNK_BYTES

NOW = datetime(2026, 3, 5, 8, 0, tzinfo=UTC)
SIZES = (1, 700, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES + 5)
EVENTS = (("packet-sealed", "a0", ""), ("packet-waits", "a0", "portal-busy"), ("catalogue-saved", "", "4"))


def body(number: int) -> bytes:
    return hashlib.shake_128(str(number).encode()).digest(SIZES[number % len(SIZES)])


def fill(connection: dbapi2.Connection, count: int) -> None:
    """Write rows as the first release did: waiting packets, and a last one that the portal has."""
    for number in range(count):
        name = f"a{number}"
        connection.execute(
            "INSERT INTO packet (id, sequence, state, digest, body, attempts, next_try_at, reason, printed)"
            " VALUES (?, ?, 'sealed', ?, ?, 2, '2026-03-05T08:00:00.000000Z', 'portal-busy', 1)",
            (name, number + 1, f"{number:064d}", body(number)),
        )
        connection.execute(
            "INSERT INTO receipt VALUES (?, 'K07', 2026, ?, 'kw.service', 5000, 'KWD', '2026-03-05T08:00:00.000000Z')",
            (name, number + 1),
        )
    connection.execute(
        "UPDATE packet SET state = 'acknowledged', statement = x'01', signature = x'02', body = NULL WHERE id = ?",
        (f"a{count - 1}",),
    )
    for number, event in enumerate(EVENTS):
        connection.execute("INSERT INTO event VALUES (?, '2026-03-05T08:00:00.000000Z', ?, ?, ?)", (number + 1, *event))


@pytest.fixture
def old(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "home" / "station.sqlite"
    store_at(path, revisions=(r0001_station,)).close()
    with connect(path) as connection, connection:
        fill(connection, 11)
    yield path


def test_a_full_queue_survives(old: Path) -> None:
    store = store_at(old, now=lambda: NOW)
    items = store.outbox()
    assert [(item.sequence, item.state, item.attempts, item.operator) for item in items] == [
        *((number + 1, PacketState.SEALED, 2, "") for number in range(10)),
        (11, PacketState.ACKNOWLEDGED, 2, ""),
    ]
    assert [item.size for item in items] == [*(len(body(number)) for number in range(10)), 0]
    for number in range(10):
        claimed = store.claim(NOW)
        assert claimed is not None
        assert (claimed[0].id, claimed[1]) == (f"a{number}", body(number))
    assert store.claim(NOW) is None
    store.close()


def test_old_events_are_linked_and_new_ones_follow(old: Path) -> None:
    store = store_at(old, now=lambda: NOW)
    store.note("after")
    events = store.audit_events()
    assert [(event.kind, event.subject, event.detail) for event in events] == [*EVENTS, ("after", "", "")]
    assert first_break(events, AuditHead(), {}) is None
    store.close()


def test_numbers_go_on(old: Path) -> None:
    store_at(old).close()
    with connect(old) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("SELECT max(sequence) FROM packet").fetchone() == (11,)
        with pytest.raises(dbapi2.IntegrityError, match="only added"):
            connection.execute("DELETE FROM event")
