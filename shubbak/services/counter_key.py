"""The key that neighbours seal to: made from the station's own, so that nothing more has to be kept."""

from __future__ import annotations

import base64

from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from shubbak.services.station_identity import StationIdentity
from shubbak.wire.sealing_key import HYBRID, SealingKey, SealingPrivateKey

_X25519_SEED, _MLKEM_SEED = 32, 64


def counter_key(identity: StationIdentity) -> SealingPrivateKey:
    """Return the hybrid key that this station opens what neighbours hand to it with; the same for each call."""
    kdf = HKDF(SHA256(), _X25519_SEED + _MLKEM_SEED, salt=None, info=b"shubbak seal between counters 1")
    seed = kdf.derive(identity.key.private_bytes_raw())
    return SealingPrivateKey(
        X25519PrivateKey.from_private_bytes(seed[:_X25519_SEED]),
        MLKEM768PrivateKey.from_seed_bytes(seed[_X25519_SEED:]),
    )


def key_text(key: SealingKey) -> str:
    """Return a public key as it stands in a call."""
    return base64.b64encode(key.raw).decode()


def key_of(untrusted: str) -> SealingKey:
    """Return the key that a call told; raises ValueError."""
    return SealingKey(HYBRID, base64.b64decode(untrusted, validate=True))
