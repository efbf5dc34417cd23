"""The object store: documents' bytes under the SHA-256 of their content, in a folder or a bucket (obstore)."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import obstore
from obstore.exceptions import AlreadyExistsError
from obstore.exceptions import BaseError as ObstoreError
from obstore.store import LocalStore, from_url

from shubbak.wire.seal import digest


class ObjectStoreError(Exception):
    """The store does not take or give what it should; the text is a code: object-store-unavailable, object-missing,
    object-damaged."""


class ObjectStore:
    """Content-addressed objects. `untrusted_url`: file:///folder, a plain folder, or a bucket such as s3://name."""

    def __init__(self, untrusted_url: str) -> None:
        self._folder = _folder(untrusted_url)
        self._settled: set[Path] = set()
        try:
            if self._folder is not None:
                self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
                self._store: Any = LocalStore(prefix=self._folder)
            else:
                self._store = from_url(untrusted_url)  # type: ignore[call-overload, unused-ignore]
        except (OSError, ObstoreError) as error:
            raise ObjectStoreError("object-store-unavailable") from error

    def put(self, body: bytes) -> str:
        """Store bytes durably and return their SHA-256 in hex; the same bytes again change nothing."""
        name = digest(body)
        try:
            self._put_once(_path(name), body)
            self._sync(_path(name))
        except (OSError, ObstoreError) as error:
            raise ObjectStoreError("object-store-unavailable") from error
        return name

    def get(self, name: str) -> bytes:
        """Return the bytes of that SHA-256; raises ObjectStoreError when they are missing or no longer hash to it."""
        try:
            body = bytes(obstore.get(self._store, _path(name)).bytes())
        except FileNotFoundError as error:
            raise ObjectStoreError("object-missing") from error
        except (OSError, ObstoreError) as error:
            raise ObjectStoreError("object-store-unavailable") from error
        if digest(body) != name:
            raise ObjectStoreError("object-damaged")
        return body

    def probe(self) -> None:
        """Write and remove a small object; raises ObjectStoreError."""
        path = f"probe/{secrets.token_hex(8)}"
        try:
            obstore.put(self._store, path, b"probe")
            obstore.delete(self._store, path)
        except (OSError, ObstoreError) as error:
            raise ObjectStoreError("object-store-unavailable") from error

    def _put_once(self, path: str, body: bytes) -> None:
        try:
            obstore.put(self._store, path, body, mode="create")
        except AlreadyExistsError:
            # A power cut can leave a name without its bytes: only the same bytes may stay.
            if bytes(obstore.get(self._store, path).bytes()) != body:
                obstore.put(self._store, path, body)

    def _sync(self, path: str) -> None:
        """Make a local object and its name durable: obstore's LocalStore never calls fsync."""
        if self._folder is None:
            return
        place = self._folder / path
        _fsync(place)
        _fsync(place.parent)
        # The folders above change only when a folder is made in them: once a process is enough.
        if place.parent not in self._settled:
            _fsync(place.parent.parent)
            _fsync(self._folder)
            self._settled.add(place.parent)


def _fsync(place: Path) -> None:
    handle = os.open(place, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _folder(untrusted_url: str) -> Path | None:
    if "://" not in untrusted_url:
        return Path(untrusted_url).resolve()
    parts = urlsplit(untrusted_url)
    return Path(unquote(parts.path)).resolve() if parts.scheme == "file" else None


def _path(name: str) -> str:
    return f"sha256/{name[:2]}/{name}"
