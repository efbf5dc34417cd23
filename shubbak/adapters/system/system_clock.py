"""The machine's own time, ids and randomness."""

from __future__ import annotations

import os
import random
import threading
from datetime import UTC, datetime
from uuid import UUID

_RANDOM_BITS = 62


class SystemClock:
    """Implements `shubbak.ports.clock.Clock`; may be used from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last = 0

    def now(self) -> datetime:
        return datetime.now(UTC)

    def new_id(self) -> str:
        """Return a UUIDv7 (RFC 9562, method 1 of section 6.2): 48 bits of milliseconds and a 12-bit counter.

        Ids of one process only ever grow: when the clock stands still or steps back, the counter runs on from the last
        id instead.
        """
        milliseconds = int(self.now().timestamp() * 1000)
        with self._lock:
            # The upper bit of a fresh counter stays clear, so that 2,048 more ids fit into the same millisecond.
            fresh = milliseconds << 12 | random.getrandbits(11)
            self._last = max(fresh, self._last + 1)
            moment = self._last
        tail = int.from_bytes(os.urandom(8)) & ((1 << _RANDOM_BITS) - 1)
        return str(UUID(int=(moment >> 12) << 80 | 0x7 << 76 | (moment & 0xFFF) << 64 | 0b10 << _RANDOM_BITS | tail))

    def random_bytes(self, count: int) -> bytes:
        return os.urandom(count)

    def jitter(self) -> float:
        return random.random()  # noqa: S311 (spreads retries)
