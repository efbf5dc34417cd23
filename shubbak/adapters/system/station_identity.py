"""The identity file: JSON that its owner alone can read, its signing key closed, replaced whole or not at all."""

from __future__ import annotations

import base64
import contextlib
import os
from pathlib import Path
from typing import TypeVar

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shubbak.ports.key_home import KeyHomeError, SecretBox
from shubbak.services.enrolment import IdentityError
from shubbak.services.station_identity import StationIdentity, identity_of
from shubbak.wire.station import Enrolled

_VERSION = 2
#: Versions up to this one held the signing key as it is.
_OPEN_VERSION = 1
_Shape = TypeVar("_Shape")


class _Identity(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    version: int
    portal_url: str
    enrolled: Enrolled
    closed_key: str = ""
    private_key: str = ""


class _Pending(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    code: str
    closed_key: str = ""
    private_key: str = ""


class StationIdentityFile:
    """`shubbak.services.enrolment.IdentityShelf` on a file; the pending key lies beside it.

    box: closes the signing key. What an earlier release wrote open is read, and closed when it is.
    """

    def __init__(self, path: Path, box: SecretBox) -> None:
        self._path = path
        self._box = box
        self._pending = path.with_suffix(".pending.json")

    def load(self) -> StationIdentity:
        """Return the identity; raises IdentityError identity-missing, identity-broken or a KeyHomeError's code."""
        kept = self._read()
        raw = self._opened(kept)
        try:
            identity = identity_of(kept.enrolled, Ed25519PrivateKey.from_private_bytes(raw), kept.portal_url)
        except ValueError as error:
            raise IdentityError("identity-broken") from error
        if kept.version == _OPEN_VERSION:
            self.keep(kept.enrolled, raw, kept.portal_url)
        return identity

    def enrolled(self) -> Enrolled:
        """Return what the portal said of the station, for which no key is needed; raises IdentityError."""
        return self._read().enrolled

    def is_closed(self) -> bool:
        """Whether something here needs the box to be read; raises IdentityError."""
        found = (_read(self._path, _Identity), _read(self._pending, _Pending))
        return any(kept is not None and kept.closed_key for kept in found)

    def pending_key(self, code: str) -> bytes | None:
        kept = _read(self._pending, _Pending)
        return None if kept is None or kept.code != code else self._opened(kept)

    def keep_pending_key(self, code: str, key: bytes) -> None:
        _write(self._pending, _Pending(code, self._closed(key)))

    def keep(self, enrolled: Enrolled, key: bytes, portal_url: str) -> None:
        _write(self._path, _Identity(_VERSION, portal_url, enrolled, self._closed(key)))
        with contextlib.suppress(FileNotFoundError):  # gone already when the same code is tried a third time
            self._pending.unlink()

    def _read(self) -> _Identity:
        kept = _read(self._path, _Identity)
        if kept is None:
            raise IdentityError("identity-missing")
        if kept.version not in (_OPEN_VERSION, _VERSION):
            raise IdentityError("identity-broken")
        return kept

    def _closed(self, key: bytes) -> str:
        try:
            return base64.b64encode(self._box.close(key)).decode()
        except KeyHomeError as error:
            raise IdentityError(error.code) from error

    def _opened(self, kept: _Identity | _Pending) -> bytes:
        try:
            if kept.closed_key:
                return self._box.open(base64.b64decode(kept.closed_key, validate=True))
            return base64.b64decode(kept.private_key, validate=True)
        except KeyHomeError as error:
            raise IdentityError(error.code) from error
        except ValueError as error:
            raise IdentityError("identity-broken") from error


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
