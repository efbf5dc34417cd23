"""The mapping file: a municipality says once, in YAML, which of its columns is what and what its zones allow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml

from shubbak.adapters.cadastre.refused import CadastreRefusedError
from shubbak.domain.parcel_key import KEY_PARTS
from shubbak.domain.text import Text
from shubbak.ports.cadastre import Approval, ZoneRule

_LONGEST_FILE = 1_000_000
KINDS = ("residential", "commercial", "mixed", "industrial", "services", "green", "agricultural", "road", "other")
#: What a layer may carry beside its geometry; a parcel's key parts come to these.
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "parcels": ("zone", "plan_number", "registered_m2"),
    "blocks": ("name",),
    "streets": ("name_ar", "name_en", "width_m"),
    "land_use": ("zone", "plan_number"),
}
_MEASURES = ("front_m", "side_m", "rear_m", "height_m", "coverage")


@dataclass(frozen=True, slots=True)
class LayerMapping:
    """Where a layer of ours comes from.

    file: beside the given one, "" for that itself. layer: its name there, "" where the file has one alone. epsg: of the
    source, for a file that does not say. columns: ours to theirs. constants: what is the same in every row.
    """

    file: str = ""
    layer: str = ""
    epsg: int | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CadastreMapping:
    """All that the mapping file says."""

    country: str
    municipality: Text
    epsg: int
    source: str
    data_at: date
    approved_at: date
    layers: Mapping[str, LayerMapping]
    rules: tuple[ZoneRule, ...] = ()
    approvals: tuple[Approval, ...] = ()
    sample: bool = False


def read_mapping(path: Path) -> CadastreMapping:
    """Read a mapping file; raises CadastreRefusedError that names the place."""
    try:
        if path.stat().st_size > _LONGEST_FILE:
            raise CadastreRefusedError("cadastre-file-large", file=path.name)
        tree = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise CadastreRefusedError("cadastre-file-unreadable", file=path.name) from error
    except (yaml.YAMLError, UnicodeError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{path.name}:{mark.line + 1}" if mark else path.name
        raise CadastreRefusedError("cadastre-mapping", where=where) from error
    return mapping_of(tree)


def mapping_of(tree: object) -> CadastreMapping:
    """Return what a mapping's tree says; raises CadastreRefusedError."""
    top = _Node(tree, "")
    country = top.one_of("country", tuple(KEY_PARTS))
    rules = tuple(_rule(each) for each in top.list("zones"))
    layers = {name: _layer(node, name, country) for name, node in top.map("layers").items() if name in _COLUMNS}
    if "parcels" not in layers:
        raise CadastreRefusedError("cadastre-mapping", where="layers.parcels")
    return CadastreMapping(
        country=country,
        municipality=top.words("municipality"),
        epsg=top.whole("crs"),
        source=top.text("source"),
        data_at=top.day("data_at"),
        approved_at=top.day("approved_at"),
        layers=layers,
        rules=rules,
        approvals=tuple(_approval(each) for each in top.list("approvals")),
        sample=top.get("sample") is True,
    )


def _layer(node: _Node, name: str, country: str) -> LayerMapping:
    keys = tuple(part.id for part in KEY_PARTS[country]) if name == "parcels" else ()
    columns = {ours: each.plain() for ours, each in node.map("columns").items()}
    constants = {ours: each.plain() for ours, each in node.map("constants").items()}
    for ours in (*columns, *constants):
        if ours not in (*keys, *_COLUMNS[name]):
            raise CadastreRefusedError("cadastre-mapping", where=f"layers.{name}.columns.{ours}")
    if name == "parcels" and keys[-1] not in columns:
        raise CadastreRefusedError("cadastre-mapping", where=f"layers.{name}.columns.{keys[-1]}")
    file = node.text("file", "")
    if file != Path(file).name:
        # A mapping that came with the file must not reach for others of the machine.
        raise CadastreRefusedError("cadastre-mapping", where=f"layers.{name}.file")
    epsg = node.whole("crs") if "crs" in node else None
    return LayerMapping(file, node.text("layer", ""), epsg, columns, constants)


def _rule(node: _Node) -> ZoneRule:
    measures = {name: node.number(name) for name in _MEASURES}
    floors = node.whole("floors") if "floors" in node else None
    return ZoneRule(
        code=node.text("code"),
        name=node.words("name"),
        kind=node.one_of("kind", KINDS),
        front_m=measures["front_m"],
        side_m=measures["side_m"],
        rear_m=measures["rear_m"],
        height_m=measures["height_m"],
        floors=floors,
        coverage=measures["coverage"],
    )


def _approval(node: _Node) -> Approval:
    decided = node.day("decided_at") if "decided_at" in node else None
    return Approval(node.text("plan_number"), node.text("decision", ""), decided, node.words("authority"))


class _Node:
    """One place of the tree, which knows where it stands."""

    def __init__(self, tree: object, where: str) -> None:
        self._tree, self._where = tree, where

    def __contains__(self, name: str) -> bool:
        return isinstance(self._tree, dict) and self._tree.get(name) is not None

    def get(self, name: str) -> Any:
        if not isinstance(self._tree, dict):
            raise self._wrong("")
        return self._tree.get(name)

    def text(self, name: str, missing: str | None = None) -> str:
        if missing is not None and name not in self:
            return missing
        return _Node(self.get(name), self._at(name)).plain()

    def plain(self) -> str:
        """Return a text; a number that YAML made of it is what was written, true and false are not."""
        if isinstance(self._tree, bool) or not isinstance(self._tree, str | int) or not str(self._tree).strip():
            raise self._wrong("")
        return str(self._tree).strip()[:300]

    def words(self, name: str) -> Text:
        both = _Node(self.get(name), self._at(name))
        return Text(both.text("ar"), both.text("en"))

    def one_of(self, name: str, known: tuple[str, ...]) -> str:
        said = self.get(name)
        if said not in known:
            raise self._wrong(name)
        return str(said)

    def whole(self, name: str) -> int:
        said = self.get(name)
        if isinstance(said, bool) or not isinstance(said, int) or not 0 < said < 1_000_000:
            raise self._wrong(name)
        return said

    def number(self, name: str) -> float | None:
        said = self.get(name)
        if said is None:
            return None
        # NaN compares false with everything and so is refused as well.
        if isinstance(said, bool) or not isinstance(said, int | float) or not 0 <= said < 1000:
            raise self._wrong(name)
        return float(said)

    def day(self, name: str) -> date:
        said = self.get(name)
        if isinstance(said, datetime) or not isinstance(said, date):
            raise self._wrong(name)
        return said

    def list(self, name: str) -> tuple[_Node, ...]:
        said = self.get(name) or []
        if not isinstance(said, list) or len(said) > 1000:
            raise self._wrong(name)
        return tuple(_Node(each, f"{self._at(name)}[{place}]") for place, each in enumerate(said, 1))

    def map(self, name: str) -> dict[str, _Node]:
        said = self.get(name) or {}
        if not isinstance(said, dict):
            raise self._wrong(name)
        return {str(key): _Node(each, f"{self._at(name)}.{key}") for key, each in said.items()}

    def _at(self, name: str) -> str:
        return ".".join(part for part in (self._where, name) if part)

    def _wrong(self, name: str) -> CadastreRefusedError:
        return CadastreRefusedError("cadastre-mapping", where=self._at(name) or "the whole")
