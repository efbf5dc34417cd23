"""Private keys that sign updates: PEM files whose names say nothing, found by the key inside."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from securesystemslib.signer import CryptoSigner

from portal.updates.durable import write_whole

#: Where a passphrase comes from, so that it stands on no command line; without it keys lie there unencrypted.
PASSPHRASE = "SHUBBAK_KEY_PASSPHRASE"  # noqa: S105 - a variable's name
Signers = dict[str, CryptoSigner]


class UpdateKeyError(Exception):
    """A key file is unusable. The text is a code and the file's name: key-file-unreadable, key-file-open-to-others or
    key-file-exists.
    """


def make_key(file: Path) -> CryptoSigner:
    """Make an Ed25519 key in a new file of mode 0600; raises UpdateKeyError key-file-exists, and OSError."""
    return CryptoSigner(make_private_key(file))


def make_private_key(file: Path) -> Ed25519PrivateKey:
    """As `make_key`, and return the key itself."""
    if file.exists():
        raise UpdateKeyError(f"key-file-exists {file.name}")
    key = Ed25519PrivateKey.generate()
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    write_whole(file, key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, _lock()), 0o600)
    return key


def load_signers(folders: Iterable[Path]) -> Signers:
    """Return every key in these folders (`*.pem`) by its id; raises UpdateKeyError and OSError."""
    found = (CryptoSigner(load_private_key(file)) for folder in folders for file in sorted(folder.glob("*.pem")))
    return {signer.public_key.keyid: signer for signer in found}


def load_private_key(file: Path) -> Ed25519PrivateKey:
    """Load a key that `make_key` made; raises UpdateKeyError and OSError."""
    if file.stat().st_mode & 0o077:
        raise UpdateKeyError(f"key-file-open-to-others {file.name}")
    secret = os.environ.get(PASSPHRASE, "").encode() or None
    pem = file.read_bytes()
    try:
        key = load_pem_private_key(pem, secret if b"ENCRYPTED" in pem else None)
    except (ValueError, TypeError) as error:
        raise UpdateKeyError(f"key-file-unreadable {file.name}") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise UpdateKeyError(f"key-file-unreadable {file.name}")
    return key


def _lock() -> KeySerializationEncryption:
    secret = os.environ.get(PASSPHRASE, "").encode()
    return BestAvailableEncryption(secret) if secret else NoEncryption()
