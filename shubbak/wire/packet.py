"""A packet: an application sealed to the portal's key, and the open facts that route and number it."""

from __future__ import annotations

import msgspec

PACKET_VERSION = 2
#: What stations sealed before the hybrid key: it bound less and is still opened, because outboxes outlive updates.
PACKET_VERSION_OF_X25519 = 1
#: The portal refuses larger bodies; twenty scanned pages at 300 dpi stay below it.
MAX_PACKET_BYTES = 20_000_000


class PacketHead(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the portal may know before opening: nothing in it is personal. Its id, station, sequence and catalogue
    version are bound to the sealed body as HPKE info.

    id: the application's UUIDv7. sequence: the station's own count without gaps. digest: SHA-256 of the sealed body,
    hex.
    key_id: the portal key it is sealed to. receipt: the receipt number. total_minor and currency: what was paid or is
    due.
    """

    version: int
    id: str
    station: str
    sequence: int
    service_id: str
    service_version: int
    catalogue_version: int
    receipt: str
    total_minor: int
    currency: str
    sealed_at: str
    key_id: str
    digest: str


class Packet(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What travels, as MessagePack: the head as the exact JSON bytes that were signed, the sealed body, and the
    station's Ed25519 signature over the head bytes (whose digest covers the body)."""

    head: bytes
    sealed: bytes
    signature: bytes


class Acknowledgement(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The portal's answer once the application is stored: `statement` is exact JSON bytes (an
    AcknowledgementStatement), `signature` the portal's
    Ed25519 over it, base64."""

    statement: str
    signature: str


class AcknowledgementStatement(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the portal vouches for: this packet with this digest is stored as this case since then (RFC 3339 UTC)."""

    version: int
    id: str
    digest: str
    case: str
    accepted_at: str
