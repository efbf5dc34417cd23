"""Features of a municipality's layer in batches: read by pyogrio, brought into the station's grid, made sound."""

from __future__ import annotations

import time
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio  # type: ignore[import-untyped]
import pyproj
import shapely  # type: ignore[import-untyped]

from shubbak.adapters.cadastre.mapping import LayerMapping
from shubbak.adapters.cadastre.refused import CadastreRefusedError

# A coordinate system in GeoJSON may be a link, and GDAL fetches it. No option forbids that, so it is sent to a port
# where nobody answers: importing a file calls nobody.
_NOBODY = "127.0.0.1:9"
_NO_CALLS = {"GDAL_HTTP_PROXY": _NOBODY, "GDAL_HTTPS_PROXY": _NOBODY, "GDAL_HTTP_CONNECTTIMEOUT": 1}
pyogrio.set_gdal_config_options(_NO_CALLS)

BATCH = 50_000
MOST_FEATURES = 8_000_000
#: A parcel of more corners is no survey; one of this many still draws.
_MOST_CORNERS = 20_000
#: A form that crosses itself this often, or has so many corners and crosses itself at all, was made to keep us busy:
#: mending one of 200 corners at random takes five seconds. All the mending of a layer takes this long at most.
_MOST_CROSSINGS, _MOST_CORNERS_MENDED, _MENDING_S = 50, 2_000, 120.0
#: A repair that changes a parcel's ground by more than this is no repair. Part of the area.
_REPAIR_KEEPS = 0.02


@dataclass(frozen=True, slots=True)
class Batch:
    """Features in the station's grid. faults: why a feature cannot be taken, "" where it can; repaired: its form was
    mended. columns: the texts of our columns, "" where blank. first: the number of its first feature in the layer.
    """

    first: int
    shapes: Any
    faults: list[str]
    repaired: list[bool]
    columns: dict[str, list[str]]


class FeatureStream:
    """One layer of a file, opened without trust."""

    _mending_s = 0.0

    def __init__(self, path: Path, wanted: LayerMapping, name: str, grid: pyproj.CRS) -> None:
        """name: our layer. Raises CadastreRefusedError where file, layer, column or grid is not as the mapping says."""
        self._path, self._wanted, self._name = path, wanted, name
        self._layer = self._found_layer()
        told = _asked(path, lambda: pyogrio.read_info(path, layer=self._layer, encoding=self._encoding()))
        known = set(map(str, told["fields"]))
        for column in wanted.columns.values():
            if column not in known:
                raise CadastreRefusedError("cadastre-column", layer=self._layer, column=column)
        self._steps = _way(self._source_grid(told["crs"]), grid)

    def batches(self, size: int = BATCH) -> Iterator[Batch]:
        """Yield the layer from its first feature to its last; raises CadastreRefusedError."""
        read = 0
        while True:
            batch = self._read(read, size)
            if batch is None:
                return
            yield batch
            read += len(batch.faults)
            if len(batch.faults) < size:
                return
            if read >= MOST_FEATURES:
                raise CadastreRefusedError("cadastre-file-large", file=self._path.name)

    def _read(self, first: int, size: int) -> Batch | None:
        names = sorted(set(self._wanted.columns.values()))
        meta, _, blobs, fields = _asked(
            self._path,
            lambda: pyogrio.raw.read(
                self._path,
                layer=self._layer,
                columns=names,
                force_2d=True,
                skip_features=first,
                max_features=size,
                encoding=self._encoding(),
                datetime_as_string=True,
            ),
        )
        if blobs is None or not len(blobs):
            return None
        values = dict(zip(map(str, meta["fields"]), fields, strict=True))
        columns = {ours: [_said(each) for each in values[theirs]] for ours, theirs in self._wanted.columns.items()}
        columns |= {ours: [said] * len(blobs) for ours, said in self._wanted.constants.items()}
        shapes, faults, repaired = self._sound(shapely.from_wkb(blobs, on_invalid="ignore"))
        return Batch(first, shapes, faults, repaired, columns)

    def _sound(self, shapes: Any) -> tuple[Any, list[str], list[bool]]:
        """Bring geometries into the grid, mend what can be mended, and say what is wrong with the others."""
        faults = ["" if shape is not None and not shape.is_empty else "no-ground" for shape in shapes]
        corners = shapely.get_num_coordinates(shapes)
        for place in np.flatnonzero(corners > _MOST_CORNERS):
            faults[place] = "too-many-corners"
        shapes = np.where([bool(fault) for fault in faults], None, shapes)
        shapes = shapely.transform(shapes, self._moved)
        for place in np.flatnonzero(~_all_finite(shapes)):
            faults[place] = faults[place] or "no-place"
            shapes[place] = None
        repaired = [False] * len(faults)
        if self._name != "streets":
            for place in np.flatnonzero(~shapely.is_valid(shapes)):
                if not faults[place]:
                    begun = time.monotonic()
                    can = self._mending_s < _MENDING_S and _may_be_mended(shapes[place])
                    shapes[place], faults[place] = _mended(shapes[place]) if can else (None, "crosses-itself")
                    repaired[place] = not faults[place]
                    self._mending_s += time.monotonic() - begun
            for place in np.flatnonzero(~(shapely.area(shapes) > 0)):
                faults[place] = faults[place] or "no-ground"
        return shapes, faults, repaired

    def _moved(self, points: Any) -> Any:
        east, north = self._steps.transform(points[:, 0], points[:, 1])
        return np.column_stack((east, north))

    def _found_layer(self) -> str:
        layers = [str(name) for name, _ in _asked(self._path, lambda: pyogrio.list_layers(self._path))]
        if self._wanted.layer in layers:
            return self._wanted.layer
        if self._wanted.layer or len(layers) != 1:
            raise CadastreRefusedError("cadastre-layer", file=self._path.name, layer=self._wanted.layer or self._name)
        return layers[0]

    def _source_grid(self, told: str | None) -> pyproj.CRS:
        """Return the file's own grid. GeoJSON has none but WGS 84 (RFC 7946, 4), whatever older files add to it."""
        if self._wanted.epsg is not None:
            return known_grid(self._wanted.epsg)
        if not told:
            raise CadastreRefusedError("cadastre-crs-missing", file=self._path.name)
        try:
            return pyproj.CRS.from_user_input(told)
        except pyproj.exceptions.CRSError as error:
            raise CadastreRefusedError("cadastre-crs-unknown", crs=told[:60]) from error

    def _encoding(self) -> str | None:
        """Shapefiles of the region without a .cpg are in UTF-8 or Windows-1256; GDAL would read them as Latin."""
        if self._path.suffix != ".shp" or self._path.with_suffix(".cpg").exists():
            return None
        return "UTF-8" if _is_utf8(self._path.with_suffix(".dbf")) else "CP1256"


