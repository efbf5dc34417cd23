"""A folder as a scanner: each file put into it is a page or a document, for machines that scan to folders."""

from __future__ import annotations

import contextlib
import os
import stat
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from shubbak.adapters.devices.page_bytes import is_whole, media_type
from shubbak.ports.scanner import MOST_PAGES, ScannedImage, ScannerError, ScanWish

LARGEST_BYTES = 40_000_000
SUFFIXES = frozenset((".png", ".jpg", ".jpeg", ".pnm", ".ppm", ".pgm", ".pbm", ".tif", ".tiff", ".pdf"))
#: Machines make a folder for a person or a day; nothing deeper is looked into, and not more than so many files.
_DEEPEST, _MOST_FILES = 2, 5000
#: Windows has no such words, and no such files; its own word keeps line ends as they are.
_UNTRICKED = sum(getattr(os, name, 0) for name in ("O_NONBLOCK", "O_NOFOLLOW", "O_BINARY", "O_CLOEXEC"))
_Seen = tuple[str, int, int]


class FolderScanner:
    """Implements `ports.scanner.Scanner`: gives the folder's files once each, in order of their names, and is empty
    after the last until another comes. A file that is written anew under its old name is another page.

    Only regular files with the suffix of a picture, a TIFF or a PDF are seen, at most 40 MB, in the folder itself and
    two folders deep; a link that leads out of it is not. A file counts once its own end is there and it has not grown
    for settle_s; one that stays half for patience_s is scanner-gibberish, once. take_away: delete each file that was
    given, so that no plain page stays behind; the wish has no meaning here.
    """

    def __init__(
        self, folder: Path, *, take_away: bool = False, settle_s: float = 0.25, patience_s: float = 15.0
    ) -> None:
        self._folder = folder
        self._take_away = take_away
        self._settle_s = settle_s
        self._patience_s = patience_s
        self._given: set[_Seen] = set()
        self._first_seen: dict[_Seen, float] = {}
        self._stopped = threading.Event()

    def scan(self, wish: ScanWish | None = None) -> ScannedImage:
        """Raises ScannerError: scanner-empty, scanner-gibberish, or scanner-gone when the folder cannot be read."""
        self._stopped.clear()
        return self._scan()

    def _scan(self) -> ScannedImage:
        try:
            return self._next()
        except PermissionError as error:
            raise ScannerError("scanner-denied") from error
        except OSError as error:
            raise ScannerError("scanner-gone") from error

    def scan_all(self, wish: ScanWish | None = None) -> Iterator[ScannedImage]:
        """Give every file that is there."""
        yield self.scan(wish)
        for _ in range(MOST_PAGES - 1):
            try:
                page = self._scan()
            except ScannerError as error:
                if error.code == "scanner-empty":
                    return
                raise
            yield page

    def cancel(self) -> None:
        self._stopped.set()

    def _next(self) -> ScannedImage:
        files = self._files()
        now = time.monotonic()
        self._first_seen = {mark: self._first_seen.get(mark, now) for mark in files}
        self._given &= set(files)
        mark = next((mark for mark in files if mark not in self._given), None)
        if mark is None:
            raise ScannerError("scanner-empty")
        path = files[mark]
        body = self._settled(path, self._first_seen[mark])
        whole = is_whole(body)
        if whole and self._take_away:
            with contextlib.suppress(FileNotFoundError):
                path.unlink()
        self._given.add(_mark(path) or mark)
        if not whole:
            raise ScannerError("scanner-gibberish")
        return ScannedImage(body, media_type(body))

    def _settled(self, path: Path, since: float) -> bytes:
        """Return the file's content once it is whole and stands still, or what there is when patience ends."""
        until = time.monotonic() + self._patience_s
        while True:
            before = _mark(path)
            with _opened(path) as file:
                body = file.read(LARGEST_BYTES)
            still = since + self._settle_s - time.monotonic()
            if self._stopped.wait(max(0.0, still)):
                raise ScannerError("scanner-cancelled")
            if (is_whole(body) and _mark(path) == before) or time.monotonic() >= until:
                return body
            since = time.monotonic()

    def _files(self) -> dict[_Seen, Path]:
        home = self._folder.resolve(strict=True)
        if not os.access(home, os.R_OK | os.X_OK):
            raise PermissionError(home)
        paths = sorted(path for path in _walk(home) if _is_page(path, home))
        return {mark: path for path in paths if (mark := _mark(path)) and mark[1] <= LARGEST_BYTES}


def _walk(home: Path) -> Iterator[Path]:
    """Yield the files of a folder and of those in it, without following links to others."""
    left = _MOST_FILES
    for folder, names, files in os.walk(home):
        depth = len(Path(folder).relative_to(home).parts)
        names[:] = sorted(name for name in names if not name.startswith(".")) if depth < _DEEPEST else []
        for name in files[:left]:
            yield Path(folder, name)
        left -= len(files)
        if left <= 0:
            return


def _is_page(path: Path, home: Path) -> bool:
    """Hidden files are what other programs are still writing."""
    return (
        path.suffix.lower() in SUFFIXES
        and not path.name.startswith((".", "~"))
        and path.is_file()
        and path.resolve().is_relative_to(home)
    )


def _opened(path: Path) -> BinaryIO:
    """Open a file that was found to be a page; raises OSError for what stands in its place by now, such as a link to
    another file, or a pipe that would be waited for without end.
    """
    handle = os.open(path.resolve(), os.O_RDONLY | _UNTRICKED)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError("no file any more")
    return os.fdopen(handle, "rb")


def _mark(path: Path) -> _Seen | None:
    """What tells this file from another of its name; None when it went away meanwhile."""
    try:
        seen = path.stat()
    except OSError:
        return None
    return str(path), seen.st_size, seen.st_mtime_ns
