"""A submission's durable commit against a bare sqlite3 commit: python benchmarks/durable_commit.py [RUNS] [FOLDER].

The same 200 kB with the same pragmas on the same disk, in turns. The store's commit writes more than the bare one:
packet, pieces, receipt and linked event, it looks for an earlier receipt and for the next numbers first, and every page
is encrypted; a third of the bare kind, sealed by SQLCipher alone, shows what of the ratio is that.
"""

from __future__ import annotations

import os
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from _figures import runs, show
from fakes.applications import an_application
from fakes.portal import FakePortal, enrolled_identity

from shubbak.adapters.store import engine
from shubbak.adapters.store.cipher import keyed_connections
from shubbak.adapters.store.station_store import SqliteStationStore
from shubbak.adapters.system.system_clock import SystemClock
from shubbak.domain.money import Money
from shubbak.domain.receipt import Receipt, ReceiptNumber
from shubbak.ports.store import Numbers, Submission
from shubbak.services.submission import submit_application

SIZE = 200_000
STORE, BARE, WHOLE = "store.submit", "bare sqlite3 commit", "sealed, signed and submitted"
CIPHER = "bare SQLCipher commit"


def bare_file(connection: Any) -> Any:
    for pragma in engine._PRAGMAS:
        connection.execute(f"PRAGMA {pragma}").close()
    connection.execute("CREATE TABLE packet (id TEXT PRIMARY KEY, body BLOB)")
    return connection


def milliseconds(deed: Callable[[], object]) -> float:
    began = time.perf_counter()
    deed()
    return (time.perf_counter() - began) * 1000


def main() -> None:
    place = sys.argv[2] if len(sys.argv) > 2 else None
    clock, identity = SystemClock(), enrolled_identity(FakePortal())
    timed: dict[str, list[float]] = {STORE: [], BARE: [], CIPHER: [], WHOLE: []}
    with tempfile.TemporaryDirectory(dir=place) as folder:
        store = SqliteStationStore(Path(folder) / "station.sqlite", key=os.urandom(32))
        bare = bare_file(sqlite3.connect(Path(folder) / "bare.sqlite", isolation_level=None))
        cipher = bare_file(keyed_connections(Path(folder) / "cipher.sqlite", os.urandom(32), 10)())

        def bare_commit(connection: Any, name: str, body: bytes) -> None:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("INSERT INTO packet VALUES (?, ?)", (name, body))
            connection.execute("COMMIT")

        def store_commit(name: str, body: bytes) -> None:
            def build(numbers: Numbers) -> Submission:
                number = ReceiptNumber("K07", 2026, numbers.receipt_sequence)
                receipt = Receipt(number, name, "kw.health.licence_renewal", Money(0, "KWD"), datetime.now(UTC))
                return Submission(receipt, body, "0" * 64)

            store.submit(name, 2026, build)

        for _ in range(runs(200)):
            name, body = clock.new_id(), os.urandom(SIZE)
            timed[STORE].append(milliseconds(lambda name=name, body=body: store_commit(name, body)))
            timed[BARE].append(milliseconds(lambda name=name, body=body: bare_commit(bare, name, body)))
            timed[CIPHER].append(milliseconds(lambda name=name, body=body: bare_commit(cipher, name, body)))
            application = an_application(clock.new_id(), scan=body)
            timed[WHOLE].append(
                milliseconds(lambda application=application: submit_application(application, clock, store, identity))
            )
        store.close()
        bare.close()
        cipher.close()
    show(f"Durable commit of {SIZE // 1000} kB (WAL, synchronous=FULL)", timed, (STORE, BARE))


if __name__ == "__main__":
    main()
