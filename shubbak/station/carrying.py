"""The stick at a station: which ones are in, what goes onto one and what comes home from it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from shubbak.adapters.system.removable_media import mounted_sticks
from shubbak.adapters.system.stick_folder import StickFolder
from shubbak.ports.carrying import CarriedPackets
from shubbak.ports.clock import Clock
from shubbak.services.carrying import CarriedIn, CarriedOut, carry_in, carry_out
from shubbak.services.station_identity import StationIdentity


@dataclass(frozen=True, slots=True)
class StickCarrier:
    """Blocking, off the screen's thread; `out` and `home` raise StoreError."""

    store: CarriedPackets
    identity: StationIdentity
    clock: Clock

    def sticks(self) -> list[Path]:
        """Return where the sticks are that are plugged in now."""
        return mounted_sticks()

    def out(self, stick: Path) -> CarriedOut:
        """Write the waiting packets to a stick."""
        return carry_out(StickFolder(stick), self.store, self.identity, self.clock)

    def home(self, stick: Path) -> CarriedIn:
        """Read the portal's answers from a stick."""
        return carry_in(StickFolder(stick), self.store, self.identity)
