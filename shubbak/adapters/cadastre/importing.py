"""The import of a municipality's land: its layers streamed, judged row by row, and written as one new cadastre."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pyproj
import shapely  # type: ignore[import-untyped]

from shubbak.adapters.cadastre.cadastre_file import CadastreFile, new_file, next_version
from shubbak.adapters.cadastre.feature_stream import Batch, FeatureStream, known_grid
from shubbak.adapters.cadastre.mapping import CadastreMapping
from shubbak.adapters.cadastre.refused import CadastreRefusedError
from shubbak.adapters.cadastre.schema import parcel_row
from shubbak.adapters.cadastre.source_file import opened_source, pick
from shubbak.domain.parcel_key import KEY_PARTS, ParcelKey, make_key
from shubbak.domain.text import ascii_digits
from shubbak.ports.cadastre import CadastreFacts

#: West, south, east and north of each country with its waters, in degrees, a tenth wider than the EPSG areas of use.
COUNTRIES = {
    "JO": (34.8, 29.0, 39.4, 33.5),
    "OM": (51.8, 16.5, 60.0, 26.8),
    "KW": (46.4, 28.4, 48.9, 30.2),
    "SA": (34.3, 16.2, 55.8, 32.3),
}
#: So many listed by name; the others are counted.
_MOST_LISTED = 200
#: More wrong parcels than this part mean that the mapping or the file is wrong, not a parcel.
_MOST_WRONG = 0.01


@dataclass(slots=True)
class ImportReport:
    """What became of the features. left_out and mended: layer, place in the file from 1 on, key or "", and why (a
    sentence under `cadastre.fault.`); the first ones alone. counted: how many in all, by layer and why.
    """

    facts: CadastreFacts
    left_out: list[tuple[str, int, str, str]] = field(default_factory=list)
    mended: list[tuple[str, int, str]] = field(default_factory=list)
    counted: Counter[tuple[str, str]] = field(default_factory=Counter)

    def leave_out(self, layer: str, place: int, name: str, why: str) -> None:
        self.counted[layer, why] += 1
        if len(self.left_out) < _MOST_LISTED:
            self.left_out.append((layer, place, name, why))

    def note_mended(self, layer: str, place: int, name: str) -> None:
        self.counted[layer, "mended"] += 1
        if len(self.mended) < _MOST_LISTED:
            self.mended.append((layer, place, name))


def import_cadastre(untrusted_source: Path, mapping: CadastreMapping, target: Path) -> ImportReport:
    """Make the station's cadastre from a municipality's files; the old one stands until the new one is whole.

    Raises CadastreRefusedError, and then nothing has changed.
    """
    grid = known_grid(mapping.epsg)
    if not grid.is_projected or grid.axis_info[0].unit_name not in ("metre", "meter"):
        raise CadastreRefusedError("cadastre-crs-unknown", crs=f"EPSG:{mapping.epsg} {grid.name}")
    report = ImportReport(_facts(mapping, grid, next_version(target)))
    with opened_source(untrusted_source) as folder, new_file(target, report.facts) as file:
        for layer, wanted in mapping.layers.items():
            path = pick(folder, wanted.file, untrusted_source.name)
            stream = FeatureStream(path, wanted, layer, grid)
            intake = _LayerIntake(layer, mapping, grid, report)
            for batch in stream.batches():
                intake.take(batch, file)
            if layer == "parcels":
                _judge(report, mapping.country, file)
        report.facts = file.close(mapping.rules, mapping.approvals)
    return report


def _facts(mapping: CadastreMapping, grid: pyproj.CRS, version: int) -> CadastreFacts:
    return CadastreFacts(
        municipality=mapping.municipality,
        country=mapping.country,
        epsg=mapping.epsg,
        grid=str(grid.name),
        source=mapping.source,
        data_at=mapping.data_at,
        approved_at=mapping.approved_at,
        version=version,
        sample=mapping.sample,
        parcels=0,
    )


def _judge(report: ImportReport, country: str, file: CadastreFile) -> None:
    """Refuse a file of which too much is wrong: a wrong grid, a wrong column or a wrong file."""
    wrong = {why: times for (layer, why), times in report.counted.items() if layer == "parcels" and why != "mended"}
    parcels = file.count("parcels")
    bearable = _MOST_WRONG * (parcels + sum(wrong.values()))
    if wrong.get("far", 0) > bearable:
        raise CadastreRefusedError("cadastre-far", count=str(wrong["far"]), country=country)
    if sum(wrong.values()) > bearable:
        raise CadastreRefusedError("cadastre-many-wrong", count=str(sum(wrong.values())))
    if not parcels:
        raise CadastreRefusedError("cadastre-empty")


class _LayerIntake:
    """Takes batches of one layer into the new file."""

    def __init__(self, layer: str, mapping: CadastreMapping, grid: pyproj.CRS, report: ImportReport) -> None:
        self._layer, self._country, self._report = layer, mapping.country, report
        self._to_degrees = pyproj.Transformer.from_crs(grid, 4326, always_xy=True)

    def take(self, batch: Batch, file: CadastreFile) -> None:
        """Write what is sound of a batch, and list what is not."""
        far = self._far(batch.shapes)
        kept, rows = [], []
        for place, fault in enumerate(batch.faults):
            row = {name: said[place] for name, said in batch.columns.items()}
            made = self._row(row)
            why = fault or ("far" if far[place] else "") or (made if isinstance(made, str) else "")
            name = row.get("parcel") or row.get("plot") or row.get("name") or row.get("name_ar") or ""
            if why:
                self._report.leave_out(self._layer, batch.first + place + 1, name, why)
                continue
            if batch.repaired[place]:
                self._report.note_mended(self._layer, batch.first + place + 1, name)
            kept.append(place)
            rows.append(made)
        if rows:
            shapes = batch.shapes[kept]
            file.add(self._layer, shapes, [row for row in rows if not isinstance(row, str)])

    def _row(self, told: dict[str, str]) -> tuple[object, ...] | str:
        """Return a layer's columns in the schema's order, or why there are none."""
        if self._layer == "blocks":
            return (told.get("name", ""),)
        if self._layer == "streets":
            return told.get("name_ar", ""), told.get("name_en", ""), _number(told.get("width_m", ""))
        if self._layer == "land_use":
            return told.get("zone", ""), told.get("plan_number", "")
        key = make_key(self._country, told)
        if not isinstance(key, ParcelKey) or not key[KEY_PARTS[self._country][-1].id]:
            return "no-number"
        registered = _number(told.get("registered_m2", ""))
        return parcel_row(key, told.get("zone", ""), told.get("plan_number", ""), registered)

    def _far(self, shapes: Any) -> Any:
        bounds = shapely.bounds(shapes)
        east, north = self._to_degrees.transform((bounds[:, 0] + bounds[:, 2]) / 2, (bounds[:, 1] + bounds[:, 3]) / 2)
        least_east, least_north, most_east, most_north = COUNTRIES[self._country]
        inside = (east >= least_east) & (east <= most_east) & (north >= least_north) & (north <= most_north)
        return ~np.asarray(inside)


def _number(said: str) -> float | None:
    try:
        number = float(ascii_digits(said))
    except ValueError:
        return None
    return number if 0 < number < 1e12 else None
