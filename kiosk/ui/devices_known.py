"""What a kiosk's devices page knows of the devices around it: which have a role, which answered, and what waits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.ui.devices_desk import DevicesDesk

# Types alone, as in the model.
if TYPE_CHECKING:
    from shubbak.ports.devices import FoundDevice
    from shubbak.services.device_list import DeviceRoles, ListedDevice


@dataclass(slots=True)
class DevicesKnown:
    """found: what answered, None before anybody looked. roles: which device has which, None before they were read."""

    found: tuple[FoundDevice, ...] | None = None
    roles: DeviceRoles | None = None
    listed: tuple[ListedDevice, ...] = ()

    @property
    def fixed(self) -> frozenset[str]:
        """The roles that cannot be given here."""
        return self.roles.fixed if self.roles else frozenset()

    @property
    def waiting(self) -> bool:
        """Whether a choice waits for the next start."""
        return self.roles is not None and self.roles.waiting

    def at(self, place: str) -> ListedDevice | None:
        """Return the device of a row, None where there is no such row any more."""
        return next((device for device in self.listed if device.place == place), None)

    def list_anew(self, desk: DevicesDesk, roles: DeviceRoles) -> None:
        """Take the roles as they are now, and make the rows of them and of what answered."""
        from shubbak.services.device_list import listed

        self.roles = roles
        self.listed = listed(self.found, roles, desk.kind)
