"""A clock that a test winds by hand, with ids and randomness that repeat."""

from __future__ import annotations

import random
import threading
from datetime import UTC, datetime, timedelta
from uuid import UUID


class FakeClock:
    """Implements ports.clock.Clock; stands still until `advance`."""

    def __init__(self, at: datetime = datetime(2026, 3, 1, 7, 30, tzinfo=UTC), seed: int = 7) -> None:
        self.at = at
        self.next_jitter = 0.5
        self._random = random.Random(seed)
        self._count = 0
        self._lock = threading.Lock()

    def now(self) -> datetime:
        return self.at

    def advance(self, **step: float) -> None:
        self.at += timedelta(**step)

    def new_id(self) -> str:
        with self._lock:
            self._count += 1
            count = self._count
        milliseconds = int(self.at.timestamp() * 1000)
        return str(UUID(int=milliseconds << 80 | 0x7 << 76 | 0b10 << 62 | count))

    def random_bytes(self, count: int) -> bytes:
        return self._random.randbytes(count)

    def jitter(self) -> float:
        return self.next_jitter
