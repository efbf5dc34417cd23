"""A station's file as earlier releases left it: the first revision, readable or sealed, its queue full."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from fakes.applications import an_application, payment_for
from fakes.clock import FakeClock
from fakes.portal import FakePortal, enrolled_identity
from fakes.store import FakeStore
from promises import Promises, open_file, sealed_digest
from sqlalchemy import create_engine
from station_life import STORE_KEY, STORE_NAME

from shubbak.adapters.store.migrate import migrate
from shubbak.adapters.store.migrations import r0001_station
from shubbak.adapters.store.station_store import SqliteStationStore
from shubbak.domain.payment import PaymentState
from shubbak.services.submission import submit_application
from shubbak.wire.moment import moment_text

_STATES = ("sealed", "refused", "uploading", "acknowledged")


def leave_older_station(folder: Path, count: int, *, readable: bool) -> Promises:
    """Write a file of the first revision with `count` packets, a part of it still in its log, as a power cut leaves
    it; returns what its release had promised.
    """
    shop = folder.parent / "older"
    shop.mkdir()
    path, promises = shop / STORE_NAME, Promises()
    if readable:
        engine = create_engine(f"sqlite:///{path}")
        migrate(engine, (r0001_station,))
        engine.dispose()
    else:
        SqliteStationStore(path, key=STORE_KEY, revisions=(r0001_station,)).close()
    connection = open_file(path, None if readable else STORE_KEY)
    connection.execute("PRAGMA journal_mode=WAL")
    _fill(connection, count, promises)
    folder.mkdir(exist_ok=True)
    for file in shop.glob("*[!m]"):  # all but the index, copied while the log is open
        (folder / file.name).write_bytes(file.read_bytes())
    connection.close()
    return promises


def _fill(connection: sqlite3.Connection, count: int, promises: Promises) -> None:
    clock, identity, store = FakeClock(), enrolled_identity(FakePortal()), FakeStore()
    for sequence in range(1, count + 1):
        name = clock.new_id()
        payment = payment_for(name, clock, PaymentState.CAPTURED)
        receipt = submit_application(an_application(name, payment, scan=bytes(3_000)), clock, store, identity)
        body, state = store.packets[name].body, _STATES[sequence % 4]
        assert body is not None
        digest, when = sealed_digest(body), moment_text(clock.now())
        acknowledged = state == "acknowledged"
        packet = (name, sequence, state, digest, None if acknowledged else body, when, f"MUN-{sequence}" * acknowledged)
        word = b"signed" if acknowledged else None
        _write(connection, packet, word, receipt.number.sequence, when, payment.id)
        promises.hear(f"charging {payment.id}")
        promises.hear(f"settled {payment.id} captured")
        promises.hear(f"shown {name} {receipt.number}")
        promises.hear(f"left {name} {sequence} {digest}")
        if acknowledged:
            promises.hear(f"acknowledged {name} MUN-{sequence}")


def _write(
    connection: Any, packet: tuple[Any, ...], word: bytes | None, number: int, when: str, payment_id: str
) -> None:
    name, sequence = packet[:2]
    connection.execute(
        "INSERT INTO packet (id, sequence, state, digest, body, next_try_at, case_number, statement, signature)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*packet, word, word),
    )
    connection.execute("INSERT INTO receipt VALUES (?, 'K07', 2026, ?, 'kw.s', 5000, 'KWD', ?)", (name, number, when))
    connection.execute(
        "INSERT INTO payment VALUES (?, ?, 5000, 'KWD', 'card', 'captured', ?, 'SIM', '0119')", (payment_id, name, when)
    )
    connection.execute("INSERT INTO event VALUES (?, ?, 'packet-sealed', ?, '')", (sequence, when, name))
