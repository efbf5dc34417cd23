"""The identity file: JSON that its owner alone can read, replaced whole or not at all."""

from __future__ import annotations

import base64
import contextlib
import os
from pathlib import Path
from typing import TypeVar

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shubbak.services.enrolment import IdentityError
from shubbak.services.station_identity import StationIdentity, identity_of
from shubbak.wire.station import Enrolled

_VERSION = 1
_Shape = TypeVar("_Shape")


class _Identity(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    version: int
    portal_url: str
    private_key: str
    enrolled: Enrolled


class _Pending(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    code: str
    private_key: str


class StationIdentityFile:
    """`shubbak.services.enrolment.IdentityShelf` on a file; the pending key lies beside it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._pending = path.with_suffix(".pending.json")

    def load(self) -> StationIdentity:
        """Return the identity; raises IdentityError identity-missing or identity-broken."""
        kept = _read(self._path, _Identity)
        if kept is None:
            raise IdentityError("identity-missing")
        try:
            if kept.version != _VERSION:
                raise ValueError("version")
            key = Ed25519PrivateKey.from_private_bytes(base64.b64decode(kept.private_key, validate=True))
            return identity_of(kept.enrolled, key, kept.portal_url)
        except ValueError as error:
            raise IdentityError("identity-broken") from error

    def pending_key(self, code: str) -> bytes | None:
        kept = _read(self._pending, _Pending)
        if kept is None or kept.code != code:
            return None
        try:
            return base64.b64decode(kept.private_key, validate=True)
        except ValueError as error:
            raise IdentityError("identity-broken") from error

    def keep_pending_key(self, code: str, key: bytes) -> None:
        _write(self._pending, _Pending(code, _text(key)))

    def keep(self, enrolled: Enrolled, key: bytes, portal_url: str) -> None:
        _write(self._path, _Identity(_VERSION, portal_url, _text(key), enrolled))
        with contextlib.suppress(FileNotFoundError):  # gone already when the same code is tried a third time
            self._pending.unlink()


def _text(key: bytes) -> str:
    return base64.b64encode(key).decode()


def _read(path: Path, shape: type[_Shape]) -> _Shape | None:
    try:
        return msgspec.json.decode(path.read_bytes(), type=shape)
    except FileNotFoundError:
        return None
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        # The cause may quote the file, and with it the key.
        raise IdentityError("identity-broken") from None


def _write(path: Path, content: msgspec.Struct) -> None:
    """Write beside, fsync, rename, fsync the folder: after a power cut there is the old file or the new one."""
    beside = path.with_name(path.name + ".new")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(beside, os.O_CREAT | os.O_WRONLY | os.O_TRUNC | os.O_CLOEXEC, 0o600), "wb") as file:
            os.fchmod(file.fileno(), 0o600)
            file.write(msgspec.json.format(msgspec.json.encode(content), indent=2))
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
        folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    except OSError as error:
        raise IdentityError("identity-not-written") from error
