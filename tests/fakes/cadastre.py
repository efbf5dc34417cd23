"""A cadastre in memory: squares of land by their keys."""

from __future__ import annotations

from shubbak.adapters.cadastre.sample_town import RULES
from shubbak.domain.parcel_key import ParcelKey
from shubbak.ports.cadastre import (
    MOST_PARCELS,
    Box,
    CadastreError,
    CadastreFacts,
    Neighbour,
    Parcel,
    Polygon,
    Surroundings,
)


class FakeCadastre:
    """Holds what a test puts in: keys of one row of parcels, 20 by 30 metres each. broken: every question raises it."""

    def __init__(self, facts: CadastreFacts, *keys: ParcelKey, broken: str = "") -> None:
        self._facts, self.broken = facts, broken
        self._parcels = {number: _lot(number, key) for number, key in enumerate(keys, 1)}

    def facts(self) -> CadastreFacts:
        self._ask()
        return self._facts

    def find(self, key: ParcelKey, most: int = MOST_PARCELS) -> tuple[Parcel, ...]:
        self._ask()
        wanted = key.folded()
        found = (
            parcel
            for parcel in self._parcels.values()
            if parcel.key.country == key.country
            and all(
                not asked or asked == has or not has for asked, has in zip(wanted, parcel.key.folded(), strict=True)
            )
        )
        return tuple(sorted(found, key=lambda parcel: parcel.key.folded()))[:most]

    def parcel(self, parcel_id: int) -> Parcel | None:
        self._ask()
        return self._parcels.get(parcel_id)

    def around(self, box: Box, parcel: Parcel) -> Surroundings:
        self._ask()
        seen = (each for each in self._parcels.values() if each.box.east > box.west and each.box.west < box.east)
        return Surroundings(
            tuple(Neighbour(each.id, each.key.number(), each.shape, _middle(each.box), "RA") for each in seen),
            rules=RULES[:1],
        )

    def _ask(self) -> None:
        if self.broken:
            raise CadastreError(self.broken)


def _lot(number: int, key: ParcelKey) -> Parcel:
    box = Box(238000.0 + 20 * number, 152000.0, 238020.0 + 20 * number, 152030.0)
    ring = ((box.west, box.south), (box.east, box.south), (box.east, box.north), (box.west, box.north))
    return Parcel(number, key, (Polygon(ring),), box, 600.0, None, RULES[0], None)


def _middle(box: Box) -> tuple[float, float]:
    return (box.west + box.east) / 2, (box.south + box.north) / 2
