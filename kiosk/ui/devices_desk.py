"""What the devices page needs of the station, without knowing how any of it is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

# Types alone: a kiosk's first picture does not wait for what only this page needs.
if TYPE_CHECKING:
    from shubbak.ports.devices import DeviceKind, DeviceReport, Search
    from shubbak.services.device_desk import Begun
    from shubbak.services.device_list import DeviceRoles


@dataclass(frozen=True, slots=True)
class DevicesDesk:
    """Blocking verbs, called off the screen's thread, but for kind and start_anew.

    find: what answers now. check: tries an address once and keeps nothing of it. roles: what has which. choose takes
    role, address and the operator's name and returns a problem code, "" when it is kept. kind: what an address names.
    start_anew: ends the program, to be started again with what was chosen.
    """

    find: Callable[[], Search]
    check: Callable[[str, Begun], DeviceReport]
    roles: Callable[[], DeviceRoles]
    choose: Callable[[str, str, str], str]
    kind: Callable[[str], DeviceKind]
    start_anew: Callable[[], None]
