"""Where the key of the station's store lives: in the machine's TPM, or in a file that the service alone can read."""

from __future__ import annotations

from typing import Protocol

KEY_BYTES = 32


class KeyHomeError(Exception):
    """The store's key cannot be had; the store stays shut and nothing in it is lost. `code`: key-missing (a store is
    there, its key is not), key-unreadable, key-locked (the TPM refuses for now), key-not-kept (it was not written).
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class KeyHome(Protocol):
    """Blocking; raises KeyHomeError. `kind` is "tpm" or "file", shown to staff because the two do not protect alike:
    a stolen disk with a key file beside it opens, a disk without its TPM does not.
    """

    @property
    def kind(self) -> str:
        """What protects the key."""

    def key(self) -> bytes:
        """Return the key, KEY_BYTES long, made and kept durably at the first call."""


class SecretBox(Protocol):
    """Closes small secrets, such as the station's signing key, with a key of the key home; raises KeyHomeError."""

    def close(self, plain: bytes) -> bytes:
        """Return the secret so that nobody without the key home can read or change it."""

    def open(self, closed: bytes) -> bytes:
        """Return what was closed; anything else is key-unreadable."""
