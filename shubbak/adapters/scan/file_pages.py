"""Files from scan-to-folder machines, sticks and feeders: which pictures are in them; bounded, and nothing but pixels.

Single pictures pass to whoever decodes them. PDF and TIFF are taken apart by a process of their own (`file_worker`),
which is killed when it takes too long; no file is ever passed on as it is.
"""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence

from shubbak.adapters.scan.image_header import dimensions
from shubbak.adapters.scan.pipes import ended, received
from shubbak.domain.page import Page
from shubbak.domain.problem import Problem
from shubbak.ports.pages import PageTaker

LARGEST_FILE = 100_000_000
#: Of what comes back: so many pages of twice the usual weight.
_LARGEST_ANSWER = 100_000_000
_PDF_WITHIN = 1024  # where readers look for its mark (ISO 32000-1, annex H, note 13)
_HEIC = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis")
_REFUSALS = ("image-unreadable", "image-too-large", "file-locked", "page-count")


def file_worker_command() -> list[str]:
    """Return what starts a file process; a frozen program starts itself."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "file-worker"]
    return [sys.executable, "-m", "shubbak.adapters.scan.file_worker"]


def file_pages(
    untrusted_body: bytes, deadline_s: float = 20.0, command: Sequence[str] | None = None
) -> tuple[bytes, ...] | Problem:
    """Return a file's pages as single pictures, still untrusted; blocking.

    Problems: image-unreadable, image-too-large (also what takes too much time or memory), file-locked for a password,
    page-count, file-heic and file-kind for what is sound, perhaps, but no scan.
    """
    if len(untrusted_body) > LARGEST_FILE:
        return Problem("image-too-large")
    if untrusted_body[:4] in (b"II*\0", b"MM\0*") or b"%PDF-" in untrusted_body[:_PDF_WITHIN]:
        return _taken_apart(untrusted_body, deadline_s, command or file_worker_command())
    if dimensions(untrusted_body) is not None:
        return (untrusted_body,)
    return Problem(_other_kind(untrusted_body))


class FilePageTaker:
    """Implements ports.pages.PageTaker for files of several pages, by one that takes single pictures."""

    def __init__(self, single: PageTaker, pages: Callable[[bytes], tuple[bytes, ...] | Problem] = file_pages) -> None:
        self._single = single
        self._pages = pages

    def take(self, untrusted_body: bytes, kind: str) -> tuple[Page, ...] | Problem:
        """Return the pages of all pictures in order; blank ones are left out."""
        pictures = self._pages(untrusted_body)
        if isinstance(pictures, Problem):
            return pictures
        taken: list[Page] = []
        for picture in pictures:
            pages = self._single.take(picture, kind)
            if not isinstance(pages, Problem):
                taken += pages
            elif pages.code != "page-blank":
                return pages
        return tuple(taken) or Problem("page-blank")


def _other_kind(body: bytes) -> str:
    if body[4:8] == b"ftyp" and body[8:12] in _HEIC:
        return "file-heic"
    known = (b"GIF8", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%!PS", b"<", b"{\\rtf", b"\xff\x0a", b"\0\0\0\x0cJXL ")
    return "file-kind" if body.lstrip()[:8].startswith(known) else "image-unreadable"


def _taken_apart(body: bytes, deadline_s: float, command: Sequence[str]) -> tuple[bytes, ...] | Problem:
    until = time.monotonic() + deadline_s
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    feeding = threading.Thread(target=_feed, args=(process, body), daemon=True)
    feeding.start()
    try:
        return _answer(process, until)
    except TimeoutError:
        return Problem("image-too-large")
    except OSError:
        return Problem(_died(process))
    finally:
        process.kill()  # ends the feeding too, whatever it waits for
        feeding.join()
        ended(process)


def _feed(process: subprocess.Popen[bytes], body: bytes) -> None:
    try:
        if process.stdin is not None:
            process.stdin.write(body)
            process.stdin.close()
    except OSError:
        return  # it has ended, which the reader of its answers sees


def _answer(process: subprocess.Popen[bytes], until: float) -> tuple[bytes, ...] | Problem:
    """Collect the frames of the process; raises OSError when it is gone, TimeoutError when it is late."""
    if process.stdout is None:
        raise OSError("no pipe")
    pipe, pages, weight = process.stdout.fileno(), list[bytes](), 0
    while True:
        length = int.from_bytes(received(pipe, 4, until), "big")
        weight += length
        if weight > _LARGEST_ANSWER:
            return Problem("image-too-large")
        frame = received(pipe, length, until)
        if frame[:1] == b"P":
            pages.append(frame[1:])
        elif frame[:1] == b"!":
            code = frame[1:].decode("ascii", "replace")
            return Problem(code if code in _REFUSALS else "image-unreadable")
        else:
            return tuple(pages) or Problem("image-unreadable")


def _died(process: subprocess.Popen[bytes]) -> str:
    """Say why a process is gone: over its time, or over the file."""
    try:
        status = process.wait(2)
    except subprocess.TimeoutExpired:
        return "image-unreadable"
    over_time = sys.platform != "win32" and status in (-signal.SIGXCPU, -signal.SIGKILL)
    return "image-too-large" if over_time else "image-unreadable"
