"""The station's sealed file: one engine, one connection, and the settings under which a commit survives a cut."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlcipher3 import dbapi2

from shubbak.adapters.store.cipher import keyed_connections
from shubbak.adapters.store.conversion import seal_plain_store
from shubbak.adapters.store.faults import DamageError

#: Seconds a verb waits for another process (the command line) or another thread before it says store-busy.
BUSY_SECONDS = 10

# synchronous=FULL: with NORMAL, replayed power cuts lost rows that were already acknowledged to a person.
# trusted_schema=OFF: a file that someone swapped cannot call functions from its triggers and views.
# journal_size_limit: one visit with twenty scans must not leave a log of its size behind for ever.
_PRAGMAS = (
    f"busy_timeout={BUSY_SECONDS * 1000}",
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "secure_delete=ON",
    "trusted_schema=OFF",
    "journal_size_limit=67108864",
)


def open_engine(path: Path, key: bytes) -> Engine:
    """Return an engine on the station's file, which is made with mode 0600 (its folder 0700) where it is missing, and
    sealed where an earlier release left it readable. key: 32 bytes, kept inside the connections' maker alone.

    The pool holds a single connection, so the threads of one process take turns: SQLite has one writer anyway.
    """
    connect = keyed_connections(path, key, BUSY_SECONDS)
    _create_private(path)
    seal_plain_store(path, key, BUSY_SECONDS)
    engine = create_engine(
        "sqlite://",
        module=dbapi2,  # its errors are no subclasses of sqlite3's; SQLAlchemy wraps those of its dialect's module
        creator=connect,
        hide_parameters=True,  # an error's text would otherwise carry a card's digits into the log
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=0,
        pool_timeout=BUSY_SECONDS,
    )
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    event.listen(engine, "commit", _refuse_damage)
    return engine


def _create_private(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    try:
        os.fchmod(handle, 0o600)  # SQLite gives the same mode to the files beside it
    finally:
        os.close(handle)
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)  # the file's name must survive a power cut as well as its rows
    finally:
        os.close(folder)


def _set_up(connection: Any, _record: object) -> None:
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}").close()


def _begin(connection: Connection) -> None:
    # The driver's own BEGIN is deferred and late, and switched off. IMMEDIATE takes the write lock before the first
    # read: two claims cannot both see the same free packet.
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _refuse_damage(connection: Connection) -> None:
    """Let no transaction end well that met a page whose HMAC does not hold; raises DamageError.

    SQLCipher gives such a page out as zeros and keeps its error for the next page that is read. Where none is, as
    behind the last page of a packet's piece, the statement that met it has succeeded.
    """
    if connection.exec_driver_sql("PRAGMA cipher_status").scalar() != "1":
        connection.invalidate()
        raise DamageError("store-broken")
