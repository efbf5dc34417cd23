"""Small secrets closed with a key of the key home: AES-256-GCM, one derived key a purpose."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from shubbak.ports.key_home import KEY_BYTES, KeyHomeError

_NONCE_BYTES = 12


def derived_key(key: bytes, purpose: str) -> bytes:
    """Return the key of one purpose (HKDF-SHA-256): what is closed for one opens nothing of another."""
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=f"shubbak {purpose} 1".encode()).derive(key)


class HomeBox:
    """`shubbak.ports.key_home.SecretBox` with the key that `key` returns; it is asked when something is first closed
    or opened.
    """

    def __init__(self, key: Callable[[], bytes], purpose: str) -> None:
        self._key = key
        self._purpose = purpose

    def close(self, plain: bytes) -> bytes:
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return nonce + self._cipher().encrypt(nonce, plain, self._purpose.encode())

    def open(self, closed: bytes) -> bytes:
        nonce, body = closed[:_NONCE_BYTES], closed[_NONCE_BYTES:]
        try:
            return self._cipher().decrypt(nonce, body, self._purpose.encode())
        except (InvalidTag, ValueError) as error:
            raise KeyHomeError("key-unreadable") from error

    def _cipher(self) -> AESGCM:
        return AESGCM(derived_key(self._key(), self._purpose))
