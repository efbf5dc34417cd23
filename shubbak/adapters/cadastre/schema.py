"""The station's GeoPackage: its tables, written so that any program for maps opens it (OGC 12-128r19, version 1.4)."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from shubbak.domain.parcel_key import ParcelKey, compared_parts
from shubbak.domain.text import Text
from shubbak.ports.cadastre import Approval, CadastreFacts, ZoneRule

_APPLICATION, _VERSION = 0x47504B47, 10400
#: Counts up when a table changes its meaning; an older file is imported anew.
SCHEMA = 1
#: Layers by name: the columns beside `fid` and `geom`, and what kind of geometry they hold.
LAYERS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "parcels": ("MULTIPOLYGON", ("key TEXT", "number TEXT", "zone TEXT", "plan_number TEXT", "registered_m2 REAL")),
    "blocks": ("MULTIPOLYGON", ("name TEXT",)),
    "streets": ("GEOMETRY", ("name_ar TEXT", "name_en TEXT", "width_m REAL")),
    "land_use": ("MULTIPOLYGON", ("zone TEXT", "plan_number TEXT")),
}
_FRAME = """
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
  description TEXT DEFAULT '', last_change DATETIME NOT NULL DEFAULT '1970-01-01T00:00:00.000Z', min_x DOUBLE,
  min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER);
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL,
  geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
  PRIMARY KEY (table_name, column_name));
CREATE TABLE gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL,
  scope TEXT NOT NULL, UNIQUE (table_name, column_name, extension_name));
