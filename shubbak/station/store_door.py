"""The one door to a station's memory and to the keys that close it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from shubbak.adapters.key_homes.choose import MACHINES_TPM, choose_key_home
from shubbak.adapters.key_homes.secret_box import HomeBox, derived_key
from shubbak.adapters.store.first_bytes import is_sealed
from shubbak.adapters.system.station_home import StationHome
from shubbak.adapters.system.station_identity import StationIdentityFile
from shubbak.ports.key_home import KeyHome, KeyHomeError
from shubbak.ports.store import StoreError
from shubbak.services.enrolment import IdentityError

if TYPE_CHECKING:
    from shubbak.adapters.store.station_store import SqliteStationStore


class StationKeys:
    """A station's keys, asked of their home when first needed and not again: a TPM takes its time.

    SHUBBAK_TPM names the way to the TPM, or "none" for a machine whose TPM shall not be used.
    """

    def __init__(self, home: StationHome) -> None:
        self._home = home
        self._chosen: KeyHome | None = None
        self._key = b""

    @property
    def kind(self) -> str:
        """What protects them, "tpm" or "file"; raises KeyHomeError."""
        return self._key_home().kind

    def store_key(self) -> bytes:
        """Return the key of the store; raises KeyHomeError."""
        return derived_key(self._root(), "store")

    def identity_box(self) -> HomeBox:
        """Return what closes the station's own signing key."""
        return HomeBox(self._root, "identity")

    def _root(self) -> bytes:
        if not self._key:
            self._key = self._key_home().key()
        return self._key

    def _key_home(self) -> KeyHome:
        if self._chosen is None:
            home, tpm = self._home, os.environ.get("SHUBBAK_TPM", MACHINES_TPM)
            try:
                # A key that is missed must not be made anew over what the old one closed.
                closed = is_sealed(home.store) or identity_file(home, self).is_closed()
                self._chosen = choose_key_home(home.store_key, home.store_key_tpm, tpm, may_make=not closed)
            except IdentityError as error:
                raise KeyHomeError(error.code) from error
            except OSError as error:
                raise KeyHomeError("key-unreadable") from error
        return self._chosen


def identity_file(home: StationHome, keys: StationKeys | None = None) -> StationIdentityFile:
    """Return the file of a station's identity, whose signing key the station's keys close."""
    return StationIdentityFile(home.identity, (keys or StationKeys(home)).identity_box())


def open_store(home: StationHome, keys: StationKeys | None = None) -> SqliteStationStore:
    """Open a station's store with the station's key, made where it is the first time.

    Raises StoreError, with a KeyHomeError's code where it is the key that cannot be had.
    """
    # The database's library takes longer to load than a kiosk's first picture may wait.
    from shubbak.adapters.store.station_store import SqliteStationStore

    try:
        key = (keys or StationKeys(home)).store_key()
    except KeyHomeError as error:
        raise StoreError(error.code) from error
    return SqliteStationStore(home.store, key=key)
