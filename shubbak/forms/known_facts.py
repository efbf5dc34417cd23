"""The names that conditions may use, each with its type and how it is found among the answers.

Answers themselves are enough: what follows from them (the days since a date, the rows of a group, a computed value) is
worked out when a condition asks for it, alike on the station and on the portal, and can never be out of date.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from shubbak.fields.kind import FactType

#: The day of the request, known to checks, fees and conditions to apply.
TODAY_NAMES: Mapping[str, FactType] = {
    "today": "string",
    "today_days": "int",
    "today_year": "int",
    "today_month": "int",
}
_EPOCH = date(1970, 1, 1)
_MOST_WHOLE = 2**63 - 1
_EMPTY: Mapping[FactType, object] = {"int": 0, "bool": False, "string": "", "list": [], "record": {}, "rows": []}


class KnownFacts(dict[str, object]):
    """Facts with what was worked out of them so far, so that a value that many others use is worked out once."""

    __slots__ = ("worked_out",)

    def __init__(self, facts: Mapping[str, object]) -> None:
        super().__init__(facts)
        self.worked_out: dict[str, int] = {}


@dataclass(frozen=True, slots=True)
class Fact:
    """One name. sample: for the rows of a group, a row to try conditions on when a file is loaded."""

    type: FactType
    find: Callable[[KnownFacts], object]
    sample: tuple[Mapping[str, object], ...] = ()


def plain(name: str, fact_type: FactType) -> Fact:
    """Return a fact that stands under its own name; one that is missing or of another type is empty."""
    return Fact(fact_type, lambda facts: _typed(fact_type, facts.get(name)))


def part(record: str, name: str) -> Fact:
    """Return a part of an answer with parts."""

    def find(facts: KnownFacts) -> object:
        parts = facts.get(record)
        return _typed("string", parts.get(name)) if isinstance(parts, Mapping) else ""

    return Fact("string", find)


def rows(group: str, columns: Mapping[str, FactType]) -> dict[str, Fact]:
    """Return a group's rows, how many there are, and the sums of its whole numbers, by name."""
    sample = ({name: _EMPTY[fact_type] for name, fact_type in columns.items()},)
    found = {
        group: Fact("rows", lambda facts: [dict(row) for row in _rows(facts, group)], sample),
        f"{group}_count": Fact("int", lambda facts: len(_rows(facts, group))),
    }
    for name, fact_type in columns.items():
        if fact_type == "int":
            found[f"{group}_{name}_sum"] = _sum(group, name)
    return found


def days(day: str) -> Fact:
    """Return the days from 1970-01-01 to a date, 0 where there is none."""
    return Fact("int", lambda facts: _days(facts.get(day)))


def worked_out(name: str, work_out: Callable[[KnownFacts], int | None]) -> Fact:
    """Return a computed value; one without a value counts as 0."""

    def find(facts: KnownFacts) -> object:
        if name not in facts.worked_out:
            facts.worked_out[name] = work_out(facts) or 0
        return facts.worked_out[name]

    return Fact("int", find)


def today_facts() -> dict[str, Fact]:
    """Return the names of today, all found from the one fact `today`."""
    return {
        "today": plain("today", "string"),
        "today_days": days("today"),
        "today_year": Fact("int", lambda facts: _figure(facts.get("today"), 0, 4)),
        "today_month": Fact("int", lambda facts: _figure(facts.get("today"), 5, 7)),
    }


def names_that_follow(name: str, kind: str, columns: Mapping[str, FactType]) -> dict[str, FactType]:
    """Return the names that come with a question besides its own."""
    if kind == "date":
        return {f"{name}_days": "int"}
    if kind != "group":
        return {}
    sums = {f"{name}_{column}_sum" for column, fact_type in columns.items() if fact_type == "int"}
    return {f"{name}_count": "int", **dict.fromkeys(sorted(sums), "int")}


def _typed(fact_type: FactType, fact: object) -> object:
    if fact_type == "int":
        return fact if type(fact) is int and abs(fact) <= _MOST_WHOLE else 0
    if fact_type == "bool":
        return fact is True
    if fact_type == "string":
        return fact if isinstance(fact, str) else ""
    if fact_type == "list":
        return [chosen for chosen in fact if isinstance(chosen, str)] if isinstance(fact, tuple | list) else []
    return _EMPTY[fact_type]


def _rows(facts: KnownFacts, group: str) -> list[Mapping[str, object]]:
    given = facts.get(group)
    found: Iterable[object] = given if isinstance(given, tuple | list) else ()
    return [row for row in found if isinstance(row, Mapping)]


def _sum(group: str, column: str) -> Fact:
    def find(facts: KnownFacts) -> object:
        cells = [row.get(column) for row in _rows(facts, group)]
        return _typed("int", sum(cell for cell in cells if type(cell) is int))

    return Fact("int", find)


def _days(iso: object) -> int:
    with contextlib.suppress(ValueError):
        return (date.fromisoformat(iso) - _EPOCH).days if isinstance(iso, str) and iso else 0
    return 0


def _figure(iso: object, start: int, end: int) -> int:
    digits = iso[start:end] if isinstance(iso, str) else ""
    return int(digits) if digits.isascii() and digits.isdigit() else 0
