"""The station's side of its image process: asks, waits for a bounded time, and begins anew where nothing comes back."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, TypeVar

import msgspec

from shubbak.adapters.scan.image_header import LARGEST_PIXELS
from shubbak.adapters.scan.image_messages import LARGEST_FRAME, Errand
from shubbak.adapters.scan.pipes import ended, received, sent
from shubbak.domain.page import Page
from shubbak.domain.problem import Problem
from shubbak.ports.reader import LyingCard, Reading
from shubbak.ports.scanner import ScannerError

_Answer = TypeVar("_Answer")
_GONE, _HEAVY = Problem("image-unreadable"), Problem("image-too-large")
_PAGES: Any = tuple[Page, ...] | Problem
_TEXTS: Any = tuple[str, ...] | Problem
_CARDS: Any = tuple[LyingCard, ...]


def worker_command() -> list[str]:
    """Return what starts an image process; a frozen program starts itself."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "image-worker"]
    return [sys.executable, "-m", "shubbak.adapters.scan.image_worker"]


class ImageProcess:
    """Implements `ports.reader.DocumentReader` and `CardSorter`, `ports.pages.PageTaker`, `PortraitFinder` and
    `PageBinder`, and `ports.code_reader.CodeFinder`, by a process of its own.

    today: says the local date. deadline_s: for one errand; a process that takes longer is killed, and so is one that
    fell over; the next errand has a new one. Safe to call from several threads, which wait for each other.
    """

    def __init__(
        self, today: Callable[[], date], deadline_s: float = 30.0, command: Sequence[str] | None = None
    ) -> None:
        self._today = today
        self._deadline_s = deadline_s
        self._command = list(command or worker_command())
        self._process: subprocess.Popen[bytes] | None = None
        self._visits = 0
        self._one = threading.Lock()

    def read(self, untrusted_image: bytes) -> Reading:
        """Read the zone that stands alone in an image (mrz-several where another document's is seen beside it); an
        image that ends the process is unreadable.
        """
        started = time.perf_counter()
        found: Reading | None = self._ask(Errand("read", untrusted_body=untrusted_image), Reading)
        return found or Reading((), None, (_GONE,), (time.perf_counter() - started) * 1000)

    def cards(self, untrusted_image: bytes) -> tuple[LyingCard, ...]:
        """Return every document of an image with a picture of it."""
        found: tuple[LyingCard, ...] | None = self._ask(Errand("cards", untrusted_body=untrusted_image), _CARDS)
        return found or ()

    def take(self, untrusted_body: bytes, kind: str) -> tuple[Page, ...] | Problem:
        """Return judged pages; what takes too long is image-too-large, since less of it would be taken."""
        until = time.monotonic() + self._deadline_s
        taken: tuple[Page, ...] | Problem | None = self._ask(
            Errand("take", kind=kind, untrusted_body=untrusted_body), _PAGES
        )
        if taken is None:
            return _HEAVY if time.monotonic() >= until else _GONE
        return taken

    def portrait(self, untrusted_image: bytes) -> bytes:
        """Return the holder's picture."""
        found: bytes | None = self._ask(Errand("portrait", untrusted_body=untrusted_image), bytes)
        return found or b""

    def face(self, untrusted_picture: bytes) -> bytes:
        """Return a chip's picture of its holder."""
        shown: bytes | None = self._ask(Errand("face", untrusted_body=untrusted_picture), bytes)
        return shown or b""

    def codes(self, untrusted_image: bytes) -> tuple[str, ...] | Problem:
        """Return the untrusted texts of the bar codes in an image."""
        found: tuple[str, ...] | Problem | None = self._ask(Errand("codes", untrusted_body=untrusted_image), _TEXTS)
        return _GONE if found is None else found

    def pack(self, page: Page) -> bytes:
        """Return one page as a PDF of one page."""
        return self._made(Errand("pack", pages=(page,)))

    def bind(self, pages: Sequence[Page]) -> bytes:
        """Return all pages as one PDF."""
        return self._made(Errand("bind", pages=tuple(pages)))

    def warm(self) -> None:
        """Start the process and let it load, without waiting for it: a visit begins."""
        if self._one.acquire(blocking=False):  # else it is at work already
            try:
                with contextlib.suppress(OSError):  # no memory for it now: the first errand will try again
                    self._started()
            finally:
                self._one.release()

    def forget(self) -> None:
        """End the process with all that it holds: the visit is over. An errand under way raises ScannerError
        (scanner-cancelled), and so does one that waited for it: no new process sees the visitor who left.
        """
        self._visits += 1
        process = self._process
        if process is not None:
            process.kill()  # whose pipes are closed by who uses them: a number may be another file's by then
        if self._one.acquire(blocking=False):
            try:
                self._let_go()
            finally:
                self._one.release()

    def _made(self, errand: Errand) -> bytes:
        """Our own pages are sound; where the process fell over something else, a new one does it. Raises ScannerError:
        a document that cannot be made is told to who waits for it, and ends no program.
        """
        for _ in range(2):
            made: bytes | None = self._ask(errand, bytes)
            if made is not None:
                return made
        raise ScannerError(_GONE.code)

    def _ask(self, errand: Errand, answer: type[_Answer]) -> _Answer | None:
        """Return the answer, None where none came in time; raises ScannerError when the visit ended meanwhile."""
        asked, visit = msgspec.structs.replace(errand, today=self._today().isoformat()), self._visits
        with self._one:
            try:
                process = self._started() if visit == self._visits else None
                if process is None or visit != self._visits:  # it may have ended while the process began
                    raise OSError("nobody waits any more")
                found = msgspec.msgpack.decode(self._round(process, msgspec.msgpack.encode(asked)), type=answer)
            except (OSError, msgspec.MsgspecError):
                self._let_go()
                found = None
            if visit != self._visits:
                self._let_go()
                raise ScannerError("scanner-cancelled")
            return found

    def _round(self, process: subprocess.Popen[bytes], message: bytes) -> bytes:
        """Send a message and return what comes back; raises OSError when the process is gone or late."""
        until = time.monotonic() + self._deadline_s
        if process.stdin is None or process.stdout is None:
            raise OSError("no pipes")
        guard = threading.Timer(self._deadline_s, process.kill)  # it may stop listening in mid-message
        guard.start()
        try:
            sent(process.stdin.fileno(), message)
        finally:
            guard.cancel()
        length = int.from_bytes(received(process.stdout.fileno(), 4, until), "big")
        if length > LARGEST_FRAME:
            raise OSError("no message is as long as that")
        return received(process.stdout.fileno(), length, until)

    def _let_go(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            ended(process)

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._let_go()
            self._process = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                bufsize=0,
                # Where a head deceives us about the size of its picture, the decoder stops by itself.
                env={**os.environ, "OPENCV_IO_MAX_IMAGE_PIXELS": str(LARGEST_PIXELS)},
            )
        return self._process
