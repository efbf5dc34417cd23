"""Between a GeoPackage's geometry blobs, shapely's geometries and the port's plain rings."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from typing import Any

import shapely  # type: ignore[import-untyped]

from shubbak.ports.cadastre import Box, Point, Polygon, Ring, Shape

# OGC 12-128r19, 2.1.3: "GP", version 0, flags, the grid's number, and an envelope of four doubles.
_HEAD = struct.Struct("<2sBBi4d")
_FLAGS = 0b0000_0011
_ENVELOPES = (0, 32, 48, 48, 64)


def to_blob(wkb: bytes, bounds: Sequence[float], epsg: int) -> bytes:
    """Return a geometry as a GeoPackage keeps it. bounds: west, south, east, north."""
    west, south, east, north = bounds
    return _HEAD.pack(b"GP", 0, _FLAGS, epsg, west, east, south, north) + wkb


def from_blob(blob: bytes) -> shapely.Geometry:
    """Return the geometry of a blob; raises ValueError (shapely's error is one) where it is none."""
    envelope = blob[3] >> 1 & 7 if blob[:2] == b"GP" and len(blob) > 8 else 9
    if envelope >= len(_ENVELOPES):
        raise ValueError("no geometry of a GeoPackage")
    try:
        return shapely.from_wkb(blob[8 + _ENVELOPES[envelope] :])
    except shapely.errors.GEOSException as error:
        raise ValueError("no geometry of a GeoPackage") from error


def faces(geometry: shapely.Geometry) -> tuple[Any, ...]:
    """Return a geometry's polygons; lines and points that a cut leaves behind are none."""
    return tuple(part for part in _leaves(geometry) if part.geom_type == "Polygon" and not part.is_empty)


def to_shape(geometry: shapely.Geometry) -> Shape:
    """Return a geometry's polygons as plain rings."""
    return tuple(Polygon(_ring(face.exterior), tuple(map(_ring, face.interiors))) for face in faces(geometry))


def to_lines(geometry: shapely.Geometry) -> tuple[tuple[Point, ...], ...]:
    """Return the lines of a geometry, each with both its ends."""
    lines = (part for part in _leaves(geometry) if part.geom_type in ("LineString", "LinearRing"))
    return tuple(tuple((east, north) for east, north, *_ in line.coords) for line in lines if not line.is_empty)


def axes(geometry: shapely.Geometry) -> tuple[tuple[Point, ...], ...]:
    """Return the long axis of each face that is a band, such as a piece of a street; a net of streets has none."""
    found = []
    for face in faces(geometry):
        corners = list(shapely.minimum_rotated_rectangle(face).exterior.coords) if face.area else []
        if len(corners) != 5:
            continue
        ends = [shapely.LineString([corners[at], corners[at + 1]]).centroid for at in range(4)]
        axis = max((shapely.LineString([ends[at], ends[at + 2]]) for at in (0, 1)), key=lambda line: float(line.length))
        if face.intersection(axis).length > 0.9 * axis.length:
            found.append(tuple((float(east), float(north)) for east, north in axis.coords))
    return tuple(found)


def to_box(bounds: Sequence[float]) -> Box:
    """Return bounds (west, south, east, north) as a box."""
    west, south, east, north = (float(each) for each in bounds)
    return Box(west, south, east, north)


def inside(geometry: shapely.Geometry) -> Point:
    """Return a place well inside the largest face, for a number to stand at: not on an arm of an L, not in a hole."""
    face = max(faces(geometry), key=lambda one: float(one.area), default=None)
    if face is None:
        point = geometry.representative_point()
        return float(point.x), float(point.y)
    centre = face.centroid
    if face.area > 0.9 * face.convex_hull.area and face.covers(centre):
        # Of plain parcels in a row the numbers stand in a row.
        return float(centre.x), float(centre.y)
    west, south, east, north = face.bounds
    middle = shapely.maximum_inscribed_circle(face, tolerance=max(east - west, north - south, 0.1) / 50)
    east, north = middle.coords[0][:2]
    return float(east), float(north)


def _ring(line: shapely.Geometry) -> Ring:
    return tuple((float(east), float(north)) for east, north, *_ in line.coords[:-1])


def _leaves(geometry: shapely.Geometry) -> Iterable[Any]:
    parts = getattr(geometry, "geoms", None)
    if parts is None:
        yield geometry
        return
    for part in parts:
        yield from _leaves(part)
