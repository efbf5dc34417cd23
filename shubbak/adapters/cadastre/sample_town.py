"""A made-up town for trying plans: streets, blocks, parcels and zones, marked as a sample wherever it is drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyproj
import shapely  # type: ignore[import-untyped]

from shubbak.adapters.cadastre.cadastre_file import CadastreFile, new_file, next_version
from shubbak.adapters.cadastre.schema import parcel_row
from shubbak.domain.parcel_key import ParcelKey, make_key
from shubbak.domain.text import Text
from shubbak.ports.cadastre import Approval, CadastreFacts, ZoneRule

#: Grid and its corner of the town, in metres: near Amman, Muscat, Kuwait City and Dammam.
_PLACES = {
    "JO": (28191, 238000.0, 152000.0),
    "OM": (32640, 640000.0, 2605000.0),
    "KW": (32638, 775000.0, 3245000.0),
    "SA": (9359, 405000.0, 2915000.0),
}
#: A block is two rows of five parcels, 20 by 30 metres; streets of 12 and 16 metres run between the blocks.
_PARCEL_WIDE, _PARCEL_DEEP, _ACROSS = 20.0, 30.0, 5
_PITCH = (_PARCEL_WIDE * _ACROSS + 12.0, _PARCEL_DEEP * 2 + 16.0)
_BLOCKS_A_BASIN = 10
_TURN = 0.14
RULES = (
    ZoneRule("RA", Text("سكن أ", "Residential A"), "residential", 5, 4, 7, 16, 4, 39),
    ZoneRule("RB", Text("سكن ب", "Residential B"), "residential", 4, 3, 5, 16, 4, 45),
    ZoneRule("C", Text("تجاري محلي", "Local commercial"), "commercial", 3, 0, 4, 20, 5, 70),
    ZoneRule("S", Text("خدمات ومدارس", "Services and schools"), "services", 6, 5, 5, 12, 3, 40),
    ZoneRule("G", Text("حديقة عامة", "Public garden"), "green"),
)
APPROVALS = (
    Approval("ت 114/2019", "87", date(2019, 6, 12), Text("اللجنة اللوائية للتنظيم", "District planning committee")),
    Approval("ت 22/2023", "15", date(2023, 2, 7), Text("مجلس التنظيم الأعلى", "Higher planning council")),
)
_STREETS = (
    Text("شارع الزيتون", "Olive Street"),
    Text("شارع المدارس", "Schools Street"),
    Text("شارع الوادي", "Valley Street"),
    Text("شارع الشيخ عبد العزيز بن عبد الرحمن آل نصّار – امتداد طريق السوق القديم", "Old Market Road extension"),
    Text("شارع الياسمين", "Jasmine Street"),
    Text("شارع البلدية", "Municipality Street"),
)


def make_sample_town(target: Path, country: str = "JO", wide: int = 12, high: int = 12) -> CadastreFacts:
    """Write a town of wide × high blocks, ten parcels each; raises CadastreRefusedError where the disk fails."""
    town = _Town(country, wide, high)
    with new_file(target, town.facts(next_version(target))) as file:
        for row in range(high):
            town.write_row(row, file)
        file.add("streets", *town.streets())
        return file.close(RULES, APPROVALS)


class _Town:
    def __init__(self, country: str, wide: int, high: int) -> None:
        self._country, self._wide, self._high = country, wide, high
        self._epsg, self._east, self._north = _PLACES[country]

    def facts(self, version: int) -> CadastreFacts:
        return CadastreFacts(
            municipality=Text("بلدية مدينة الواحة", "Al-Waha Municipality"),
            country=self._country,
            epsg=self._epsg,
            grid=str(pyproj.CRS.from_epsg(self._epsg).name),
            source="Shubbak sample town",
            data_at=date(2026, 1, 1),
            approved_at=date(2026, 1, 15),
            version=version,
            sample=True,
            parcels=0,
        )

    def write_row(self, row: int, file: CadastreFile) -> None:
        """Write one row of blocks with all that is in it."""
        lots, columns, rows = [], [], []
        for column in range(self._wide):
            zone, plan = _zone(column, row), APPROVALS[row % 7 == 0].plan_number
            for place, shape in enumerate(_lots(odd=column == 1 and row == 1), 1):
                lots.append(shape)
                columns.append(column)
                rows.append(self._parcel(column, row, place, zone, plan))
        shapes = self._ground(lots, columns, row)
        areas = shapely.area(shapes).round(0)
        file.add("parcels", shapes, [parcel_row(*told, float(area)) for told, area in zip(rows, areas, strict=True)])
        across = range(self._wide)
        block = shapely.box(0, 0, _PARCEL_WIDE * _ACROSS, _PARCEL_DEEP * 2)
        blocks = self._ground([block] * self._wide, across, row)
        file.add("blocks", blocks, [(f"{row * self._wide + column + 1}",) for column in across])
        file.add("land_use", blocks, [(_zone(column, row), APPROVALS[row % 7 == 0].plan_number) for column in across])

    def streets(self) -> tuple[Any, list[tuple[str, str, float]]]:
        """Return the middle lines of all streets, in pieces of a few blocks, with their names and widths."""
        lines, rows = [], []
        for line, number, width in _middles(self._wide, self._high):
            name = _STREETS[number % len(_STREETS)]
            lines.append(line.segmentize(15))
            rows.append((name.ar, name.en, width))
        return self._ground(lines, [0] * len(lines), 0), rows

    def _parcel(self, column: int, row: int, place: int, zone: str, plan: str) -> tuple[ParcelKey, str, str]:
        basin_column, in_basin = divmod(column, _BLOCKS_A_BASIN)
        basin_row, row_in_basin = divmod(row, _BLOCKS_A_BASIN)
        basins = -(-self._wide // _BLOCKS_A_BASIN)
        basin = basin_row * basins + basin_column + 1
        before = (row_in_basin * _BLOCKS_A_BASIN + in_basin) * _ACROSS * 2
        # What was cut off others later has the last number of its block with a stroke, as registers do it.
        number = str(before + place) if place <= _ACROSS * 2 else f"{before + _ACROSS * 2}/{place - _ACROSS * 2}"
        block = str(row * self._wide + column + 1)
        parts = {
            "JO": {"directorate": "أراضي الواحة", "village": "عين النخيل", "basin_no": str(basin), "parcel": number},
            "OM": {"wilayat": "الواحة", "village": f"مربع {basin}", "plot": number, "krooki": f"1{block}{place:02}"},
            "KW": {"area": "الواحة", "block": block, "plot": str(place)},
            "SA": {"municipality": "أمانة الواحة", "plan": f"{basin}/د", "block": block, "plot": str(place)},
        }
        key = make_key(self._country, parts[self._country])
        assert isinstance(key, ParcelKey)
        return key, zone, plan

    def _ground(self, shapes: Sequence[Any], columns: Sequence[int], row: int) -> Any:
        """Lay shapes of blocks into the town: turned a little, and every street a little bent."""
        given = np.array(shapes, dtype=object)
        of_points = np.repeat(np.array(columns), shapely.get_num_coordinates(given))
        return shapely.transform(given, lambda points: self._laid(points, of_points, row))

    def _laid(self, points: Any, columns: Any, row: int) -> Any:
        east, north = points[:, 0] + columns * _PITCH[0], points[:, 1] + row * _PITCH[1]
        east, north = east + 4 * np.sin(north / 95), north + 3 * np.sin(east / 130)
        turned_east = east * np.cos(_TURN) - north * np.sin(_TURN)
        turned_north = east * np.sin(_TURN) + north * np.cos(_TURN)
        return np.column_stack((self._east + turned_east, self._north + turned_north)).round(3)


def _lots(odd: bool) -> Iterator[Any]:
    """Return a block's parcels. The odd block shows what surveys hold beside rectangles: an L about a tiny parcel, a
    corner cut off at a crossing, one that lies about another, and a slice of four metres.
    """
    boxes = [
        shapely.box(x * _PARCEL_WIDE, y * _PARCEL_DEEP, (x + 1) * _PARCEL_WIDE, (y + 1) * _PARCEL_DEEP)
        for y in range(2)
        for x in range(_ACROSS)
    ]
    if odd:
        tiny, inner = shapely.box(16, 0, 20, 5), shapely.box(47, 10, 53, 17)
        boxes[0] = boxes[0].difference(tiny).difference(shapely.Polygon([(0, 0), (5, 0), (0, 5)]))
        boxes[2] = boxes[2].difference(inner)
        long_one, slice_one = shapely.box(80, 30, 96, 60), shapely.box(96, 30, 100, 60)
        boxes[1] = boxes[1].union(shapely.box(20, 30, 30, 45))
        boxes[6] = boxes[6].difference(shapely.box(20, 30, 30, 45))
        boxes = [*boxes[:9], long_one, slice_one, tiny, inner]
    return iter(boxes)


def _middles(wide: int, high: int) -> Iterator[tuple[Any, int, float]]:
    """Yield the middle of every street with a number for its name and its width."""
    step = 5
    for row in range(high + 1):
        north = row * _PITCH[1] - 8
        for first in range(0, wide, step):
            ends = [(column * _PITCH[0] - 6, north) for column in (first, min(first + step, wide))]
            yield shapely.LineString(ends), row * 2 + 1, 16.0
    for column in range(wide + 1):
        east = column * _PITCH[0] - 6
        for first in range(0, high, step):
            ends = [(east, row * _PITCH[1] - 8) for row in (first, min(first + step, high))]
            yield shapely.LineString(ends), column * 2, 12.0


def _zone(column: int, row: int) -> str:
    if (column + 3 * row) % 17 == 5:
        return "G"
    if (5 * column + row) % 23 == 7:
        return "S"
    return "C" if row % 4 == 2 else "RA" if column % 5 < 3 else "RB"
