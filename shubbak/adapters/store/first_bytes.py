"""What the first bytes of a station's file say of it."""

from __future__ import annotations

from pathlib import Path

_PLAIN = b"SQLite format 3\0"


def is_plain(path: Path) -> bool:
    """Whether a file is a readable SQLite database, as releases before this one wrote it; raises OSError."""
    return _first_bytes(path) == _PLAIN


def is_sealed(path: Path) -> bool:
    """Whether a file holds something that only its key opens; raises OSError."""
    return _first_bytes(path) not in (b"", _PLAIN)


def _first_bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(len(_PLAIN))
    except FileNotFoundError:
        return b""
