"""The `scanimage` program, run with an end: its output read into memory, its complaint told as a problem code.

Vendor drivers run inside the process that loads them and some never return; a process can be killed. See
docs/decisions/040-scanners.md.
"""

from __future__ import annotations

import contextlib
import os
import selectors
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from shubbak.adapters.devices.page_bytes import is_whole
from shubbak.ports.scanner import MOST_PAGES, ScannerError

LARGEST_BYTES = 100_000_000
_LARGEST_COMPLAINT = 16_000
#: How long a look at the pipes lasts before the process itself is looked at again.
_LOOK_S = 0.2
#: How long a program that was told to stop, or that has said that it failed, may take to send the lamp home. Some
#: drivers never come back from there: SANE's own test device stays in one scan of a hundred that it lets fail.
_GRACE_S = 3.0
_FAILED = (b"sane_start:", b"sane_read:")

# `scanimage` exits with the SANE_Status (SANE standard 1.06, 4.2.7) once the device is open, and with 1 before.
_STATUS_CODES = {
    3: "scanner-busy",
    5: "scanner-gibberish",  # the page ends before its last line
    6: "scanner-jammed",
    7: "scanner-empty",
    8: "scanner-cover-open",
    11: "scanner-denied",
}
_COMPLAINTS = {
    b"Device busy": "scanner-busy",
    b"feeder jammed": "scanner-jammed",
    b"out of documents": "scanner-empty",
    b"cover is open": "scanner-cover-open",
    b"Access to resource has been denied": "scanner-denied",
}


@dataclass(frozen=True, slots=True)
class Ending:
    """How a run ended: what it wrote, and its problem code, "" when it ended well."""

    body: bytes = field(repr=False)
    code: str


class Scanimage:
    """Runs the program once at a time, several times for one scan. program: its name or path; a stand-in in tests."""

    def __init__(self, program: str) -> None:
        self._program = program
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._stopped = threading.Event()

    def begin(self) -> None:
        """Forget an earlier `stop`: a new scan begins."""
        self._stopped.clear()

    def stop(self) -> None:
        """Ask the program to end; what runs it, or would until the next `begin`, answers scanner-cancelled."""
        with self._lock:
            self._stopped.set()
            if self._process is not None:
                _signal(self._process, signal.SIGINT)

    def run(self, arguments: Sequence[str], deadline_s: float) -> Ending:
        """Run it to its end or its deadline and return what it wrote; raises ScannerError where it cannot start.

        At nine tenths of the deadline it is asked to stop, so that the lamp may go home; at its end it is killed.
        """
        started = time.monotonic()
        with self._started(arguments, stdout=subprocess.PIPE) as (process, complaint):
            body = _Pipe(process.stdout)
            whole = self._follow(process, body, complaint, started + deadline_s * 0.9)
            if body.is_endless:
                return Ending(b"", "scanner-gone")
            code = self._code(process, complaint, started + deadline_s, late=not whole)
            return Ending(bytes(body.received), code)

    def pile(self, arguments: Sequence[str], page_s: float, total_s: float) -> Iterator[bytes]:
        """Scan a feeder's pile, page by page; ends when it is empty, raises ScannerError as the port says.

        The program names a file for each page. It finds a pipe under each name: no page touches the disk, and the
        next sheet waits until this one is taken.
        """
        ends = time.monotonic() + total_s
        with tempfile.TemporaryDirectory(prefix="shubbak-feeder-") as name, contextlib.ExitStack() as stack:
            folder = Path(name)
            os.mkfifo(folder / "1.part", 0o600)
            process, complaint = stack.enter_context(
                self._started([*arguments, "--batch=%d"], stdout=subprocess.DEVNULL, cwd=folder)
            )
            for number in range(1, MOST_PAGES + 1):
                # The next pipe is there before this page ends: the program would make a plain file in its place.
                os.mkfifo(folder / f"{number + 1}.part", 0o600)
                until = min(time.monotonic() + page_s, ends)
                with _Pipe.of_fifo(folder / f"{number}.part") as page:
                    whole = self._follow(process, page, complaint, until)
                if page.is_endless:
                    raise ScannerError("scanner-gone")
                if not is_whole(bytes(page.received)):
                    break
                yield bytes(page.received)
            else:
                raise ScannerError("scanner-gibberish")
            code = self._code(process, complaint, min(until, time.monotonic() + _GRACE_S) + 1, late=not whole)
            if page.received and whole and code in ("", "scanner-slow"):
                code = _said(complaint, "scanner-gibberish")
            if number == 1 or code != "scanner-empty":
                _raise(code or ("scanner-empty" if number == 1 else ""))

    @contextlib.contextmanager
    def _started(
        self, arguments: Sequence[str], stdout: int, cwd: Path | None = None
    ) -> Iterator[tuple[subprocess.Popen[bytes], _Pipe]]:
        """Start the program in a group of its own, and leave nothing of it behind."""
        if self._stopped.is_set():
            raise ScannerError("scanner-cancelled")
        try:
            process = subprocess.Popen(
                [*_bound_to_us(), self._program, *arguments],
                stdin=subprocess.DEVNULL,
                stdout=stdout,
                stderr=subprocess.PIPE,
                env={**os.environ, "LC_ALL": "C"},
                cwd=cwd,
                start_new_session=True,
            )
        except (OSError, ValueError) as error:  # ValueError: a NUL in an argument
            raise ScannerError("scanner-gone") from error
        with self._lock:
            self._process = process
            if self._stopped.is_set():
                _signal(process, signal.SIGINT)
        try:
            yield process, _Pipe(process.stderr)
        finally:
            with self._lock:
                self._process = None
            _end(process)

    def _follow(self, process: subprocess.Popen[bytes], page: _Pipe, complaint: _Pipe, until: float) -> bool:
        """Read page and complaint until the page ends, the program does, or the time does; False when time ran out."""
        with selectors.DefaultSelector() as pipes:
            for pipe, most in ((page, LARGEST_BYTES), (complaint, _LARGEST_COMPLAINT)):
                if not pipe.ended:
                    pipes.register(pipe.file, selectors.EVENT_READ, (pipe, most))
            while not page.ended and not page.is_endless:
                if self._stopped.is_set() or _has_failed(complaint):
                    until = min(until, time.monotonic() + _GRACE_S)
                left = until - time.monotonic()
                if left <= 0:
                    return False
                gone = process.poll() is not None
                if not _take(pipes, 0 if gone else min(left, _LOOK_S)) and gone:
                    break
        return True

    def _code(self, process: subprocess.Popen[bytes], complaint: _Pipe, until: float, *, late: bool) -> str:
        if late:
            _signal(process, signal.SIGTERM)
        left = max(0.1, until - time.monotonic())
        if self._stopped.is_set() or _has_failed(complaint):
            left = min(left, _GRACE_S / 3 if late else _GRACE_S)
        try:
            status = process.wait(left)
        except subprocess.TimeoutExpired:
            status, late = None, True
        if self._stopped.is_set():
            return "scanner-cancelled"
        if late:
            return _said(complaint) if _has_failed(complaint) else "scanner-slow"
        return "" if status == 0 else _STATUS_CODES.get(status or 0, _said(complaint))


