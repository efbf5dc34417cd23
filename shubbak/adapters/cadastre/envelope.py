"""Where the setbacks of a zone let a building stand: what is left of a parcel away from each of its boundaries."""

from __future__ import annotations

import math
from collections.abc import Iterable
from enum import StrEnum

import shapely  # type: ignore[import-untyped]

from shubbak.adapters.cadastre.ground import faces
from shubbak.ports.cadastre import ZoneRule

#: Neighbours' boundaries of one survey meet within this; a street is wider. Metres.
_TOUCHES = 0.5
#: A boundary whose outward side looks within sixty degrees of straight away from the street is the rear one.
_REARWARD = -0.5
#: Rounded corners would make hundreds of points of a parcel with a curved front.
_QUARTER = 8
_MOST_EDGES = 400


class Side(StrEnum):
    """What a boundary of a parcel looks at."""

    FRONT = "front"
    SIDE = "side"
    REAR = "rear"


def envelope(
    parcel: shapely.Geometry, neighbours: Iterable[shapely.Geometry], rule: ZoneRule
) -> shapely.Geometry | None:
    """Return the ground that keeps every setback, None where the rule names none or nothing is left to build on.

    A boundary without a neighbour is a street's; where two setbacks meet the wider one holds.
    """
    setbacks = {Side.FRONT: rule.front_m or 0.0, Side.SIDE: rule.side_m or 0.0, Side.REAR: rule.rear_m or 0.0}
    if not any(setbacks.values()):
        return None
    told = sides(parcel, neighbours)
    if not told or len(told) > _MOST_EDGES:
        return None
    kept = [edge.buffer(setbacks[side], quad_segs=_QUARTER) for edge, side in told if setbacks[side]]
    left = parcel.difference(shapely.union_all(kept))
    return left if any(face.area >= 1 for face in faces(left)) else None


def sides(parcel: shapely.Geometry, neighbours: Iterable[shapely.Geometry]) -> list[tuple[shapely.Geometry, Side]]:
    """Return every outer boundary with what it looks at; a hole's boundary is a side. Nothing where no street is met:
    which way the parcel looks is not known then.
    """
    around = shapely.union_all(list(neighbours)).buffer(_TOUCHES, quad_segs=2)
    edges = [edge for face in faces(parcel) for edge in _edges(face)]
    middles = [edge.interpolate(0.5, normalized=True) for edge, _ in edges]
    open_ones = [not around.intersects(middle) for middle in middles]
    fronts = [edge for (edge, outward), free in zip(edges, open_ones, strict=True) if free and outward]
    if not fronts:
        return []
    ways = [_way(edge, 1.0) for edge in fronts]
    street = (sum(east for east, _ in ways), sum(north for _, north in ways))
    return [
        (edge, Side.FRONT if free and outward else _far_side(edge, street) if outward else Side.SIDE)
        for (edge, outward), free in zip(edges, open_ones, strict=True)
    ]


def _edges(face: shapely.Geometry) -> list[tuple[shapely.Geometry, bool]]:
    """Return the straight pieces of a face, running so that outside lies to their right; True for its outer ones."""
    turned = shapely.geometry.polygon.orient(face)
    rings = [(turned.exterior, True), *((hole, False) for hole in turned.interiors)]
    return [
        (shapely.LineString(pair), outward)
        for ring, outward in rings
        for pair in zip(ring.coords[:-1], ring.coords[1:], strict=True)
    ]


def _way(edge: shapely.Geometry, length: float = 0.0) -> tuple[float, float]:
    """Return the outward direction of an edge, as long as the edge where `length` is 1, else one metre."""
    (east, north), (to_east, to_north) = edge.coords
    over = 1.0 if length else math.hypot(to_east - east, to_north - north) or 1.0
    return (to_north - north) / over, (east - to_east) / over


def _far_side(edge: shapely.Geometry, street: tuple[float, float]) -> Side:
    east, north = _way(edge)
    towards = (east * street[0] + north * street[1]) / (math.hypot(*street) or 1.0)
    return Side.REAR if towards < _REARWARD else Side.SIDE
