"""A station's key in tests: always the same one, with the store and the box that it closes."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from shubbak.adapters.key_homes.secret_box import HomeBox
from shubbak.adapters.store.cipher import raw_key
from shubbak.adapters.store.station_store import SqliteStationStore

STORE_KEY = bytes(range(32))
BOX = HomeBox(lambda: STORE_KEY, "identity")


def store_at(path: Path, **options: Any) -> SqliteStationStore:
    """Open a store with the tests' key."""
    return SqliteStationStore(path, key=STORE_KEY, **options)


def connect(path: Path, key: bytes = STORE_KEY, **options: Any) -> closing[Any]:
    """Look into a sealed file without the store, as `with connect(path) as connection`."""
    connection = dbapi2.connect(str(path), **options)
    connection.execute("PRAGMA cipher_log_level=NONE").close()
    connection.execute(f'PRAGMA key="{raw_key(key)}"').close()
    return closing(connection)