CREATE TABLE shubbak_facts (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE zone_rules (code TEXT PRIMARY KEY, rule TEXT NOT NULL);
CREATE TABLE approvals (plan_number TEXT PRIMARY KEY, approval TEXT NOT NULL);
INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES
  ('shubbak_facts', 'attributes', 'facts'), ('zone_rules', 'attributes', 'zone rules'),
  ('approvals', 'attributes', 'approvals');
"""
_RTREE_RULES = "http://www.geopackage.org/spec/#extension_rtree"


def folded_columns(country: str) -> tuple[str, ...]:
    """Return the columns that a key is compared by, the parcel's own number first."""
    return tuple(f"key_{part.id}" for part in reversed(compared_parts(country)))


def parcel_row(key: ParcelKey, zone: str, plan_number: str, registered_m2: float | None) -> tuple[object, ...]:
    """Return a parcel's columns in the order of its table: the key as it is written, and as it is compared."""
    written = json.dumps(dict(key.parts), ensure_ascii=False, separators=(",", ":"))
    return written, key.number(), zone, plan_number, registered_m2, *reversed(key.folded())


def make_tables(connection: sqlite3.Connection, country: str, epsg: int, grid: str, wkt: str) -> None:
    """Make the empty tables of a new file."""
    connection.execute(f"PRAGMA application_id = {_APPLICATION}")
    connection.execute(f"PRAGMA user_version = {_VERSION}")
    connection.executescript(_FRAME)
    systems = [
        ("undefined cartesian", -1, "NONE", -1, "undefined"),
        ("undefined geographic", 0, "NONE", 0, "undefined"),
        (grid, epsg, "EPSG", epsg, wkt),
    ]
    connection.executemany("INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, NULL)", systems)
    for layer, (kind, columns) in LAYERS.items():
        keys = folded_columns(country) if layer == "parcels" else ()
        held = ", ".join(("fid INTEGER PRIMARY KEY", "geom BLOB", *columns, *(f"{key} TEXT NOT NULL" for key in keys)))
        connection.execute(f"CREATE TABLE {layer} ({held})")
        connection.execute(f"CREATE VIRTUAL TABLE rtree_{layer}_geom USING rtree(id, minx, maxx, miny, maxy)")
        connection.execute("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?, ?, 0, 0)", (layer, kind, epsg))
        rtree = (layer, "geom", "gpkg_rtree_index", _RTREE_RULES, "write-only")
        connection.execute("INSERT INTO gpkg_extensions VALUES (?, ?, ?, ?, ?)", rtree)
        contents = "INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) VALUES (?, 'features', ?, ?)"
        connection.execute(contents, (layer, layer, epsg))


def close_tables(connection: sqlite3.Connection, country: str) -> None:
    """Make the indexes when all rows stand, once: a key that stands twice raises sqlite3.IntegrityError."""
    columns = folded_columns(country)
    connection.execute(f"CREATE UNIQUE INDEX parcels_by_key ON parcels ({', '.join(columns)})")
    if "key_krooki" in columns:
        connection.execute("CREATE INDEX parcels_by_krooki ON parcels (key_krooki)")
    for layer in LAYERS:
        bounds = f"SELECT min(minx), min(miny), max(maxx), max(maxy) FROM rtree_{layer}_geom"  # noqa: S608 - our own names
        box = connection.execute(bounds).fetchone()
        placed = "UPDATE gpkg_contents SET min_x = ?, min_y = ?, max_x = ?, max_y = ? WHERE table_name = ?"
        connection.execute(placed, (*box, layer))


def write_facts(connection: sqlite3.Connection, facts: CadastreFacts) -> None:
    """Write the facts of a new file."""
    told = {
        "schema": SCHEMA,
        "municipality_ar": facts.municipality.ar,
        "municipality_en": facts.municipality.en,
        "country": facts.country,
        "epsg": facts.epsg,
        "grid": facts.grid,
        "source": facts.source,
        "data_at": facts.data_at.isoformat(),
        "approved_at": facts.approved_at.isoformat(),
        "version": facts.version,
        "sample": int(facts.sample),
        "parcels": facts.parcels,
    }
    connection.executemany(
        "INSERT INTO shubbak_facts VALUES (?, ?)", [(name, str(said)) for name, said in told.items()]
    )


def read_facts(connection: sqlite3.Connection) -> CadastreFacts:
    """Return the facts of a file; raises KeyError or ValueError where it is not one of ours."""
    told = dict(connection.execute("SELECT name, value FROM shubbak_facts"))
    if told["schema"] != str(SCHEMA):
        raise ValueError("a cadastre of another schema")
    return CadastreFacts(
        municipality=Text(told["municipality_ar"], told["municipality_en"]),
        country=told["country"],
        epsg=int(told["epsg"]),
        grid=told["grid"],
        source=told["source"],
        data_at=date.fromisoformat(told["data_at"]),
        approved_at=date.fromisoformat(told["approved_at"]),
        version=int(told["version"]),
        sample=told["sample"] == "1",
        parcels=int(told["parcels"]),
    )


def write_rules(connection: sqlite3.Connection, rules: Iterable[ZoneRule], approvals: Iterable[Approval]) -> None:
    """Write what may be built in each zone, and the decisions that the plans stand on."""
    told = [(rule.code, rule.name, {name: getattr(rule, name) for name in _RULE}) for rule in rules]
    connection.executemany("INSERT INTO zone_rules VALUES (?, ?)", [_row(*each) for each in told])
    decided = [
        (each.plan_number, each.authority, {"decision": each.decision, "decided_at": _day(each.decided_at)})
        for each in approvals
    ]
    connection.executemany("INSERT INTO approvals VALUES (?, ?)", [_row(*each) for each in decided])


_RULE = ("kind", "front_m", "side_m", "rear_m", "height_m", "floors", "coverage")


def read_rule(code: str, written: str) -> ZoneRule:
    """Return a rule as `write_rules` wrote it; raises ValueError, KeyError."""
    told: dict[str, Any] = json.loads(written)
    return ZoneRule(code, Text(told["ar"], told["en"]), *(told[name] for name in _RULE))


def read_approval(plan_number: str, written: str) -> Approval:
    """Return a decision as `write_rules` wrote it; raises ValueError, KeyError."""
    told: dict[str, Any] = json.loads(written)
    day = date.fromisoformat(told["decided_at"]) if told["decided_at"] else None
    return Approval(plan_number, told["decision"], day, Text(told["ar"], told["en"]))


def _row(name: str, words: Text, told: Mapping[str, object]) -> tuple[str, str]:
    return name, json.dumps({"ar": words.ar, "en": words.en, **told}, ensure_ascii=False)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
