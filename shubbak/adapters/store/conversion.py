"""Turn a readable store of an earlier release into a sealed one, once: after a cut at any point one of both is whole.

Order: the readable file takes its log in and is locked; a sealed copy is written beside it, checked and synced; the
readable file gets a second name; the copy takes the first name; the folder is synced; what is left under the second
name is overwritten and removed. Every start looks for that second name.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from shubbak.adapters.store.cipher import raw_key
from shubbak.adapters.store.first_bytes import is_plain

_BLOCK = 1 << 20


class ConversionError(Exception):
    """The sealed copy is not what the readable file is; that one stands as it was."""


def seal_plain_store(path: Path, key: bytes, busy_seconds: float) -> None:
    """Seal a store that is readable, and finish what a cut interrupted. Raises the driver's error, OSError or
    ConversionError with the readable file whole.
    """
    copy, readable = path.with_name(path.name + ".sealing"), path.with_name(path.name + ".readable")
    if not (is_plain(path) or readable.exists() or copy.exists()):
        return
    with _alone(path.parent):
        if is_plain(path):
            readable.unlink(missing_ok=True)  # a second name of the same file, from a start that was cut here
            _remove(copy)
            try:
                with _locked(path, busy_seconds) as plain:
                    _write_copy(plain, copy, key)
                    os.link(path, readable)
                    copy.replace(path)
            finally:
                _remove(copy)  # on a full disk nothing of a failed try may stay
            _sync(path.parent)
        _remove(copy)
        _overwrite(readable)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Let one process at a time convert; the other finds the work done."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


@contextmanager
def _locked(path: Path, busy_seconds: float) -> Iterator[Any]:
    """Yield the readable store with its log taken in, locked against everybody until its name is the copy's."""
    with closing(dbapi2.connect(str(path), timeout=busy_seconds, isolation_level=None)) as plain:
        plain.execute("PRAGMA cipher_log_level=NONE").close()
        plain.execute("PRAGMA locking_mode=EXCLUSIVE").close()
        # Leaving WAL needs the file alone: a program of an earlier release that has it open makes this fail as busy.
        if plain.execute("PRAGMA journal_mode=DELETE").fetchone() != ("delete",):
            raise ConversionError("journal")
        plain.execute("BEGIN EXCLUSIVE").close()
        plain.execute("COMMIT").close()  # in this locking mode the lock stays
        yield plain


def _write_copy(plain: Any, copy: Path, key: bytes) -> None:
    os.close(os.open(copy, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC, 0o600))
    plain.execute("ATTACH DATABASE ? AS sealed KEY ?", (str(copy), raw_key(key))).close()
    plain.execute("SELECT sqlcipher_export('sealed')").close()
    _check(plain)
    plain.execute("DETACH DATABASE sealed").close()
    with copy.open("rb") as file:
        os.fsync(file.fileno())


def _check(connection: Any) -> None:
    """Raise ConversionError unless both hold the same schema and the same rows."""
    if connection.execute("PRAGMA sealed.integrity_check").fetchall() != [("ok",)]:
        raise ConversionError("integrity")
    schema = "SELECT type, name, sql FROM {}.sqlite_master ORDER BY type, name"
    mine, copied = (connection.execute(schema.format(name)).fetchall() for name in ("main", "sealed"))
    if mine != copied:
        raise ConversionError("schema")
    for kind, name, _ in mine:
        rows = f'SELECT * FROM {{}}."{name}" ORDER BY rowid'  # noqa: S608 - a table of our own
        if kind == "table" and not _same(*(connection.execute(rows.format(side)) for side in ("main", "sealed"))):
            raise ConversionError("rows")


def _same(first: Iterator[Any], second: Iterator[Any]) -> bool:
    return all(one == other for one, other in zip(first, second, strict=True))


def _overwrite(readable: Path) -> None:
    """Overwrite what was readable and remove it. A disk that moves its blocks may keep some; see decision 014."""
    if not readable.exists():
        return
    with readable.open("r+b") as file:
        left = os.fstat(file.fileno()).st_size
        while left > 0:
            left -= file.write(bytes(min(left, _BLOCK)))
        file.flush()
        os.fsync(file.fileno())
    readable.unlink()
    _sync(readable.parent)


def _remove(copy: Path) -> None:
    for suffix in ("", "-journal", "-wal", "-shm"):
        copy.with_name(copy.name + suffix).unlink(missing_ok=True)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
