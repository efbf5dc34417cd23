"""Seals: HPKE (RFC 9180) for what only the portal may read, Ed25519 for who said it."""

from __future__ import annotations

import base64
import contextlib
import hashlib

import msgspec
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from shubbak.wire.packet import (
    MAX_PACKET_BYTES,
    PACKET_VERSION,
    PACKET_VERSION_OF_X25519,
    Acknowledgement,
    AcknowledgementStatement,
    Packet,
    PacketHead,
)
from shubbak.wire.sealing_key import HYBRID, X25519, SealingKey, SealingPrivateKey

_SUITES = {
    X25519: Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM),
    HYBRID: Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM),
}


class SealError(ValueError):
    """Something was not what its seal says. The text is a stable code: packet-shape, packet-signature, packet-digest,
    packet-sealed-for-another-key, acknowledgement-shape, acknowledgement-signature, acknowledgement-for-another."""


def digest(body: bytes) -> str:
    """Return SHA-256 in hex."""
    return hashlib.sha256(body).hexdigest()


def seal(plain: bytes, portal_key: SealingKey, head: PacketHead) -> bytes:
    """Seal bytes to the portal under a head whose digest is not known yet.

    The packet's id, station, sequence and catalogue version are bound: a body moved under another head does not open.
    """
    return seal_bytes(plain, portal_key, _info(head))


def unseal(sealed: bytes, portal_key: SealingPrivateKey, head: PacketHead) -> bytes:
    """Open what `seal` closed; raises SealError."""
    return unseal_bytes(sealed, portal_key, _info(head))


def seal_bytes(plain: bytes, key: SealingKey, info: bytes) -> bytes:
    """Seal bytes to a key; they open with the same `info` alone, which says what they are and between whom."""
    return _SUITES[key.kem].encrypt(plain, key.hpke(), info=info)


def unseal_bytes(sealed: bytes, key: SealingPrivateKey, info: bytes) -> bytes:
    """Open what `seal_bytes` closed; raises SealError."""
    try:
        return _SUITES[key.kem].decrypt(sealed, key.hpke(), info=info)
    except (InvalidTag, ValueError) as error:
        raise SealError("packet-sealed-for-another-key") from error


def _info(head: PacketHead) -> bytes:
    if head.version == PACKET_VERSION_OF_X25519:
        return f"shubbak packet 1:{head.station}/{head.id}".encode()
    return f"shubbak packet 2:{head.station}/{head.id}/{head.sequence}/{head.catalogue_version}".encode()


def close_packet(head: PacketHead, sealed: bytes, station_key: Ed25519PrivateKey) -> bytes:
    """Return a packet's bytes; the head must already carry the sealed body's digest."""
    encoded = msgspec.json.encode(head)
    return msgspec.msgpack.encode(Packet(encoded, sealed, station_key.sign(encoded)))


def read_packet(untrusted: bytes) -> tuple[PacketHead, Packet]:
    """Decode a packet whose sender is not yet known: shape, version and digest hold, the signature is still to be
    checked. Raises SealError.
    """
    if len(untrusted) > MAX_PACKET_BYTES:
        raise SealError("packet-shape")
    try:
        packet = msgspec.msgpack.decode(untrusted, type=Packet)
        head = msgspec.json.decode(packet.head, type=PacketHead)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise SealError("packet-shape") from error
    if head.version not in (PACKET_VERSION, PACKET_VERSION_OF_X25519):
        raise SealError("packet-shape")
    if digest(packet.sealed) != head.digest:
        raise SealError("packet-digest")
    return head, packet


def check_packet(packet: Packet, *station_keys: Ed25519PublicKey) -> None:
    """Check that the station signed this head, with any of its keys; raises SealError."""
    for key in station_keys:
        with contextlib.suppress(InvalidSignature):
            return key.verify(packet.signature, packet.head)
    raise SealError("packet-signature")


def sign_text(text: str, key: Ed25519PrivateKey) -> str:
    """Return a base64 Ed25519 signature over a text's UTF-8 bytes."""
    return base64.b64encode(key.sign(text.encode())).decode()


def check_text(text: str, signature: str, key: Ed25519PublicKey) -> bool:
    """Say whether `sign_text` made this signature; a malformed one is simply not one."""
    try:
        key.verify(base64.b64decode(signature, validate=True), text.encode())
    except (InvalidSignature, ValueError):
        return False
    return True


def read_acknowledgement(
    answer: Acknowledgement, portal_key: Ed25519PublicKey, packet_id: str, packet_digest: str
) -> AcknowledgementStatement:
    """Return the portal's statement once it is signed and about this very packet; raises SealError."""
    if not check_text(answer.statement, answer.signature, portal_key):
        raise SealError("acknowledgement-signature")
    try:
        statement = msgspec.json.decode(answer.statement, type=AcknowledgementStatement)
    except msgspec.MsgspecError as error:
        raise SealError("acknowledgement-shape") from error
    if (statement.id, statement.digest) != (packet_id, packet_digest):
        raise SealError("acknowledgement-for-another")
    return statement
