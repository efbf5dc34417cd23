"""What a window on the ground shows: parcels, blocks, streets and land use, cut at its edge."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any

import shapely  # type: ignore[import-untyped]

from shubbak.adapters.cadastre.envelope import envelope
from shubbak.adapters.cadastre.ground import axes, faces, from_blob, inside, to_lines, to_shape
from shubbak.adapters.cadastre.schema import read_rule
from shubbak.domain.text import Text
from shubbak.ports.cadastre import (
    Block,
    Box,
    CadastreError,
    Neighbour,
    Parcel,
    Street,
    Surroundings,
    ZoneGround,
)

#: More than these make a sheet black, and its making long.
_MOST_THINGS, _MOST_POINTS = 4_000, 200_000
#: A parcel of which less than this is seen has no number: it would stand on the frame. Square metres.
_LEAST_SEEN = 4.0

_Thing = tuple[int, shapely.Geometry, shapely.Geometry, tuple[Any, ...]]


def look_around(connection: sqlite3.Connection, box: Box, parcel: Parcel) -> Surroundings:
    """Return what lies in a window; raises CadastreError where that is too much, sqlite3.Error, ValueError."""
    window = _Window(connection, box)
    seen = list(window.things("parcels", "number, zone"))
    parcels = tuple(
        Neighbour(fid, number or "", to_shape(cut), inside(cut), zone or "")
        for fid, _, cut, (number, zone) in seen
        if faces(cut) and cut.area >= _LEAST_SEEN
    )
    blocks = tuple(
        Block(told[0] or "", to_shape(cut), inside(cut))
        for _, _, cut, told in window.things("blocks", "name")
        if faces(cut)
    )
    zones = tuple(
        ZoneGround(told[0] or "", to_shape(cut)) for _, _, cut, told in window.things("land_use", "zone") if faces(cut)
    )
    codes = {each.zone for each in parcels} | {each.zone for each in zones}
    rules = tuple(
        read_rule(code, rule)
        for code, rule in connection.execute("SELECT code, rule FROM zone_rules ORDER BY code")
        if code in codes or (parcel.zone and code == parcel.zone.code)
    )
    return Surroundings(parcels, blocks, tuple(window.streets()), zones, rules, _buildable(parcel, seen))


def _buildable(parcel: Parcel, seen: list[_Thing]) -> Any:
    own = next((whole for fid, whole, _, _ in seen if fid == parcel.id), None)
    if own is None or parcel.zone is None:
        return ()
    near = own.envelope.buffer(2)
    others = [whole for fid, whole, _, _ in seen if fid != parcel.id and whole.intersects(near)]
    left = envelope(own, others, parcel.zone)
    return to_shape(left) if left is not None else ()


class _Window:
    """One look: what it has read so far is counted over all layers."""

    def __init__(self, connection: sqlite3.Connection, box: Box) -> None:
        self._connection = connection
        self._bounds = (box.west, box.south, box.east, box.north)
        self._points = 0

    def things(
        self, layer: str, columns: str
    ) -> Iterator[tuple[int, shapely.Geometry, shapely.Geometry, tuple[Any, ...]]]:
        """Yield id, whole geometry, what is seen of it, and its columns."""
        west, south, east, north = self._bounds
        rows = self._connection.execute(
            f"SELECT t.fid, t.geom, {columns} FROM rtree_{layer}_geom r JOIN {layer} t ON t.fid = r.id "  # noqa: S608 - our own names
            f"WHERE r.maxx >= ? AND r.minx <= ? AND r.maxy >= ? AND r.miny <= ? LIMIT {_MOST_THINGS + 1}",
            (west, east, south, north),
        ).fetchall()
        if len(rows) > _MOST_THINGS:
            raise CadastreError("cadastre-too-much")
        frame = shapely.box(*self._bounds)
        for fid, blob, *told in sorted(rows):
            whole = from_blob(blob)
            self._points += shapely.get_num_coordinates(whole)
            if self._points > _MOST_POINTS:
                raise CadastreError("cadastre-too-much")
            yield fid, whole, whole if frame.covers(whole) else whole.intersection(frame), tuple(told)

    def streets(self) -> Iterator[Street]:
        for _, _, cut, (name_ar, name_en, width) in self.things("streets", "name_ar, name_en, width_m"):
            name = Text(name_ar or name_en or "", name_en or name_ar or "")
            middle, grounds = to_lines(cut), to_shape(cut)
            yield Street(name, width, middle, grounds, () if middle else axes(cut))
