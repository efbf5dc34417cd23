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


class _Former(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The public keys (base64) that a station signed with; in a file of their own, which older releases do not read."""

    station: str
    public_keys: tuple[str, ...]


class StationIdentityFile:
    """`shubbak.services.enrolment.IdentityShelf` and `shubbak.services.next_key.NextKeyShelf` on a file; a pending key
    lies beside it, and in a file of its own the key that is to follow.

    box: closes the signing key. What an earlier release wrote open is read, and closed when it is.
    """

    def __init__(self, path: Path, box: SecretBox) -> None:
        self._path = path
        self._box = box
        self._pending = path.with_suffix(".pending.json")
        self._next = path.with_suffix(".next.json")
        self._former = path.with_suffix(".former.json")

    def load(self) -> StationIdentity:
        """Return the identity; raises IdentityError identity-missing, identity-broken or a KeyHomeError's code."""
        kept = self._read()
        raw = self._opened(kept)
        try:
            key, former = Ed25519PrivateKey.from_private_bytes(raw), self._former_keys(kept.enrolled.station)
            identity = identity_of(kept.enrolled, key, kept.portal_url, former)
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

    def next_key(self) -> tuple[str, bytes] | None:
        kept = _read(self._next, _Pending)
        return None if kept is None else (kept.code, self._opened(kept))

    def keep_next_key(self, follows: str, key: bytes) -> None:
        _write(self._next, _Pending(follows, self._closed(key)))

    def change_key(self, key_id: int, key: bytes) -> None:
        kept = self._read()
        old = Ed25519PrivateKey.from_private_bytes(self._opened(kept)).public_key().public_bytes_raw()
        station, text = kept.enrolled.station, base64.b64encode(old).decode()
        _write(self._former, _Former(station, tuple(dict.fromkeys((*self._former_keys(station), text)))))
        enrolled = msgspec.structs.replace(kept.enrolled, key_id=key_id)
        _write(self._path, _Identity(_VERSION, kept.portal_url, enrolled, self._closed(key)))

    def drop_next_key(self) -> None:
        try:
            self._next.unlink(missing_ok=True)
        except OSError as error:
            raise IdentityError("identity-not-written") from error

    def _former_keys(self, station: str) -> tuple[str, ...]:
        try:
            kept = _read(self._former, _Former)
        except IdentityError:
            kept = None  # packets of then stay in the drawer; nothing else needs these, and the station works on
        return kept.public_keys if kept is not None and kept.station == station else ()

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
