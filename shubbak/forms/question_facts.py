"""What a question brings into conditions: its answer, the parts of it, and the names that follow from it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from shubbak.domain.text import Text
from shubbak.fields import kinds
from shubbak.fields.kind import FactType, RecordKind
from shubbak.forms.condition import FactsError
from shubbak.forms.known_facts import TODAY_NAMES, Fact, days, names_that_follow, part, plain, rows, worked_out
from shubbak.forms.service import Condition, Field

# A type alone, with the YAML reader behind it; a kiosk's first picture does not wait for that.
if TYPE_CHECKING:
    from shubbak.forms.source import Section

#: What the identity document says, known to conditions to apply: whole years (-1 when unknown) and a three-letter code.
APPLICANT_NAMES: Mapping[str, FactType] = {"applicant_age": "int", "applicant_nationality": "string"}
#: What fees know besides: where the request is made, how it is paid, how often it came back, what stands above a line.
SITUATION_NAMES: Mapping[str, FactType] = {
    "channel": "string",
    "method": "string",
    "returns": "int",
    "fees_above": "int",
}

_COUNTRIES = ("JO", "OM", "KW", "SA")
_NAME = re.compile(r"[a-z][a-z0-9_]*(\.[a-z_]+)?")


@dataclass(frozen=True, slots=True)
class Names:
    """The names of a whole file, read beforehand: all with their types, those of questions, those that follow."""

    types: Mapping[str, FactType]
    questions: frozenset[str]
    following: frozenset[str]


def names_of_file(root: Section) -> Names:
    """Return all names that conditions may use anywhere in a file, without a complaint about any of them.

    They tell a condition that comes too early so, and let one environment serve the whole file.
    """
    types: dict[str, FactType] = {**TODAY_NAMES, **APPLICANT_NAMES, **SITUATION_NAMES}
    types |= {f"fee_{line.peek('code')}": "int" for line in root.quiet("fees")}
    questions: set[str] = set()
    following: dict[str, FactType] = {}
    for page in root.quiet("pages"):
        for field in page.quiet("fields"):
            name, kind = field.peek("id"), field.peek("kind")
            columns = {column.peek("id"): _fact_type(column.peek("kind")) for column in field.quiet("fields")}
            following |= names_that_follow(name, kind, columns) | _parts(name, kind, root.peek("country"))
            questions.add(name)
            if kind != "note" and _fact_type(kind) != "record":
                types[name] = _fact_type(kind)
    sound = {name: fact_type for name, fact_type in {**types, **following}.items() if _NAME.fullmatch(name)}
    return Names(sound, frozenset(questions), frozenset(following))


def _parts(name: str, kind: str, country: str) -> dict[str, FactType]:
    """Return the names of a record's parts; it has no name of its own in conditions."""
    record = _record_kind(kind)
    if record is None or country not in _COUNTRIES:
        return {}
    asked = Field(name, kind, Text(name, name), rules={"country": country})
    return {f"{name}.{one.id}": "string" for one in record.parts(asked)}


@cache
def _record_kind(name: str) -> RecordKind | None:
    """Return a kind whose answers have parts. Asked once: a protocol looks through a class attribute by attribute."""
    kind = kinds().get(name)
    return kind if kind is not None and kind.fact_type == "record" and isinstance(kind, RecordKind) else None


def _fact_type(kind: str) -> FactType:
    return kinds()[kind].fact_type if kind in kinds() else "string"


def question_facts(field: Field, shown: tuple[Condition, ...] = ()) -> dict[str, Fact]:
    """Return the facts of a question by name. shown: what has to hold for a computed one to be shown."""
    kind = kinds().get(field.kind)
    if kind is None or field.kind == "note":
        return {}
    record = _record_kind(field.kind)
    if record is not None:
        return {f"{field.id}.{one.id}": part(field.id, one.id) for one in record.parts(field)}
    if field.kind == "group":
        return rows(field.id, {column.id: _fact_type(column.kind) for column in field.fields})
    if field.kind == "computed":
        return {field.id: worked_out(field.id, lambda facts: _shown_value(field, shown, facts))}
    found = {field.id: plain(field.id, kind.fact_type)}
    return found | {f"{field.id}_days": days(field.id)} if field.kind == "date" else found


def computed_value(field: Field, facts: Mapping[str, object]) -> int | None:
    """Return the value of a computed question, or None where it has none (beyond 64 bits, a part not there)."""
    try:
        return field.value.of(facts) if field.value is not None else None
    except FactsError:
        return None


def _shown_value(field: Field, shown: tuple[Condition, ...], facts: Mapping[str, object]) -> int | None:
    return computed_value(field, facts) if all(one.holds(facts) for one in shown) else 0
