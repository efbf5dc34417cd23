"""The two families of ciphers that chips speak, triple DES and AES, and their keys (Doc 9303-11, 9.7 and 9.8)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Protocol

from cryptography.hazmat.decrepit.ciphers.algorithms import TripleDES
from cryptography.hazmat.primitives.ciphers import Cipher, CipherContext, modes
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.cmac import CMAC

MAC_LENGTH = 8
_FOR_ENCRYPTION, _FOR_MAC, _FOR_PASSWORD = 1, 2, 3


def pad(data: bytes, block: int) -> bytes:
    """Return data with a bit and as many zeros as fill the block (ISO/IEC 9797-1, padding method 2)."""
    return data + b"\x80" + bytes(-(len(data) + 1) % block)


def unpad(data: bytes) -> bytes | None:
    """Return data without its padding, or None when there is none."""
    bare = data.rstrip(b"\0")
    return bare[:-1] if bare.endswith(b"\x80") else None


class Suite(Protocol):
    """One family with one key length. Texts are whole blocks, except where a token is made."""

    @property
    def block(self) -> int: ...

    def derive(self, secret: bytes, purpose: int) -> bytes:
        """Return a key from a shared secret (9.7.1)."""

    def encrypt(self, key: bytes, text: bytes, start: bytes) -> bytes: ...

    def decrypt(self, key: bytes, text: bytes, start: bytes) -> bytes: ...

    def start(self, key: bytes, counter: bytes) -> bytes:
        """Return the first vector of a message with this counter (9.8.6)."""

    def mac(self, key: bytes, text: bytes) -> bytes:
        """Return eight bytes over padded text."""

    def token(self, key: bytes, text: bytes) -> bytes:
        """Return eight bytes over text of any length (4.4.3.4)."""


def session_keys(suite: Suite, secret: bytes) -> tuple[bytes, bytes]:
    """Return the keys to encrypt and to authenticate with."""
    return suite.derive(secret, _FOR_ENCRYPTION), suite.derive(secret, _FOR_MAC)


def password_key(suite: Suite, password: bytes) -> bytes:
    """Return the key that PACE's nonce is encrypted with (9.7.2)."""
    return suite.derive(password, _FOR_PASSWORD)


def _whole(context: CipherContext, text: bytes) -> bytes:
    return context.update(text) + context.finalize()


def _sha1(data: bytes) -> bytes:
    return hashlib.sha1(data).digest()  # noqa: S324 (the chip's own rule; what it protects is long signed by others)


@dataclass(frozen=True, slots=True)
class TripleDesSuite:
    """Two-key triple DES in CBC with the retail MAC (ISO/IEC 9797-1, algorithm 3)."""

    @property
    def block(self) -> int:
        return 8

    def derive(self, secret: bytes, purpose: int) -> bytes:
        return _odd_parity(_sha1(secret + purpose.to_bytes(4, "big"))[:16])

    def encrypt(self, key: bytes, text: bytes, start: bytes) -> bytes:
        return _whole(Cipher(TripleDES(key + key[:8]), modes.CBC(start)).encryptor(), text)

    def decrypt(self, key: bytes, text: bytes, start: bytes) -> bytes:
        return _whole(Cipher(TripleDES(key + key[:8]), modes.CBC(start)).decryptor(), text)

    def start(self, key: bytes, counter: bytes) -> bytes:
        return bytes(8)

    def mac(self, key: bytes, text: bytes) -> bytes:
        """Single DES over all blocks, the last one decrypted and encrypted once more with the key's halves."""
        one, other = key[:8] * 3, key[8:] * 3
        last = _whole(Cipher(TripleDES(one), modes.CBC(bytes(8))).encryptor(), text)[-8:]
        back = _whole(Cipher(TripleDES(other), modes.CBC(bytes(8))).decryptor(), last)
        return _whole(Cipher(TripleDES(one), modes.CBC(bytes(8))).encryptor(), back)

    def token(self, key: bytes, text: bytes) -> bytes:
        return self.mac(key, pad(text, 8))


def _odd_parity(key: bytes) -> bytes:
    """DES keys carry a parity bit in each byte (9.7.1.1); it changes nothing but is printed in the examples."""
    return bytes(octet & 0xFE | (octet >> 1).bit_count() % 2 ^ 1 for octet in key)


@dataclass(frozen=True, slots=True)
class AesSuite:
    """AES in CBC with CMAC; `key_length` is 16, 24 or 32 bytes."""

    key_length: int

    @property
    def block(self) -> int:
        return 16

    def derive(self, secret: bytes, purpose: int) -> bytes:
        seed = secret + purpose.to_bytes(4, "big")
        return (_sha1(seed) if self.key_length == 16 else hashlib.sha256(seed).digest())[: self.key_length]

    def encrypt(self, key: bytes, text: bytes, start: bytes) -> bytes:
        return _whole(Cipher(AES(key), modes.CBC(start)).encryptor(), text)

    def decrypt(self, key: bytes, text: bytes, start: bytes) -> bytes:
        return _whole(Cipher(AES(key), modes.CBC(start)).decryptor(), text)

    def start(self, key: bytes, counter: bytes) -> bytes:
        """The counter, encrypted: one block in CBC from nothing."""
        return self.encrypt(key, counter, bytes(16))

    def mac(self, key: bytes, text: bytes) -> bytes:
        return self.token(key, text)

    def token(self, key: bytes, text: bytes) -> bytes:
        mac = CMAC(AES(key))
        mac.update(text)
        return mac.finalize()[:MAC_LENGTH]
