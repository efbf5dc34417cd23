"""What carrying packets on a stick needs of the station's store."""

from __future__ import annotations

from typing import Protocol

from shubbak.ports.audit import AuditTrail
from shubbak.ports.store import OutboxItem


class CarriedPackets(AuditTrail, Protocol):
    """The outbox as a stick sees it; every verb raises StoreError."""

    def outbox(self) -> tuple[OutboxItem, ...]:
        """Return every packet that is not acknowledged, and the last hundred that are, oldest first."""

    def sealed_packet(self, packet_id: str) -> bytes | None:
        """Return the bytes of a packet that the portal has not vouched for, without claiming it; None where there is
        none.
        """

    def acknowledge(self, packet_id: str, case: str, statement: bytes, signature: bytes) -> None:
        """Keep the portal's verified acknowledgement; the sealed bytes are no longer needed and go."""

    def turn_away(self, packet_id: str, reason: str) -> bool:
        """Put a waiting packet in the drawer, as the portal's verified refusal says; False when none waits under this
        id.
        """
