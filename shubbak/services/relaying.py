"""Carry neighbours' packets to the portal: one try at a time, until it vouches or says that it never will."""

from __future__ import annotations

from datetime import timedelta

from shubbak.ports.clock import Clock
from shubbak.ports.portal import Portal, PortalError
from shubbak.ports.relay import RelayedPacket, RelayShelf
from shubbak.ports.store import LONGEST_UPLOAD
from shubbak.services.outbox import next_delay
from shubbak.services.station_identity import StationIdentity
from shubbak.wire.seal import SealError, read_acknowledgement

#: For how long the portal's word waits for its owner to fetch it.
KEPT_FOR = timedelta(days=14)


def relay_one(shelf: RelayShelf, portal: Portal, identity: StationIdentity, clock: Clock) -> bool:
    """Send the neighbour's packet that is due and write down how it ended; False when none was due.

    A permanent refusal ends the carrying alone: the owner keeps its packet and hears it from the portal itself. Raises
    StoreError; the packet then comes due again by itself.
    """
    claimed = shelf.claim_relayed(clock.now(), clock.now() + LONGEST_UPLOAD)
    if claimed is None:
        shelf.drop_relayed_before(clock.now() - KEPT_FOR)
        return False
    packet, body = claimed
    try:
        answer = portal.send(packet.id, body)
        read_acknowledgement(answer, identity.portal_signing, packet.id, packet.digest)
    except SealError as error:
        _wait(shelf, clock, packet, str(error), 0.0)
    except PortalError as error:
        reason = error.detail or error.code
        if error.permanent:
            shelf.refuse_relayed(packet.id, reason)
        else:
            _wait(shelf, clock, packet, reason, error.retry_after)
    else:
        shelf.vouch_relayed(packet.id, answer.statement, answer.signature)
    return True


def _wait(shelf: RelayShelf, clock: Clock, packet: RelayedPacket, reason: str, retry_after: float) -> None:
    delay = next_delay(packet.attempts, clock.jitter(), retry_after)
    shelf.relay_later(packet.id, reason, clock.now() + timedelta(seconds=delay))
