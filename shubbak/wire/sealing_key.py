"""The keys that packets are sealed to: X25519 alone, as they first were, or together with ML-KEM-768.

A packet may wait for weeks on a stolen disk, and its seal must hold for as long as what is in it matters: the hybrid
holds while either of its two halves does (KEM 0x647A of HPKE, also known as X-Wing).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import MLKEM768X25519PrivateKey, MLKEM768X25519PublicKey

X25519: Final = "x25519"
HYBRID: Final = "mlkem768-x25519"
_MLKEM_BYTES = 1184


@dataclass(frozen=True)
class SealingKey:
    """A public key. kem: X25519 or HYBRID. raw: 32 bytes, or ML-KEM-768's 1184 and then X25519's 32.

    Raises ValueError for a kind that is not known or bytes that are no such key.
    """

    kem: str
    raw: bytes

    def __post_init__(self) -> None:
        self.hpke()

    def hpke(self) -> X25519PublicKey | MLKEM768X25519PublicKey:
        """The key as HPKE takes it."""
        if self.kem == X25519:
            return X25519PublicKey.from_public_bytes(self.raw)
        if self.kem != HYBRID:
            raise ValueError("kem")
        return MLKEM768X25519PublicKey(
            MLKEM768PublicKey.from_public_bytes(self.raw[:_MLKEM_BYTES]),
            X25519PublicKey.from_public_bytes(self.raw[_MLKEM_BYTES:]),
        )


@dataclass(frozen=True)
class SealingPrivateKey:
    """A private key; without `mlkem` it is one of the first kind."""

    x25519: X25519PrivateKey = field(repr=False)
    mlkem: MLKEM768PrivateKey | None = field(repr=False, default=None)

    @classmethod
    def generate(cls) -> SealingPrivateKey:
        """Make a hybrid key."""
        return cls(X25519PrivateKey.generate(), MLKEM768PrivateKey.generate())

    @property
    def kem(self) -> str:
        return X25519 if self.mlkem is None else HYBRID

    def public(self) -> SealingKey:
        classic = self.x25519.public_key().public_bytes_raw()
        if self.mlkem is None:
            return SealingKey(X25519, classic)
        return SealingKey(HYBRID, self.mlkem.public_key().public_bytes_raw() + classic)

    def hpke(self) -> X25519PrivateKey | MLKEM768X25519PrivateKey:
        """The key as HPKE takes it."""
        return self.x25519 if self.mlkem is None else MLKEM768X25519PrivateKey(self.mlkem, self.x25519)
