"""The door to the database: one engine over SQLite or PostgreSQL, with transactions that mean the same on both."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text

_MIGRATIONS = Path(__file__).resolve().parent / "migrations"
#: Any number, the same in every process: two portals that start at once on one PostgreSQL migrate one after the other.
_MIGRATION_LOCK = 7_482_110_394
#: An acknowledgement is a promise, whatever the server's default; and nobody waits for ever.
_POSTGRES_OPTIONS = (
    "-c synchronous_commit=on -c lock_timeout=15s -c statement_timeout=60s -c idle_in_transaction_session_timeout=60s"
)


def database_url(untrusted: str) -> URL:
    """Read a database URL; a plain path means a SQLite file. Raises ValueError for a kind that is not served."""
    url = make_url(untrusted) if "://" in untrusted else URL.create("sqlite", database=untrusted)
    if url.drivername == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
    if url.drivername not in ("sqlite", "postgresql+psycopg"):
        raise ValueError(f"database kind {url.drivername} is not served: sqlite or postgresql+psycopg")
    if url.drivername == "sqlite" and not url.database:
        raise ValueError("a SQLite database needs a file")
    return url


class Database:
    """A migrated database. `read` and `write` are transactions: committed when left, rolled back by an exception."""

    def __init__(self, untrusted_url: str) -> None:
        url = database_url(untrusted_url)
        self._engine = _sqlite_engine(url) if url.drivername == "sqlite" else _postgres_engine(url)
        try:
            self._migrate()
        except BaseException:
            self.close()
            raise

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Begin a transaction that only reads; on SQLite it does not wait for a writer."""
        with self._engine.connect().execution_options(shubbak_reads=True) as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Begin a transaction that writes; on SQLite it takes the write lock at once (BEGIN IMMEDIATE)."""
        with self._engine.begin() as connection:
            yield connection

    def close(self) -> None:
        self._engine.dispose()

    def _migrate(self) -> None:
        config = Config()
        config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
        with self.write() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _MIGRATION_LOCK})
            config.attributes["connection"] = connection
            command.upgrade(config, "head")


def _postgres_engine(url: URL) -> Engine:
    # hide_parameters: an error's text would otherwise carry a person's answers into the log.
    return create_engine(
        url,
        hide_parameters=True,
        pool_pre_ping=True,
        pool_size=10,
        max_overflow=10,
        pool_timeout=15,
        connect_args={"connect_timeout": 10, "options": _POSTGRES_OPTIONS},
    )


def _sqlite_engine(url: URL) -> Engine:
    """One connection for the whole process: SQLite has one writer anyway, and Python 3.11's SQLite 3.40.1 can damage a
    WAL when one connection resets it under another (fixed in 3.51.3)."""
    file = Path(str(url.database)).resolve()
    file.parent.mkdir(parents=True, exist_ok=True)
    # Before SQLite makes it readable to all; its journal files take the same mode.
    os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
    engine = create_engine(
        url,
        hide_parameters=True,
        pool_size=1,
        max_overflow=0,
        pool_timeout=15,
        connect_args={"timeout": 15},
    )
    event.listen(engine, "connect", _open_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _open_sqlite(connection: Any, _record: object) -> None:
    # The driver's own BEGIN is deferred and late; we say BEGIN ourselves.
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON", "trusted_schema=OFF"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    reads = connection.get_execution_options().get("shubbak_reads", False)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")
