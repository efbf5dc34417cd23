"""Updates as a station meets them: whatever comes out of here was checked, and what is refused says why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from shubbak.wire.station import SignedCatalogue


class UpdateError(Exception):
    """Nothing was taken; what the station has stays. `code`: update-forged, update-older, update-frozen, update-mixed,
    update-half, update-clock, update-too-large, update-archive, update-unreachable, update-missing or update-disk.

    update-half: a piece is cut or not there. update-archive: a release that is signed and yet none. update-missing:
    what was asked for is not offered. update-unreachable is no refusal: nobody was there to be refused.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    @property
    def refused(self) -> bool:
        """Whether something was offered and turned down."""
        return self.code not in ("update-unreachable", "update-missing", "update-disk")


class PieceMissing(Exception):
    """The place where updates come from has no such file."""


@dataclass(frozen=True, slots=True)
class ProgramOffer:
    """A release that is signed for this platform. path: its name among the updates. entry: the program in the archive.
    length: bytes of the archive.
    """

    version: str
    path: str
    entry: str
    length: int


class UpdateLine(Protocol):
    """Where updates come from: the portal, or a folder on a stick. Nothing of it is trusted."""

    def pieces(self, path: str, start: int = 0) -> Iterator[bytes]:
        """Yield the bytes of `metadata/…` or `targets/…` from an offset on; raises PieceMissing, UpdateError."""

    def time_there(self) -> datetime | None:
        """Return what the last answer said the time was: good for explaining, never for deciding."""


class Updates(Protocol):
    """Blocking; called off the screen's thread. Raises UpdateError, and StoreError from the facts it keeps."""

    def catalogue(self) -> SignedCatalogue:
        """Return the newest catalogue that is offered."""

    def newest_program(self) -> ProgramOffer | None:
        """Return the newest release for this platform, None when there is none."""

    def fetch_program(self, offer: ProgramOffer) -> str:
        """Fetch a release, going on where an earlier try ended, and return the checked archive's place on the disk."""
