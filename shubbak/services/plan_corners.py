"""A parcel's corners as a plan numbers them, and the lengths of the boundaries between them."""

from __future__ import annotations

import math
from dataclasses import dataclass

from shubbak.ports.cadastre import Parcel, Point, Ring

#: A point that lies nearer than this to the line between its neighbours is no corner. Metres.
_STRAIGHT = 0.03


@dataclass(frozen=True, slots=True)
class Corner:
    """A corner, and the boundary from it to the next one. number: from the north-western one on, clockwise, holes
    behind the outer boundary. place and following: metres in the grid. outside: a metre's step away from the ground.
    of_hole: it stands about what lies inside the parcel and is no part of it.
    """

    number: int
    place: Point
    following: Point
    length_m: float
    outside: Point
    of_hole: bool = False


def corners_of(parcel: Parcel) -> tuple[Corner, ...]:
    """Return all corners. Lengths are those of the grid, as a ruler finds them on the plan."""
    found: list[Corner] = []
    for polygon in parcel.shape:
        for place, ring in enumerate((polygon.outer, *polygon.holes)):
            found += _of_ring(_turned(_simple(ring), clockwise=place == 0), len(found), of_hole=place > 0)
    return tuple(found)


def _of_ring(ring: Ring, before: int, of_hole: bool) -> list[Corner]:
    return [
        Corner(before + number, here, following, math.dist(here, following), _outside(here, following), of_hole)
        for number, (here, following) in enumerate(zip(ring, (*ring[1:], ring[0]), strict=True), 1)
    ]


def _simple(ring: Ring) -> Ring:
    """Leave out points on straight lines, one after the other, so that a curve keeps enough of them."""
    kept: list[Point] = []
    for place, point in enumerate(ring):
        before = kept[-1] if kept else ring[place - 1]
        after = ring[(place + 1) % len(ring)]
        if _off_line(point, before, after) > _STRAIGHT:
            kept.append(point)
    return tuple(kept) if len(kept) >= 3 else ring


def _off_line(point: Point, start: Point, end: Point) -> float:
    length = math.dist(start, end)
    if length == 0:
        return math.dist(point, start)
    return abs((end[0] - start[0]) * (start[1] - point[1]) - (start[0] - point[0]) * (end[1] - start[1])) / length


def _turned(ring: Ring, clockwise: bool) -> Ring:
    """Let a ring run as wanted, from its north-western corner on."""
    pairs = zip(ring, (*ring[1:], ring[0]), strict=True)
    turns = sum((to_east - east) * (to_north + north) for (east, north), (to_east, to_north) in pairs)
    run = ring if (turns > 0) is clockwise else ring[::-1]
    first = min(range(len(run)), key=lambda place: run[place][0] - run[place][1])
    return run[first:] + run[:first]


def _outside(here: Point, following: Point) -> Point:
    """Return the step to the left of a boundary: the ground lies to the right of it, also about a hole."""
    length = math.dist(here, following) or 1.0
    return -(following[1] - here[1]) / length, (following[0] - here[0]) / length
