"""Unpacking a release: a signed archive may still be a wrong one, so nothing in it is believed.

Python 3.11's own extraction filters have been led astray by links (CVE-2025-4517 and its kin): here no file is ever
written through a link, over a file, or outside, and what it may weigh is known before.
"""

from __future__ import annotations

import gzip
import os
import posixpath
import re
import tarfile
import zlib
from pathlib import Path
from typing import Protocol

MEMBERS = 30_000
#: Programs and pictures pack to a third or a half; a thousandth is a bomb.
RATIO = 30
SMALLEST_LIMIT = 64 * 1024 * 1024
LARGEST_LIMIT = 4 * 1024**3
_NAME = re.compile(r"[^\x00-\x1f\x7f\\]{1,240}")
_PIECE = 1024 * 1024


class ArchiveRefused(Exception):
    """The archive is not taken. The text is a code: archive-path, archive-link, archive-kind, archive-twice,
    archive-bomb, archive-crowd or archive-broken.
    """


class _Readable(Protocol):
    def read(self, size: int = ..., /) -> bytes: ...


class _Counted:
    """The unpacked stream, which may not become longer than its limit."""

    def __init__(self, stream: _Readable, limit: int) -> None:
        self._stream = stream
        self._left = limit

    def read(self, size: int = -1) -> bytes:
        piece = self._stream.read(min(size, self._left + 1) if size >= 0 else self._left + 1)
        self._left -= len(piece)
        if self._left < 0:
            raise ArchiveRefused("archive-bomb")
        return piece


def unpack(archive: Path, into: Path) -> None:
    """Unpack a .tar.gz into an empty folder; raises ArchiveRefused and OSError, then the folder is worth nothing."""
    limit = min(LARGEST_LIMIT, max(SMALLEST_LIMIT, RATIO * archive.stat().st_size))
    seen: set[str] = set()
    links: set[str] = set()
    try:
        with (
            gzip.open(archive, "rb") as stream,
            tarfile.open(fileobj=_Counted(stream, limit), mode="r|") as tar,  # type: ignore[call-overload]
        ):
            for member in tar:
                name = _checked(member.name, seen, links)
                if len(seen) > MEMBERS:
                    raise ArchiveRefused("archive-crowd")
                if member.issym():
                    links.add(name)
                _place(tar, member, into, name)
    except (tarfile.TarError, EOFError, zlib.error, gzip.BadGzipFile, UnicodeError, ValueError) as error:
        raise ArchiveRefused("archive-broken") from error
    if not seen:
        raise ArchiveRefused("archive-broken")


def _checked(untrusted: str, seen: set[str], links: set[str]) -> str:
    """Return a name below the folder that no earlier member has and no link leads away from."""
    parts = untrusted.rstrip("/").split("/")
    parts = parts[1:] if parts[0] == "." and len(parts) > 1 else parts
    if len(parts) > 32 or any(part in ("", "..") or not _NAME.fullmatch(part) for part in parts):
        raise ArchiveRefused("archive-path")
    name = "/".join(parts)
    if name in seen:
        raise ArchiveRefused("archive-twice")
    seen.add(name)
    if any("/".join(parts[:depth]) in links for depth in range(1, len(parts))):
        raise ArchiveRefused("archive-link")
    return name


def _place(tar: tarfile.TarFile, member: tarfile.TarInfo, into: Path, name: str) -> None:
    place = into / name
    place.parent.mkdir(parents=True, exist_ok=True)
    if member.isdir():
        place.mkdir(exist_ok=True)
    elif member.issym():
        _link(member.linkname, place, name)
    elif member.isreg():
        _write(tar, member, place)
    else:
        raise ArchiveRefused("archive-kind")


def _link(untrusted_target: str, place: Path, name: str) -> None:
    target = posixpath.normpath(posixpath.join(posixpath.dirname(name), untrusted_target))
    if posixpath.isabs(untrusted_target) or target.startswith("..") or not _NAME.fullmatch(untrusted_target):
        raise ArchiveRefused("archive-link")
    place.symlink_to(untrusted_target)


def _write(tar: tarfile.TarFile, member: tarfile.TarInfo, place: Path) -> None:
    mode = 0o755 if member.mode & 0o100 else 0o644
    content = tar.extractfile(member)
    if content is None:
        raise ArchiveRefused("archive-broken")
    handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, mode)
    with os.fdopen(handle, "wb") as file:
        while piece := content.read(_PIECE):
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    place.chmod(mode)
