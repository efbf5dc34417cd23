"""The stick at a station: which ones are in, what goes onto one and what comes home from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from shubbak.adapters.system.removable_media import mounted_sticks
from shubbak.adapters.system.stick_folder import StickFolder
from shubbak.ports.carrying import CarriedPackets
from shubbak.ports.clock import Clock
from shubbak.services.carrying import CarriedIn, CarriedOut, carry_in, carry_out
from shubbak.services.station_identity import StationIdentity

if TYPE_CHECKING:
    from shubbak.station.joining import Station


@dataclass(frozen=True, slots=True)
class StickCarrier:
    """Blocking, off the screen's thread; `out` and `home` raise StoreError. heard: told when the portal vouched."""

    store: CarriedPackets
    identity: StationIdentity
    clock: Clock
    heard: Callable[[], None] = field(default=lambda: None)

    def sticks(self) -> list[Path]:
        """Return where the sticks are that are plugged in now."""
        return mounted_sticks()

    def out(self, stick: Path) -> CarriedOut:
        """Write the waiting packets to a stick."""
        return carry_out(StickFolder(stick), self.store, self.identity, self.clock)

    def home(self, stick: Path) -> CarriedIn:
        """Read the portal's answers from a stick."""
        found = carry_in(StickFolder(stick), self.store, self.identity)
        if found.acknowledged:
            self.heard()
        return found


def stick_carrier(station: Station) -> StickCarrier:
    """Return an open station's carrier. What comes home by stick counts as word from the portal: a station that is
    never online is not shut for that.
    """
    return StickCarrier(station.store, station.identity, station.clock, station.watch.heard)
