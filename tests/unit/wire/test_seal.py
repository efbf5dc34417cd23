"""Seals: what only the portal opens, what is bound to it, and how a packet shows every change."""

from __future__ import annotations

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from shubbak.wire.packet import PACKET_VERSION, PACKET_VERSION_OF_X25519, PacketHead
from shubbak.wire.seal import SealError, check_packet, close_packet, digest, read_packet, seal, unseal
from shubbak.wire.sealing_key import HYBRID, X25519, SealingKey, SealingPrivateKey
from shubbak.wire.station import PortalKeys

HEAD = PacketHead(PACKET_VERSION, "a1", "K07", 3, "s", 1, 9, "K07-1", 0, "KWD", "2026-03-01T12:00:00Z", "k", "")
CLASSIC = SealingPrivateKey(X25519PrivateKey.generate())
BOTH = SealingPrivateKey.generate()


@pytest.mark.parametrize(("key", "kem", "overhead"), [(BOTH, HYBRID, 1136), (CLASSIC, X25519, 48)])
def test_what_is_sealed_opens_with_its_key_alone(key: SealingPrivateKey, kem: str, overhead: int) -> None:
    sealed = seal(b"plain", key.public(), HEAD)
    assert (key.kem, len(sealed)) == (kem, len(b"plain") + overhead)
    assert unseal(sealed, key, HEAD) == b"plain"
    for other in (SealingPrivateKey.generate(), SealingPrivateKey(key.x25519, SealingPrivateKey.generate().mlkem)):
        with pytest.raises(SealError, match="packet-sealed-for-another-key"):
            unseal(sealed, other, HEAD)


@pytest.mark.parametrize(
    "moved", [{"id": "a2"}, {"station": "K08"}, {"sequence": 4}, {"catalogue_version": 8}, {"version": 1}]
)
def test_a_body_moved_under_another_head_does_not_open(moved: dict[str, object]) -> None:
    sealed = seal(b"plain", BOTH.public(), HEAD)
    with pytest.raises(SealError, match="packet-sealed-for-another-key"):
        unseal(sealed, BOTH, msgspec.structs.replace(HEAD, **moved))


def test_a_packet_of_before_the_hybrid_still_opens() -> None:
    """Its info was the station and the id alone; an outbox may have held it through an update."""
    old = msgspec.structs.replace(HEAD, version=PACKET_VERSION_OF_X25519)
    sealed = seal(b"plain", CLASSIC.public(), old)
    assert unseal(sealed, CLASSIC, msgspec.structs.replace(old, sequence=7)) == b"plain"
    packet = close_packet(msgspec.structs.replace(old, digest=digest(sealed)), sealed, Ed25519PrivateKey.generate())
    assert read_packet(packet)[0].version == PACKET_VERSION_OF_X25519


@given(st.data())
def test_no_changed_byte_opens(data: st.DataObject) -> None:
    sealed = seal(b"plain", BOTH.public(), HEAD)
    at = data.draw(st.integers(0, len(sealed) - 1))
    changed = sealed[:at] + bytes([sealed[at] ^ data.draw(st.integers(1, 255))]) + sealed[at + 1 :]
    with pytest.raises(SealError):
        unseal(changed, BOTH, HEAD)


@given(st.integers(0, 1200))
def test_a_cut_body_does_not_open(length: int) -> None:
    with pytest.raises(SealError):
        unseal(seal(bytes(100), BOTH.public(), HEAD)[:length], BOTH, HEAD)


def test_a_packet_from_a_newer_program_is_not_guessed_at() -> None:
    head = msgspec.structs.replace(HEAD, version=PACKET_VERSION + 1, digest=digest(b"sealed"))
    with pytest.raises(SealError, match="packet-shape"):
        read_packet(close_packet(head, b"sealed", Ed25519PrivateKey.generate()))


def test_a_head_is_the_stations_own() -> None:
    station = Ed25519PrivateKey.generate()
    head = msgspec.structs.replace(HEAD, digest=digest(b"sealed"))
    _, packet = read_packet(close_packet(head, b"sealed", station))
    check_packet(packet, station.public_key())
    with pytest.raises(SealError, match="packet-signature"):
        check_packet(packet, Ed25519PrivateKey.generate().public_key())


@pytest.mark.parametrize(("kem", "raw"), [(X25519, b""), (HYBRID, bytes(1215)), (HYBRID, bytes(32)), ("rot13", b"x")])
def test_what_is_no_key_is_refused(kem: str, raw: bytes) -> None:
    with pytest.raises(ValueError):
        SealingKey(kem, raw)


def test_the_keys_of_a_portal_of_before_the_hybrid_are_read() -> None:
    told = msgspec.json.decode(b'{"signing": "A", "sealing": "B", "sealing_id": "C"}', type=PortalKeys)
    assert told.sealing_kem == X25519
