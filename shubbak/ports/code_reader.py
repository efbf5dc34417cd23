"""A reader of printed codes on a line of its own: one code after another, from whoever holds one before it."""

from __future__ import annotations

from typing import Protocol


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
