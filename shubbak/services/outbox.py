"""Empty the outbox: one packet at a time, under its own id, until the portal vouches for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from shubbak.ports.clock import Clock
from shubbak.ports.portal import Portal, PortalError
from shubbak.ports.store import LONGEST_WAIT, OutboxItem, StationStore
from shubbak.services.station_identity import StationIdentity
from shubbak.wire.packet import Acknowledgement
from shubbak.wire.seal import SealError, read_acknowledgement, read_packet

SHORTEST_DELAY = 1.0
LONGEST_DELAY = 300.0
#: A portal that asks to come later is busy with everybody else who was told the same. Spread over a tenth of what it
#: asked, 480 of 500 stations came back within one second; over this, never more than 24.
BUSY_SPREAD = 30.0
#: What the portal says of a body that is not what we sealed. Ours was checked just before it left, so a few of these
#: mean a portal or a line that is not well; this many, the last of them in a row, mean something that a person must
#: look at. However long a packet has waited for a line, the first of them puts it into no drawer.
_DAMAGE = frozenset({"packet-shape", "packet-digest", "packet-signature", "packet-misaddressed"})
_PATIENCE_WITH_DAMAGE = 10
#: The request was ours and its body was not: that is always the line, and never the packet.
_LINE = "body-digest"
#: What the portal says of the station or of itself, not of the packet: the packets are sound and wait until staff have
#: enrolled the station anew, taken its revocation back, found what takes the signatures away on the line, or updated
#: the portal.
_STATION = frozenset({"portal-older", "request-signature", "request-unsigned", "station-revoked", "station-unknown"})
STATION_DELAY = 900.0


class SendKind(StrEnum):
    """How one try ended. IDLE: nothing was due."""

    IDLE = "idle"
    ACKNOWLEDGED = "acknowledged"
    WAITING = "waiting"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class SendResult:
    """One try: which packet, the portal's case once acknowledged, the problem code otherwise, and the seconds until
    this packet is due again when it waits.
    """

    kind: SendKind
    packet_id: str = ""
    case: str = ""
    reason: str = ""
    delay: float = 0.0


def next_delay(attempts: int, jitter: float, retry_after: float = 0.0) -> float:
    """Return the seconds to wait after `attempts` tries (1 or more), with `jitter` from 0 to 1.

    Doubles from a second to five minutes, of which the jitter takes up to half away, so that stations cut off together
    do not return together. What the portal asked for is a floor, up to an hour, above which they are spread too.
    """
    full = min(LONGEST_DELAY, SHORTEST_DELAY * float(1 << min(max(attempts, 1), 16)))
    spread = max(SHORTEST_DELAY, full * (1 - jitter / 2))
    asked = retry_after + jitter * max(BUSY_SPREAD, full) if retry_after > 0 else 0.0
    return min(max(spread, asked), LONGEST_WAIT.total_seconds())


def send_one(store: StationStore, portal: Portal, identity: StationIdentity, clock: Clock) -> SendResult:
    """Send the oldest due packet and write down how it ended.

    Raises StoreError when that could not be written; the packet then becomes due again by itself, under the same id,
    and the portal answers as it did before.
    """
    claimed = store.claim(clock.now())
    if claimed is None:
        return SendResult(SendKind.IDLE)
    item, packet = claimed
    try:
        digest = _own_digest(item, packet, identity)
    except SealError:
        return _refuse(store, item, "packet-damaged")
    try:
        answer = portal.send(item.id, packet)
    except PortalError as error:
        return _failed(store, clock, item, error)
    return _answered(store, clock, identity, item, digest, answer)


def _own_digest(item: OutboxItem, packet: bytes, identity: StationIdentity) -> str:
    # A flipped bit on the disk shows here; SQLite itself would hand it out without a word.
    head, parts = read_packet(packet)
    # A machine that was enrolled anew still holds packets of the station that it was. That one's key is gone from here;
    # the portal has it and checks them, and this station sends them as its neighbour.
    if item.receipt.startswith(f"{identity.station}-"):
        identity.check_own(parts)
    return head.digest


def _failed(store: StationStore, clock: Clock, item: OutboxItem, error: PortalError) -> SendResult:
    reason = error.detail or error.code
    if error.detail in _STATION:
        return _wait(store, clock, item, reason, max(STATION_DELAY, error.retry_after))
    if error.permanent and error.detail != _LINE and not _may_be_damage(item, error.detail):
        return _refuse(store, item, reason)
    return _wait(store, clock, item, reason, error.retry_after)


def _may_be_damage(item: OutboxItem, problem: str) -> bool:
    return problem in _DAMAGE and (item.attempts < _PATIENCE_WITH_DAMAGE or item.reason not in _DAMAGE)


def _answered(
    store: StationStore, clock: Clock, identity: StationIdentity, item: OutboxItem, digest: str, answer: Acknowledgement
) -> SendResult:
    try:
        statement = read_acknowledgement(answer, identity.portal_signing, item.id, digest)
    except SealError as error:
        return _wait(store, clock, item, str(error), 0.0)
    store.acknowledge(item.id, statement.case, answer.statement.encode(), answer.signature.encode())
    return SendResult(SendKind.ACKNOWLEDGED, item.id, case=statement.case)


def _wait(store: StationStore, clock: Clock, item: OutboxItem, reason: str, retry_after: float) -> SendResult:
    delay = next_delay(item.attempts, clock.jitter(), retry_after)
    store.retry_later(item.id, reason, clock.now() + timedelta(seconds=delay))
    return SendResult(SendKind.WAITING, item.id, reason=reason, delay=delay)


def _refuse(store: StationStore, item: OutboxItem, reason: str) -> SendResult:
    store.refuse(item.id, reason)
    return SendResult(SendKind.REFUSED, item.id, reason=reason)
