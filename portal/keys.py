"""The portal's own private keys: one Ed25519 key that signs, and the hybrid keys that packets are sealed to.

They lie in a folder of mode 0700 as PKCS #8 PEM files of mode 0600, unencrypted like a TLS server's: `signing.pem`, and
`sealing-1.pem`, `sealing-2.pem`, … of which the highest number is offered to stations and all can open. A sealing file
holds an X25519 key and, unless it is from before the hybrid, an ML-KEM-768 key behind it.
"""

from __future__ import annotations

import base64
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from shubbak.wire.seal import digest
from shubbak.wire.sealing_key import SealingPrivateKey
from shubbak.wire.station import PortalKeys


class KeyFileError(Exception):
    """A key file is unusable. The text is a code and the file's name: key-file-unreadable, key-file-kind,
    key-file-open-to-others."""


@dataclass(frozen=True)
class PortalPrivateKeys:
    """The keys in memory; `sealing` by key id, `current_sealing` the id that stations are told."""

    signing: Ed25519PrivateKey
    sealing: dict[str, SealingPrivateKey]
    current_sealing: str

    def public(self) -> PortalKeys:
        offered = self.sealing[self.current_sealing].public()
        return PortalKeys(
            signing=_base64(self.signing.public_key().public_bytes_raw()),
            sealing=_base64(offered.raw),
            sealing_id=self.current_sealing,
            sealing_kem=offered.kem,
        )


def open_keys(folder: Path) -> PortalPrivateKeys:
    """Load the keys from their folder, making those that are missing; raises KeyFileError and OSError."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    signing = load_signing(made_once(folder / "signing.pem", _signing_pem))
    made_once(folder / "sealing-1.pem", _sealing_pem)
    keys = [_load_sealing(file) for file in _sealing_files(folder)]
    by_id = {_key_id(key): key for key in keys}
    return PortalPrivateKeys(signing, by_id, _key_id(keys[-1]))


def rotate_keys(folder: Path) -> Path:
    """Make the next sealing key beside the others, which still open, and return its file; raises KeyFileError and
    OSError. Stations hear of it after the portal's next start.
    """
    open_keys(folder)
    while True:
        file = folder / f"sealing-{_number(_sealing_files(folder)[-1]) + 1}.pem"
        if not file.exists():
            return made_once(file, _sealing_pem)


def _sealing_files(folder: Path) -> list[Path]:
    return sorted(folder.glob("sealing-*.pem"), key=_number)


def _number(file: Path) -> int:
    text = file.stem.removeprefix("sealing-")
    if not text.isdecimal():
        raise KeyFileError(f"key-file-unreadable {file.name}")
    return int(text)


def _key_id(key: SealingPrivateKey) -> str:
    """Name a sealing key by its public half, so that no two portals name two keys alike."""
    return digest(key.public().raw)[:16]


def _signing_pem() -> bytes:
    return key_pem(Ed25519PrivateKey.generate())


def _sealing_pem() -> bytes:
    key = SealingPrivateKey.generate()
    return b"".join(key_pem(half) for half in (key.x25519, key.mlkem) if half is not None)


def key_pem(key: Ed25519PrivateKey | X25519PrivateKey | MLKEM768PrivateKey) -> bytes:
    """Return a private key as unencrypted PKCS #8 PEM."""
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def made_once(file: Path, make: Callable[[], bytes]) -> Path:
    """Make a key file where none is: whole or not at all, and once, even when two processes start together."""
    if file.exists():
        return file
    pem = make()
    draft = file.with_name(f".{file.name}.{secrets.token_hex(8)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.write(handle, pem)
        os.fsync(handle)
        os.link(draft, file)
    except FileExistsError:
        return file  # another process was first; its key counts
    finally:
        os.close(handle)
        draft.unlink()
        _sync_folder(file.parent)
    return file


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def load_signing(file: Path) -> Ed25519PrivateKey:
    """Load an Ed25519 key from its PEM file; raises KeyFileError and OSError."""
    key, *more = _load(file)
    if not isinstance(key, Ed25519PrivateKey) or more:
        raise KeyFileError(f"key-file-kind {file.name}")
    return key


def _load_sealing(file: Path) -> SealingPrivateKey:
    classic, *more = _load(file)
    hybrid = more[0] if more else None
    if len(more) > 1 or not isinstance(classic, X25519PrivateKey) or not isinstance(hybrid, MLKEM768PrivateKey | None):
        raise KeyFileError(f"key-file-kind {file.name}")
    return SealingPrivateKey(classic, hybrid)


def _load(file: Path) -> list[object]:
    """Return the keys of a file, at least one."""
    if file.stat().st_mode & 0o077:
        raise KeyFileError(f"key-file-open-to-others {file.name}")
    try:
        return [load_pem_private_key(pem, password=None) for pem in _split(file.read_bytes())]
    except (ValueError, TypeError) as error:
        raise KeyFileError(f"key-file-unreadable {file.name}") from error


def _split(pem: bytes) -> list[bytes]:
    begin = b"-----BEGIN "
    return [begin + part for part in pem.split(begin)[1:]] or [pem]


def _base64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
