"""Packets of other stations of the office that this one carries to the portal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

#: What one station carries for its neighbours at most, so that nobody's packets fill its disk.
MOST_RELAYED, MOST_RELAYED_BYTES = 200, 500_000_000


class RelayState(StrEnum):
    """WAITING for the portal, VOUCHED for by it, or REFUSED by it: then the owner alone can do something."""

    WAITING = "waiting"
    VOUCHED = "vouched"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class RelayedPacket:
    """One packet of another station; it never enters this station's own sequence. statement and signature: the portal's
    word once it is VOUCHED, else empty. reason: the last try's problem code.
    """

    id: str
    owner: str
    digest: str
    state: RelayState
    kept_at: datetime
    attempts: int = 0
    reason: str = ""
    statement: str = ""
    signature: str = ""


class RelayShelf(Protocol):
    """Every verb is one durable transaction, with its event in it, and raises StoreError."""

    def keep_relayed(self, packet: RelayedPacket, body: bytes) -> bool:
        """Keep a neighbour's packet; the same id again changes nothing, and a REFUSED one waits again. False where
        there is no more room for neighbours, or the id is here with another digest or owner.
        """

    def relayed(self) -> tuple[RelayedPacket, ...]:
        """Return all, oldest first."""

    def claim_relayed(self, now: datetime, again_at: datetime) -> tuple[RelayedPacket, bytes] | None:
        """Return the WAITING packet that has been due for longest, one attempt more and due again at `again_at`."""

    def vouch_relayed(self, packet_id: str, statement: str, signature: str) -> None:
        """Keep the portal's verified word for the owner; the bytes go."""

    def relay_later(self, packet_id: str, reason: str, next_try_at: datetime) -> None:
        """The outcome is unknown or the portal busy."""

    def refuse_relayed(self, packet_id: str, reason: str) -> None:
        """The portal does not take it from here; the bytes go, the owner has its own."""

    def drop_relayed_before(self, limit: datetime) -> int:
        """Forget what no longer waits and was kept before a moment; returns how many. Nothing of it was this station's,
        so the trail has no event for it.
        """