def known_grid(epsg: int) -> pyproj.CRS:
    """Return a coordinate system by its EPSG number; raises CadastreRefusedError."""
    try:
        return pyproj.CRS.from_epsg(epsg)
    except pyproj.exceptions.CRSError as error:
        raise CadastreRefusedError("cadastre-crs-unknown", crs=f"EPSG:{epsg}") from error


def _way(source: pyproj.CRS, grid: pyproj.CRS) -> pyproj.Transformer:
    try:
        return pyproj.Transformer.from_crs(source, grid, always_xy=True)
    except pyproj.exceptions.ProjError as error:  # a system of a drawing, or of another planet
        raise CadastreRefusedError("cadastre-crs-unknown", crs=str(source.name)[:60]) from error


def _all_finite(shapes: Any) -> Any:
    """Tell of each shape whether it has a place; bounds alone leave a corner out that is no number."""
    points, owners = shapely.get_coordinates(shapes, return_index=True)
    found = np.isfinite(shapely.bounds(shapes)).all(axis=1)
    found[owners[~np.isfinite(points).all(axis=1)]] = False
    return found


def _may_be_mended(shape: Any) -> bool:
    if not shape.geom_type.endswith("Polygon") or shapely.get_num_coordinates(shape) > _MOST_CORNERS_MENDED:
        return False
    rings = [shapely.get_coordinates(ring) for ring in shapely.get_rings(shapely.get_parts(shape))]
    edges = shapely.linestrings(np.concatenate([np.stack((ring[:-1], ring[1:]), axis=1) for ring in rings]))
    crossings = shapely.STRtree(edges).query(edges, predicate="crosses").shape[1] // 2
    return bool(crossings <= _MOST_CROSSINGS)


def _mended(shape: Any) -> tuple[Any, str]:
    """Return a form that crosses itself without its crossings; a fault where its ground is not the same afterwards."""
    mended = shapely.make_valid(shape)
    kept = shapely.union_all([part for part in shapely.get_parts(mended) if part.geom_type.endswith("Polygon")])
    before, after = abs(shapely.area(shape)), shapely.area(kept)
    if after <= 0 or abs(after - before) > _REPAIR_KEEPS * after:
        return None, "crosses-itself"
    return kept, ""


def _said(value: object) -> str:
    """Return a column's value as text: 12.0, as spreadsheets make of a parcel's number, is 12."""
    if value is None or (isinstance(value, float | np.floating) and not np.isfinite(value)):
        return ""
    if isinstance(value, float | np.floating) and float(value).is_integer():
        return str(int(value))
    return str(value).strip()[:300]


def _is_utf8(path: Path) -> bool:
    try:
        with path.open("rb") as table:
            piece = table.read(1 << 20)
    except OSError:
        return True
    try:
        piece.decode("utf-8")
    except UnicodeDecodeError as error:
        # The head of a table holds bytes of any value, and a letter may be cut at the piece's end.
        head = int.from_bytes(piece[8:10], "little")
        return _decodes(piece[head : len(piece) - 4]) if error.start < head else error.start >= len(piece) - 4
    return True


def _decodes(piece: bytes) -> bool:
    return "\ufffd" not in piece.decode("utf-8", "replace").rstrip("\ufffd")


def _asked(path: Path, question: Any) -> Any:
    """Ask GDAL; whatever it makes of a damaged file is one refusal, and what it merely remarks is not ours to print."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return question()
    except MemoryError as error:
        raise CadastreRefusedError("cadastre-file-large", file=path.name) from error
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, ValueError, RuntimeError, OSError) as error:
        raise CadastreRefusedError("cadastre-file-unreadable", file=path.name) from error
