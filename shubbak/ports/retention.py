"""What a store gives to whoever decides how long things are kept, and what it then lets go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class VouchedPacket:
    """A packet that the portal has, with its exact word for it."""

    id: str
    digest: str
    statement: bytes
    signature: bytes


class RetentionShelf(Protocol):
    """Every verb is one durable transaction, with its event in it, and raises StoreError. Nothing goes that the portal
    has not vouched for.
    """

    def newest_vouched(self, most: int) -> tuple[VouchedPacket, ...]:
        """Return the acknowledged packets with the highest sequences."""

    def vouched_before(self, limit: datetime, most: int) -> tuple[VouchedPacket, ...]:
        """Return acknowledged packets whose receipt was issued before a moment, oldest first."""

    def wipe_packet(self, packet_id: str) -> bool:
        """Make an acknowledged packet WIPED: its receipt's facts, case and acknowledgement go, its id, sequence and
        digest stay, and its receipt's number is never given again. False for any other packet.
        """

    def wipe_payments(self, limit: datetime) -> int:
        """Take away payments intended before a moment whose outcome is final and, where money was taken, whose
        application the portal has; returns how many.
        """
