"""SQLCipher's side of the station's file: keyed connections."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from shubbak.ports.key_home import KEY_BYTES


def raw_key(key: bytes) -> str:
    """Return a key as SQLCipher takes one that is random already: deriving one from a passphrase would cost every
    connection a quarter of a second. Raises ValueError.
    """
    if len(key) != KEY_BYTES:
        raise ValueError("a store's key has 32 bytes")
    return f"x'{key.hex()}'"


def keyed_connections(path: Path, key: bytes, busy_seconds: float) -> Callable[[], Any]:
    """Return what makes connections to a file. The key stays inside: no engine, address, text or error holds it."""
    words = raw_key(key)

    def connect() -> Any:
        # Nobody else has the file's handle: SQLAlchemy's pool hands the one connection from thread to thread.
        connection = dbapi2.connect(str(path), timeout=busy_seconds, isolation_level=None, check_same_thread=False)
        # SQLCipher would print its own lines on stderr; what it finds reaches us as an error of the statement.
        connection.execute("PRAGMA cipher_log_level=NONE").close()
        connection.execute(f'PRAGMA key="{words}"').close()
        return connection

    return connect
