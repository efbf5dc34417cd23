"""Readers of printed codes: one on a line of its own, from whoever holds a code before it, and one in pictures."""

from __future__ import annotations

from typing import Protocol

from shubbak.domain.problem import Problem


class CodeReaderError(Exception):
    """No code can come. `code`: code-reader-gone, code-reader-denied or code-reader-gibberish."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class CodeReader(Protocol):
    """Blocking, called off the screen's thread. After an error the next call begins anew: a reader that was unplugged
    and is back works again.
    """

    def next_code(self, wait_s: float) -> str:
        """Return the next code, untrusted text of at most 4096 signs, or "" when none came in time."""

    def close(self) -> None:
        """Let go of the device; the next call opens it again."""


class CodeFinder(Protocol):
    """Reads the codes in a picture, apart from the program that shows it; blocking, in bounded time and memory."""

    def codes(self, untrusted_image: bytes) -> tuple[str, ...] | Problem:
        """Return the untrusted texts of the codes, none where there is none, or why the picture cannot be looked at.

        Raises ScannerError: scanner-cancelled, when the visit ended meanwhile.
        """
