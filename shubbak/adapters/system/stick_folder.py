"""A stick as a folder of the file system: nothing on it is followed, waited for or read beyond its bound."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from shubbak.ports.stick import StickError

#: More names than this in one folder are no stick of ours.
MOST_NAMES = 10_000
_PART = 1_048_576
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_STRANGE = {errno.ELOOP, errno.ENOTDIR, errno.EISDIR, errno.ENXIO, errno.EXDEV}
_MISSING = {errno.ENOENT, errno.ENODEV, errno.ENOMEDIUM}


class StickFolder:
    """`shubbak.ports.stick.Stick` below the folder where the stick is mounted.

    Every name is opened relative to a folder that is open already, with O_NOFOLLOW: what is changed on the stick
    between a look and the opening leads nowhere else. O_NONBLOCK: a named pipe must not hold the station up. A file
    must be regular and lie on the same file system as the stick's top, so that nothing mounted into it is read.
    """

    def __init__(self, top: Path) -> None:
        self._top = top

    def folders(self) -> tuple[str, ...]:
        with _translated(), _opened(self._top) as top:
            return _listed(top)

    def names(self, folder: str) -> tuple[str, ...]:
        with _translated(), self._folder(folder) as opened:
            return _listed(opened)

    def read(self, folder: str, name: str, most: int) -> bytes:
        flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
        with _translated(), self._folder(folder) as opened:
            handle = os.open(_plain(name), flags, dir_fd=opened)
            try:
                return _bounded(handle, most, os.fstat(opened).st_dev)
            finally:
                os.close(handle)

    def write(self, folder: str, name: str, body: bytes) -> None:
        with _translated():
            self._make(folder)
            with self._folder(folder) as opened:
                _replace(opened, _plain(name), body)

    def remove(self, folder: str, name: str) -> None:
        with _translated(), self._folder(folder) as opened, contextlib.suppress(FileNotFoundError):
            os.unlink(_plain(name), dir_fd=opened)

    def _make(self, folder: str) -> None:
        with _opened(self._top) as top, contextlib.suppress(FileExistsError):
            os.mkdir(_plain(folder), 0o755, dir_fd=top)
            _settle(top)

    @contextmanager
    def _folder(self, folder: str) -> Iterator[int]:
        with _opened(self._top) as top:
            flags = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
            opened = os.open(_plain(folder), flags, dir_fd=top)
            try:
                if os.fstat(opened).st_dev != os.fstat(top).st_dev:
                    raise StickError("stick-strange")
                yield opened
            finally:
                os.close(opened)


def _plain(name: str) -> str:
    if not name or name in (".", "..") or "/" in name or "\0" in name:
        raise ValueError("a name on a stick has no path in it")
    return name


@contextmanager
def _opened(top: Path) -> Iterator[int]:
    # The top's own path comes from whoever runs the station, who may well name it through a link.
    handle = os.open(top, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        yield handle
    finally:
        os.close(handle)


def _listed(folder: int) -> tuple[str, ...]:
    found = []
    with os.scandir(folder) as entries:
        for entry in entries:
            found.append(entry.name)
            if len(found) > MOST_NAMES:
                raise StickError("stick-crowded")
    return tuple(sorted(found))


def _bounded(handle: int, most: int, device: int) -> bytes:
    found = os.fstat(handle)
    if not stat.S_ISREG(found.st_mode) or found.st_dev != device:
        raise StickError("stick-strange")
    if found.st_size > most:
        raise StickError("stick-too-large")
    # Counted while reading, too: a file can grow, and some file systems lie about sizes.
    parts, left = [], most + 1
    while left > 0 and (part := os.read(handle, min(left, _PART))):
        parts.append(part)
        left -= len(part)
    if left <= 0:
        raise StickError("stick-too-large")
    return b"".join(parts)


def _settle(folder: int) -> None:
    try:
        os.fsync(folder)
    except OSError as error:
        if error.errno != errno.EINVAL:  # some file systems of sticks have no fsync for folders, and say so
            raise


def _replace(folder: int, name: str, body: bytes) -> None:
    """Write beside, fsync, rename, fsync the folder: a stick pulled out has the old file or the new one."""
    beside = f".{name}.new"
    with contextlib.suppress(FileNotFoundError):  # left by a stick that was pulled out
        os.unlink(beside, dir_fd=folder)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    try:
        with os.fdopen(os.open(beside, flags, 0o644, dir_fd=folder), "wb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, name, src_dir_fd=folder, dst_dir_fd=folder)
    except OSError:
        with contextlib.suppress(OSError):  # the first error is the one to tell
            os.unlink(beside, dir_fd=folder)
        raise
    _settle(folder)


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StickError(_code(error.errno or 0)) from error


def _code(number: int) -> str:
    if number in _FULL:
        return "stick-full"
    if number in _STRANGE:
        return "stick-strange"
    if number == errno.EROFS:
        return "stick-read-only"
    return "stick-missing" if number in _MISSING else "stick-broken"
