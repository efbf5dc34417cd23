"""The station's updates, made when they are first asked for: opening in the morning loads and waits for none of it."""

from __future__ import annotations

import platform
from pathlib import Path
from typing import TYPE_CHECKING

from shubbak.ports.audit import StationFacts
from shubbak.ports.clock import Clock
from shubbak.ports.updates import ProgramOffer, Updates
from shubbak.services.station_identity import StationIdentity
from shubbak.wire.station import SignedCatalogue

if TYPE_CHECKING:
    from shubbak.ports.updates import UpdateLine


def this_platform() -> str:
    """Return what releases for this machine are called, such as linux-x86_64."""
    return f"{platform.system()}-{platform.machine()}".lower()


class LateUpdates:
    """Implements `shubbak.ports.updates.Updates`.

    folder: the metadata's, below the station's home. stick: a copy of the repository instead of the portal.
    ca_file: the certificate authority (PEM) of a portal that has its own.
    """

    def __init__(
        self,
        folder: Path,
        identity: StationIdentity,
        portal_url: str,
        facts: StationFacts,
        clock: Clock,
        stick: Path | None = None,
        ca_file: str = "",
    ) -> None:
        self._folder = folder
        self._identity = identity
        self._portal_url = portal_url
        self._facts = facts
        self._clock = clock
        self._stick = stick
        self._ca_file = ca_file
        self._updates: Updates | None = None

    def catalogue(self) -> SignedCatalogue:
        return self._made().catalogue()

    def newest_program(self) -> ProgramOffer | None:
        return self._made().newest_program()

    def fetch_program(self, offer: ProgramOffer) -> str:
        return self._made().fetch_program(offer)

    def _made(self) -> Updates:
        if self._updates is None:
            from shubbak.adapters.updates.tuf_updates import TufUpdates

            self._updates = TufUpdates(
                self._folder, self._identity.update_root, self._line(), self._facts, self._clock, this_platform()
            )
        return self._updates

    def _line(self) -> UpdateLine:
        if self._stick is not None:
            from shubbak.adapters.updates.folder_line import FolderLine

            return FolderLine(self._stick)
        from shubbak.station.update_line import PortalLine

        return PortalLine(self._portal_url, self._ca_file)
