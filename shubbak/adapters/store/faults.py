"""SQLite's words for a disk that did not take it, translated once."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from shubbak.ports.store import StoreError

_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
#: The extended code of a WAL index that could not grow: on a full disk it comes before the row's own write fails.
_FULL = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_SHMSIZE}


class MigrationError(Exception):
    """The file stands at a revision that this release does not know."""


@contextmanager
def translated() -> Iterator[None]:
    """Turn the database's errors into StoreError: store-full, store-busy or store-broken."""
    try:
        yield
    except PoolTimeoutError as error:
        raise StoreError("store-busy") from error
    except DBAPIError as error:
        raise StoreError(_code(error)) from error
    except OSError as error:
        raise StoreError("store-full" if error.errno == errno.ENOSPC else "store-broken") from error
    except (SQLAlchemyError, MigrationError) as error:
        raise StoreError("store-broken") from error


def _code(error: DBAPIError) -> str:
    number = getattr(error.orig, "sqlite_errorcode", 0)
    if number in _FULL:
        return "store-full"
    return "store-busy" if number & 0xFF in _BUSY else "store-broken"
