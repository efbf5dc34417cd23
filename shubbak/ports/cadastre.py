"""The station's cadastre: a municipality's land, found by its keys and looked at through a window.

All places are metres east and north in the cadastre's own projected grid.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from shubbak.domain.parcel_key import ParcelKey
from shubbak.domain.text import Text

#: Nobody reads a longer list on a screen; more parts of the key narrow it.
MOST_PARCELS = 20

Point = tuple[float, float]
#: A closed line whose last point is not its first again.
Ring = tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Polygon:
    """One piece of ground. holes: what lies inside and is no part of it."""

    outer: Ring
    holes: tuple[Ring, ...] = ()


#: What one thing covers: mostly one piece, sometimes several.
Shape = tuple[Polygon, ...]


@dataclass(frozen=True, slots=True)
class Box:
    """A window on the ground."""

    west: float
    south: float
    east: float
    north: float

    @property
    def width(self) -> float:
        return self.east - self.west

    @property
    def height(self) -> float:
        return self.north - self.south


@dataclass(frozen=True, slots=True)
class CadastreFacts:
    """Whose land it is and how old the data are.

    epsg: the grid's number in the EPSG register, grid: its name there. data_at: the day the data tell of. approved_at:
    the day the municipality released them for plans. version: counts the imports on this station. sample: made-up land
    for trying; everything drawn from it says so.
    """

    municipality: Text
    country: str
    epsg: int
    grid: str
    source: str
    data_at: date
    approved_at: date
    version: int
    sample: bool
    parcels: int


@dataclass(frozen=True, slots=True)
class ZoneRule:
    """What may be built in a zone; None where the municipality's file says nothing.

    kind: which pattern and colour it is drawn with, one of residential, commercial, mixed, industrial, services,
    green, agricultural, road, other. Setbacks in metres; coverage in percent of the parcel.
    """

    code: str
    name: Text
    kind: str
    front_m: float | None = None
    side_m: float | None = None
    rear_m: float | None = None
    height_m: float | None = None
    floors: int | None = None
    coverage: float | None = None


@dataclass(frozen=True, slots=True)
class Approval:
    """The decision that a plan stands on."""

    plan_number: str
    decision: str
    decided_at: date | None
    authority: Text


@dataclass(frozen=True, slots=True)
class Parcel:
    """One parcel, whole. registered_m2: the area of the register, which may differ from the drawn one."""

    id: int
    key: ParcelKey
    shape: Shape
    box: Box
    area_m2: float
    registered_m2: float | None
    zone: ZoneRule | None
    approval: Approval | None


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A parcel inside a window, cut at its edge. label_at: a place inside the visible part."""

    id: int
    number: str
    shape: Shape
    label_at: Point
    zone: str


@dataclass(frozen=True, slots=True)
class Street:
    """A street inside a window: its middle line, its ground where that is known, its width in metres or None.

    axis: where its name may stand when it has no middle line, empty for ground that is no band.
    """

    name: Text
    width_m: float | None
    middle: tuple[tuple[Point, ...], ...]
    ground: Shape
    axis: tuple[tuple[Point, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A block's outline and its name inside a window."""

    name: str
    shape: Shape
    label_at: Point


@dataclass(frozen=True, slots=True)
class ZoneGround:
    """The ground of a zone inside a window."""

    zone: str
    shape: Shape


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Everything inside a window, cut at its edge, and the rules of every zone that is seen.

    envelope: where the setbacks let a building stand on the parcel that was looked at, empty where nobody knows.
    """

    parcels: tuple[Neighbour, ...] = ()
    blocks: tuple[Block, ...] = ()
    streets: tuple[Street, ...] = ()
    zones: tuple[ZoneGround, ...] = ()
    rules: tuple[ZoneRule, ...] = ()
    envelope: Shape = ()


class CadastreError(Exception):
    """`code`: cadastre-missing, cadastre-damaged, cadastre-too-much."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Cadastre(Protocol):
    """Blocking, a few milliseconds a question; one instance serves all threads. Raises CadastreError."""

    def facts(self) -> CadastreFacts:
        """Return whose land it is and how old the data are."""

    def find(self, key: ParcelKey, most: int = MOST_PARCELS) -> tuple[Parcel, ...]:
        """Return the parcels that a key fits, at most `most`: one for a whole key, several where parts are missing,
        none for a stranger or another country. Ordered by their keys.
        """

    def parcel(self, parcel_id: int) -> Parcel | None:
        """Return one of the parcels that `find` gave, None when the cadastre was replaced since."""

    def around(self, box: Box, parcel: Parcel) -> Surroundings:
        """Return what lies in a window about a parcel; cadastre-too-much where it is more than a sheet can show."""
