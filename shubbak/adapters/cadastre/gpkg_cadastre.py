"""The station's cadastre read from its GeoPackage: keys by an index, windows by R-trees, cut by shapely."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import shapely  # type: ignore[import-untyped]

from shubbak.adapters.cadastre.ground import faces, from_blob, to_box, to_shape
from shubbak.adapters.cadastre.schema import folded_columns, read_approval, read_facts, read_rule
from shubbak.adapters.cadastre.window import look_around
from shubbak.domain.parcel_key import ParcelKey, compared_parts, make_key
from shubbak.ports.cadastre import (
    MOST_PARCELS,
    Approval,
    Box,
    CadastreError,
    CadastreFacts,
    Parcel,
    Surroundings,
    ZoneRule,
)

#: Of all parcels with one number, at most so many are looked at for the other parts.
_MOST_ROWS = 5_000
_PARCEL = "fid, geom, key, zone, plan_number, registered_m2"


class GpkgCadastre:
    """One file, opened when it is first asked and again when an import has replaced it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._open: tuple[tuple[int, int, int], sqlite3.Connection, CadastreFacts] | None = None

    def facts(self) -> CadastreFacts:
        with self._file() as (_, facts):
            return facts

    def find(self, key: ParcelKey, most: int = MOST_PARCELS) -> tuple[Parcel, ...]:
        with self._file() as (connection, facts):
            if key.country != facts.country:
                return ()
            asked, values = _conditions(key)
            order = ", ".join(reversed(folded_columns(key.country)))
            # Our own names stand in the text; what was asked for is bound.
            some = f"SELECT * FROM parcels WHERE {asked} LIMIT {_MOST_ROWS}"  # noqa: S608
            listed = f"SELECT {_PARCEL} FROM ({some}) ORDER BY {order} LIMIT ?"  # noqa: S608
            rows = connection.execute(listed, (*values, most)).fetchall()
            return tuple(self._parcel(connection, facts, row) for row in rows)

    def parcel(self, parcel_id: int) -> Parcel | None:
        with self._file() as (connection, facts):
            asked = f"SELECT {_PARCEL} FROM parcels WHERE fid = ?"  # noqa: S608 - our own names
            row = connection.execute(asked, (parcel_id,)).fetchone()
            return self._parcel(connection, facts, row) if row else None

    def around(self, box: Box, parcel: Parcel) -> Surroundings:
        with self._file() as (connection, _):
            return look_around(connection, box, parcel)

    def close(self) -> None:
        with self._lock:
            if self._open:
                self._open[1].close()
            self._open = None

    @contextmanager
    def _file(self) -> Iterator[tuple[sqlite3.Connection, CadastreFacts]]:
        """Give the file to one thread at a time; whatever is wrong with it becomes the port's error."""
        with self._lock:
            try:
                yield self._opened()
            except FileNotFoundError as error:
                raise CadastreError("cadastre-missing") from error
            except (sqlite3.Error, OSError, KeyError, ValueError, TypeError) as error:
                raise CadastreError("cadastre-damaged") from error

    def _opened(self) -> tuple[sqlite3.Connection, CadastreFacts]:
        status = self._path.stat()
        mark = (status.st_ino, status.st_mtime_ns, status.st_size)
        if self._open is None or self._open[0] != mark:
            if self._open is not None:
                self._open[1].close()
                self._open = None
            # An import replaces the whole file and never writes into it: no locks, no journal are needed.
            uri = f"{self._path.resolve().as_uri()}?mode=ro&immutable=1"
            connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
            self._open = (mark, connection, read_facts(connection))
        return self._open[1:]

    def _parcel(self, connection: sqlite3.Connection, facts: CadastreFacts, row: tuple[Any, ...]) -> Parcel:
        fid, blob, written, zone, plan_number, registered = row
        geometry = from_blob(blob)
        key = make_key(facts.country, json.loads(written))
        if not isinstance(key, ParcelKey):
            raise ValueError(key.code)
        if not zone or not plan_number:
            ground_zone, ground_plan = _ground_of(connection, geometry)
            zone, plan_number = zone or ground_zone, plan_number or ground_plan
        return Parcel(
            id=fid,
            key=key,
            shape=to_shape(geometry),
            box=to_box(geometry.bounds),
            area_m2=sum(face.area for face in faces(geometry)),
            registered_m2=registered,
            zone=_rule(connection, zone),
            approval=_approval(connection, plan_number),
        )


def _conditions(key: ParcelKey) -> tuple[str, list[str]]:
    """Return the search for a key; a part that the register leaves blank fits every wish."""
    asked, values = [], []
    parts = compared_parts(key.country)
    for part, folded in reversed(list(zip(parts, key.folded(), strict=True))):
        if folded:
            asked.append(f"key_{part.id} IN (?, '')" if part.optional and part.id != "krooki" else f"key_{part.id} = ?")
            values.append(folded)
    return " AND ".join(asked), values


def _ground_of(connection: sqlite3.Connection, parcel: shapely.Geometry) -> tuple[str, str]:
    """Return zone and plan number of the land use that covers most of a parcel, blank where nothing does."""
    west, south, east, north = parcel.bounds
    rows = connection.execute(
        "SELECT l.zone, l.plan_number, l.geom FROM rtree_land_use_geom r JOIN land_use l ON l.fid = r.id "
        "WHERE r.maxx >= ? AND r.minx <= ? AND r.maxy >= ? AND r.miny <= ? LIMIT 50",
        (west, east, south, north),
    ).fetchall()
    shares = [(parcel.intersection(from_blob(blob)).area, zone or "", plan or "") for zone, plan, blob in rows]
    covered, zone, plan = max(shares, default=(0.0, "", ""))
    return (zone, plan) if covered > 0.5 * shapely.area(parcel) else ("", "")


def _rule(connection: sqlite3.Connection, zone: str) -> ZoneRule | None:
    found: Mapping[str, str] = dict(connection.execute("SELECT code, rule FROM zone_rules WHERE code = ?", (zone,)))
    return read_rule(zone, found[zone]) if found else None


def _approval(connection: sqlite3.Connection, plan_number: str) -> Approval | None:
    asked = "SELECT plan_number, approval FROM approvals WHERE plan_number IN (?, '*') ORDER BY plan_number = '*'"
    found = connection.execute(asked, (plan_number,)).fetchone()
    return read_approval(plan_number if found[0] == "*" else found[0], found[1]) if found else None
