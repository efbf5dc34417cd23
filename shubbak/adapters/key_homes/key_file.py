"""The store's key in a file beside the store: it closes the disk to other users of the machine, not to a thief."""

from __future__ import annotations

import secrets
from pathlib import Path

from shubbak.adapters.key_homes.whole_file import read_private, write_once
from shubbak.ports.key_home import KEY_BYTES, KeyHomeError


class KeyFile:
    """`shubbak.ports.key_home.KeyHome` on a file of 64 hex digits that its owner alone may read.

    may_make: False once something was closed with a key; a file that is not there is then missed, never made anew.
    """

    kind = "file"

    def __init__(self, path: Path, *, may_make: bool) -> None:
        self._path = path
        self._may_make = may_make

    def key(self) -> bytes:
        kept = read_private(self._path)
        if kept is None:
            if not self._may_make:
                raise KeyHomeError("key-missing")
            kept = write_once(self._path, secrets.token_bytes(KEY_BYTES).hex().encode())
        try:
            key = bytes.fromhex(kept.decode("ascii"))
        except ValueError:
            raise KeyHomeError("key-unreadable") from None  # the cause would quote the key
        if len(key) != KEY_BYTES:
            raise KeyHomeError("key-unreadable")
        return key
