"""SQLite's words for a disk that did not take it, translated once."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlcipher3 import dbapi2

from shubbak.adapters.store.conversion import ConversionError
from shubbak.ports.store import StoreError

_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
#: The extended code of a WAL index that could not grow: on a full disk it comes before the row's own write fails.
_FULL = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_SHMSIZE}
#: A page whose HMAC does not hold, and a file whose first page no key of ours opens.
_DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


class MigrationError(Exception):
    """The file stands at a revision that this release does not know."""


class DamageError(StoreError):
    """Bytes on the disk are not what was written there."""


@contextmanager
def translated() -> Iterator[None]:
    """Turn the database's errors into StoreError: store-full, store-busy or store-broken."""
    try:
        yield
    except PoolTimeoutError as error:
        raise StoreError("store-busy") from error
    except DBAPIError as error:
        raise _fault(error.orig) from error
    except dbapi2.Error as error:
        raise _fault(error) from error
    except MemoryError as error:
        # What SQLCipher answers to a commit on a connection that met a damaged page, and a true want of memory: neither
        # took anything.
        raise DamageError("store-broken") from error
    except OSError as error:
        raise StoreError("store-full" if error.errno == errno.ENOSPC else "store-broken") from error
    except (SQLAlchemyError, MigrationError, ConversionError) as error:
        raise StoreError("store-broken") from error


def drop_failed_connections(engine: Engine, device_failed: Callable[[], None]) -> None:
    """Let no connection that met a fault be used again, and say when it was the disk that failed.

    On a connection that met a damaged page SQLCipher answers nothing more. After a failed sync nobody knows what the
    disk holds, and a second one may succeed without having written anything.
    """

    def look(context: ExceptionContext) -> None:
        error = context.original_exception
        number = getattr(error, "sqlite_errorcode", 0)
        kind = number & 0xFF
        if isinstance(error, MemoryError) or kind in _DAMAGE | {sqlite3.SQLITE_IOERR}:
            context.is_disconnect = True
        if kind == sqlite3.SQLITE_IOERR and number not in _FULL:
            device_failed()

    event.listen(engine, "handle_error", look)


def _fault(error: BaseException | None) -> StoreError:
    number: int = getattr(error, "sqlite_errorcode", 0)
    if number in _FULL:
        return StoreError("store-full")
    kind = number & 0xFF
    if kind in _BUSY:
        return StoreError("store-busy")
    return DamageError("store-broken") if kind in _DAMAGE else StoreError("store-broken")
