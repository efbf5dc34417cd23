"""A stick that somebody brings: folders of files that anybody may have written, read within bounds."""

from __future__ import annotations

from typing import Protocol


class StickError(Exception):
    """The stick did not give or take it; what was on it before is still there. `code`: stick-missing (no stick, or no
    such folder or file), stick-strange (a link, a device, a file where a folder should be), stick-too-large,
    stick-crowded, stick-full, stick-read-only or stick-broken.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Stick(Protocol):
    """Blocking; every verb raises StickError. Nothing outside the stick is ever reached through it: links are never
    followed, and names with a path in them are a ValueError.
    """

    def folders(self) -> tuple[str, ...]:
        """Return the names that stand at the top, sorted; whatever they are."""

    def names(self, folder: str) -> tuple[str, ...]:
        """Return the names in one folder, sorted; whatever they are."""

    def read(self, folder: str, name: str, most: int) -> bytes:
        """Return a regular file's bytes, at most so many: a larger one is stick-too-large."""

    def write(self, folder: str, name: str, body: bytes) -> None:
        """Keep a file, whole or not at all, durably; the folder is made where it is missing."""

    def remove(self, folder: str, name: str) -> None:
        """Take a file away; one that is not there changes nothing."""
