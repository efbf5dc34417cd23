"""The devices that staff see: what a station uses, what it will use, and what answered when it was looked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from shubbak.ports.devices import DeviceKind, FoundDevice

#: Roles that are given on a page; a printer is connected by whoever installs the station.
GIVEN = ("card_scanner", "document_scanner", "code_reader", "chip_reader")
#: How devices are reached that a search can find; a folder has to be named.
_SOUGHT = ("sane", "escl", "camera", "serial", "wia", "pcsc")
#: Drivers that are told how much of the glass is meant, or what is looked for.
_AIMED = ("sane", "escl", "camera", "wia")
#: What is wished for a role.
_WISHES = ("area=", "source=")
#: Behind this word stands a part of a chip reader's name, and behind it alone every one's.
_CHIPS = "pcsc:"


@dataclass(frozen=True, slots=True)
class DeviceRoles:
    """Role to address: of now, and from the next start on. fixed: roles that the command line decides."""

    now: Mapping[str, str]
    soon: Mapping[str, str]
    fixed: frozenset[str] = frozenset()

    @property
    def waiting(self) -> bool:
        """Whether another start would change anything."""
        return any(self.now.get(role, "") != self.soon.get(role, "") for role in GIVEN)


@dataclass(frozen=True, slots=True)
class ListedDevice:
    """One device. name: "" where it never said one. now, soon: the roles that it has at present, and after the next
    start. found: None where nobody looked, or where looking finds no such device.
    """

    kind: DeviceKind
    address: str
    name: str = ""
    now: tuple[str, ...] = ()
    soon: tuple[str, ...] = ()
    found: bool | None = None

    @property
    def way(self) -> str:
        """How it is reached: the address's first word."""
        return self.address.partition(":")[0]

    @property
    def place(self) -> str:
        """What tells it from others, whatever is wished of it."""
        return _place(self.address)


def same_device(used: str, found: str) -> bool:
    """Whether the address of a device in use means one that was found, whatever each wishes of it."""
    return _means(_place(used), _place(found))


def address_for(role: str, device: FoundDevice | ListedDevice) -> str:
    """Return the address to keep for a role. What reads cards looks at a card's part of the glass, and for a card; what
    another role wished of the same device is not taken over, a driver's own options are.
    """
    place, _, query = device.address.partition("?")
    own = [option for option in query.split("&") if option and not option.startswith(_WISHES)]
    if role == "card_scanner" and place.partition(":")[0] in _AIMED:
        own.append("area=card")
    return f"{place}?{'&'.join(own)}" if own else place


def listed(
    found: Iterable[FoundDevice] | None, roles: DeviceRoles, kind: Callable[[str], DeviceKind]
) -> tuple[ListedDevice, ...]:
    """Return what has a role, and behind it what else was found; found is None where nobody looked yet.

    kind: as `DeviceOpeners.kind`, whose error passes through: an address that it refuses opened no station either.
    """
    answered = {_place(each.address): each for each in found or () if each.kind is not DeviceKind.PRINTER}
    used: dict[str, str] = {}
    for address in (among.get(role, "") for among in (roles.now, roles.soon) for role in GIVEN):
        if address:
            used.setdefault(_place(address), address)
    meant = {place: _meant(place, answered) for place in used}
    rows = [
        ListedDevice(
            kind(address),
            address,
            meant[place][0].name if len(meant[place]) == 1 else "",
            _roles_of(place, roles.now),
            _roles_of(place, roles.soon),
            None if found is None or address.partition(":")[0] not in _SOUGHT else bool(meant[place]),
        )
        for place, address in used.items()
    ]
    shown = {_place(each[0].address) for each in meant.values() if len(each) == 1}
    others = (each for place, each in answered.items() if place not in shown and place not in used)
    return (*rows, *(ListedDevice(each.kind, each.address, each.name, found=True) for each in others))


def _meant(used: str, answered: Mapping[str, FoundDevice]) -> list[FoundDevice]:
    """Return the devices that the place of one in use means, the one with that very address alone where it answered."""
    if used in answered:
        return [answered[used]]
    return [each for place, each in answered.items() if _means(used, place)]


def _means(used: str, found: str) -> bool:
    if used == found:
        return True
    chips = used.startswith(_CHIPS) and found.startswith(_CHIPS)
    return chips and unquote(used.removeprefix(_CHIPS)) in unquote(found.removeprefix(_CHIPS))


def _place(address: str) -> str:
    return address.partition("?")[0]


def _roles_of(place: str, among: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(role for role in GIVEN if among.get(role) and _place(among[role]) == place)
