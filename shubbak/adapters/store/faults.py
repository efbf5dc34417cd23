"""SQLite's words for a disk that did not take it, translated once."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlcipher3 import dbapi2

from shubbak.adapters.store.conversion import ConversionError
from shubbak.ports.store import StoreError

_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
#: What SQLite's index of its log grows by. On a full disk that fails as an I/O error before a row's own write fails as
#: full, and this driver does not say which kind of I/O error it was.
_INDEX_BYTES = 64 * 1024
#: A page whose HMAC does not hold, and a file whose first page no key of ours opens.
_DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


class MigrationError(Exception):
    """The file stands at a revision that this release does not know."""


class DamageError(StoreError):
    """Bytes on the disk are not what was written there."""


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn the errors of a file's database into StoreError: store-full, store-busy or store-broken."""
    try:
        yield
    except PoolTimeoutError as error:
        raise StoreError("store-busy") from error
    except DBAPIError as error:
        raise _fault(error.orig, path) from error
    except dbapi2.Error as error:
        raise _fault(error, path) from error
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
        if kind == sqlite3.SQLITE_IOERR:
            device_failed()

    event.listen(engine, "handle_error", look)


def _fault(error: BaseException | None, path: Path) -> StoreError:
    kind = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if kind == sqlite3.SQLITE_FULL or (kind == sqlite3.SQLITE_IOERR and _no_room(path)):
        return StoreError("store-full")
    if kind in _BUSY:
        return StoreError("store-busy")
    return DamageError("store-broken") if kind in _DAMAGE else StoreError("store-broken")


def _no_room(path: Path) -> bool:
    try:
        room = os.statvfs(path.parent)
    except OSError:
        return False
    return room.f_bavail * room.f_frsize < _INDEX_BYTES
