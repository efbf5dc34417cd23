"""Making a cadastre file: filled beside the one in use, and put in its place when it is whole."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyproj
import shapely  # type: ignore[import-untyped]

from shubbak.adapters.cadastre.ground import to_blob
from shubbak.adapters.cadastre.refused import CadastreRefusedError
from shubbak.adapters.cadastre.schema import (
    LAYERS,
    close_tables,
    folded_columns,
    make_tables,
    read_facts,
    write_facts,
    write_rules,
)
from shubbak.ports.cadastre import Approval, CadastreFacts, ZoneRule

_NAMED = 10


class CadastreFile:
    """A file that is being filled. `add` takes any number of rows of a layer, in any order."""

    def __init__(self, connection: sqlite3.Connection, facts: CadastreFacts) -> None:
        self._connection, self._facts = connection, facts
        self._rows = dict.fromkeys(LAYERS, 0)

    def add(self, layer: str, shapes: Any, rows: Sequence[Sequence[object]]) -> None:
        """Write features. shapes: an array of geometries in the file's grid; rows: for each, the layer's columns in the
        schema's order, a parcel's folded key behind them with its number first.
        """
        bounds, blobs = shapely.bounds(shapes).tolist(), shapely.to_wkb(shapes, byte_order=1, output_dimension=2)
        first = self._rows[layer] + 1
        held = len(rows[0]) + 2 if rows else 0
        epsg = self._facts.epsg
        self._connection.executemany(
            f"INSERT INTO {layer} VALUES ({', '.join('?' * held)})",  # noqa: S608 - a layer's own name
            (
                (fid, to_blob(blob, box, epsg), *row)
                for fid, (blob, box, row) in enumerate(zip(blobs, bounds, rows, strict=True), first)
            ),
        )
        self._connection.executemany(
            f"INSERT INTO rtree_{layer}_geom VALUES (?, ?, ?, ?, ?)",  # noqa: S608 - a layer's own name
            ((fid, box[0], box[2], box[1], box[3]) for fid, box in enumerate(bounds, first)),
        )
        self._rows[layer] += len(rows)

    def count(self, layer: str) -> int:
        return self._rows[layer]

    def close(self, rules: Sequence[ZoneRule], approvals: Sequence[Approval]) -> CadastreFacts:
        """Index what was written; raises CadastreRefusedError for keys that stand twice, by name."""
        facts = replace(self._facts, parcels=self._rows["parcels"])
        try:
            close_tables(self._connection, facts.country)
        except sqlite3.IntegrityError as error:
            raise CadastreRefusedError("cadastre-duplicate", keys=self._named_twice()) from error
        write_rules(self._connection, rules, approvals)
        write_facts(self._connection, facts)
        return facts

    def _named_twice(self) -> str:
        columns = ", ".join(folded_columns(self._facts.country))
        counted = f"SELECT count(*), {columns} FROM parcels GROUP BY {columns} HAVING count(*) > 1 LIMIT {_NAMED}"  # noqa: S608
        return "، ".join(
            f"{' / '.join(part for part in reversed(key) if part)} ({times})"
            for times, *key in self._connection.execute(counted)
        )


@contextmanager
def new_file(path: Path, facts: CadastreFacts) -> Iterator[CadastreFile]:
    """Give a file to fill, beside `path`; it takes the place of `path` at once when the block ends well, and is gone
    when it does not. Raises CadastreRefusedError where the disk fails.
    """
    beside = path.with_name(f"{path.name}.new")
    try:
        beside.unlink(missing_ok=True)
        connection = sqlite3.connect(beside, isolation_level=None)
        try:
            # Half a file is thrown away, so it needs neither journal nor sync before its end.
            for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -64000", "temp_store = FILE"):
                connection.execute(f"PRAGMA {pragma}")
            grid = pyproj.CRS.from_epsg(facts.epsg)
            make_tables(connection, facts.country, facts.epsg, facts.grid, grid.to_wkt("WKT1_GDAL"))
            connection.execute("BEGIN")
            yield CadastreFile(connection, facts)
            connection.execute("COMMIT")
        finally:
            connection.close()
        _put(beside, path)
    except (sqlite3.Error, OSError) as error:
        raise CadastreRefusedError("cadastre-not-written") from error
    finally:
        beside.unlink(missing_ok=True)


def next_version(path: Path) -> int:
    """Return the number of the next import: one more than the file in use has, 1 where there is none of ours."""
    try:
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    except sqlite3.Error:
        return 1
    try:
        return read_facts(connection).version + 1
    except (sqlite3.Error, KeyError, ValueError):
        return 1
    finally:
        connection.close()


def _put(beside: Path, path: Path) -> None:
    with beside.open("rb+") as file:
        os.fsync(file.fileno())
    beside.chmod(0o600)
    beside.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
