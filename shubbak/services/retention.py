"""The chore that lets go of what is past its time, and of nothing that the portal does not vouch for now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from shubbak.domain.retention import Kept, RetentionRule
from shubbak.ports.clock import Clock
from shubbak.ports.drafts import DraftShelf
from shubbak.ports.retention import RetentionShelf, VouchedPacket
from shubbak.services.station_identity import StationIdentity
from shubbak.wire.moment import parse_moment
from shubbak.wire.packet import Acknowledgement, AcknowledgementStatement
from shubbak.wire.seal import SealError, read_acknowledgement

#: Packets that one round looks at; the next round takes up the others.
AT_ONCE = 200
_NEWEST = 5


class Shelves(RetentionShelf, DraftShelf, Protocol):
    """All that a station lets go of."""


@dataclass(frozen=True, slots=True)
class Wiped:
    """One round: packets, payments and drafts that went, and packets that are past their time but whose
    acknowledgement did not verify: those stay.
    """

    packets: int = 0
    payments: int = 0
    unproven: int = 0
    drafts: int = 0


def wipe_old(store: Shelves, identity: StationIdentity, clock: Clock, rules: Mapping[Kept, RetentionRule]) -> Wiped:
    """Let go of what is past its time; raises StoreError.

    Age is counted by the portal's own signed times, up to the newest one here: a clock that runs ahead wipes nothing
    early, and a station that the portal has not spoken to for long keeps what it has.
    """
    portal_time = _portal_time(store, identity.portal_signing)
    if portal_time is None:
        return Wiped()
    now = min(clock.now(), portal_time)
    packets, unproven = _wipe_packets(store, identity.portal_signing, now, rules[Kept.PACKET])
    days, draft_days = rules[Kept.PAYMENT].days, rules[Kept.DRAFT].days
    payments = store.wipe_payments(now - timedelta(days=days)) if days else 0
    drafts = store.drop_drafts_before(now - timedelta(days=draft_days)) if draft_days else 0
    return Wiped(packets, payments, unproven, drafts)


def _portal_time(store: RetentionShelf, portal: Ed25519PublicKey) -> datetime | None:
    words = (_word(packet, portal) for packet in store.newest_vouched(_NEWEST))
    return max((parse_moment(word.accepted_at) for word in words if word is not None), default=None)


def _wipe_packets(
    store: RetentionShelf, portal: Ed25519PublicKey, now: datetime, rule: RetentionRule
) -> tuple[int, int]:
    if rule.days is None:
        return 0, 0
    limit = now - timedelta(days=rule.days)
    wiped = unproven = 0
    for packet in store.vouched_before(limit, AT_ONCE):
        word = _word(packet, portal)
        if word is None:
            unproven += 1
        elif parse_moment(word.accepted_at) < limit:
            wiped += store.wipe_packet(packet.id)
    return wiped, unproven


def _word(packet: VouchedPacket, portal: Ed25519PublicKey) -> AcknowledgementStatement | None:
    """Return the portal's word for a packet when it verifies now, not only when it was taken in."""
    try:
        answer = Acknowledgement(packet.statement.decode(), packet.signature.decode())
        return read_acknowledgement(answer, portal, packet.id, packet.digest)
    except (SealError, UnicodeDecodeError):
        return None