@cache
def _bound_to_us() -> tuple[str, ...]:
    """Return what has the kernel kill a program with the thread that waits for it: of a station that was killed, the
    next sheet's pipe would keep the program, and the program the scanner, until the machine starts anew.
    """
    words = shutil.which("setpriv")  # of util-linux, which every Debian has
    return (words, "--pdeathsig", "KILL", "--") if words else ()


class _Pipe:
    """One end to read from, and what has come out of it so far."""

    def __init__(self, file: Any, *, owned: int = -1) -> None:
        self.file = file
        self.received = bytearray()
        self.ended = file is None
        self._owned = owned

    @classmethod
    def of_fifo(cls, path: Path) -> _Pipe:
        """Open without waiting for the writer; until one comes there is nothing to read, and no end either."""
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
        return cls(handle, owned=handle)

    @property
    def is_endless(self) -> bool:
        return len(self.received) > LARGEST_BYTES

    def __enter__(self) -> _Pipe:
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._owned)

    def take(self, handle: int, most: int) -> None:
        with contextlib.suppress(BlockingIOError):
            piece = os.read(handle, 1 << 20)
            self.received += piece[: max(0, most + 1 - len(self.received))]
            self.ended = not piece


def _said(complaint: _Pipe, nothing: str = "scanner-gone") -> str:
    """Return the code of what it complains of, `nothing` for words of another kind."""
    return next((code for words, code in _COMPLAINTS.items() if words in complaint.received), nothing)


def _has_failed(complaint: _Pipe) -> bool:
    return any(words in complaint.received for words in _FAILED)


def _raise(code: str) -> None:
    if code:
        raise ScannerError(code)


def _take(pipes: selectors.BaseSelector, patience_s: float) -> bool:
    """Read a piece from each pipe that has one; False when none had."""
    ready = pipes.select(patience_s)
    for key, _ in ready:
        pipe, most = key.data
        pipe.take(key.fd, most)
        if pipe.ended:
            pipes.unregister(key.fileobj)
    return bool(ready)


def _signal(process: subprocess.Popen[bytes], number: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        process.send_signal(number)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill what is left of the program and of what it may have started, and let go of its pipes.

    A process that is stuck inside the kernel cannot even be killed; it is left to the system rather than waited for.
    """
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(1)
    for pipe in (process.stdout, process.stderr):
        if pipe is not None:
            pipe.close()
