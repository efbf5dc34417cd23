"""Time, ids and randomness: the one door through which the core meets chance."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """The station's sense of time and chance."""

    def now(self) -> datetime:
        """Return aware UTC."""

    def new_id(self) -> str:
        """Return a UUIDv7 (RFC 9562) as text, later ones sorting after earlier ones."""

    def random_bytes(self, count: int) -> bytes:
        """Return bytes fit for keys."""

    def jitter(self) -> float:
        """Return a number from 0 to 1, for spreading retries."""
