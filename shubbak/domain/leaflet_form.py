"""What a municipality may change on its printed guides: languages, parts and their order, from `leaflet.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from shubbak.domain.text import Language

#: What can stand in the row of cells under the title, and what in the columns below it.
FACTS = ("get", "validity", "duration")
PARTS = ("who", "bring", "cost", "steps", "law")


@dataclass(frozen=True, slots=True)
class LeafletForm:
    """template: a name under `resources/outputs`. languages: a sheet each. facts, parts: in the order of the sheet."""

    template: str
    languages: tuple[Language, ...]
    facts: tuple[str, ...]
    parts: tuple[str, ...]


def read_leaflet_form(tree: object) -> LeafletForm:
    """Read what the file says; raises ValueError."""
    keys = {"template", "languages", "facts", "parts"}
    if not isinstance(tree, Mapping) or set(tree) != keys:
        raise ValueError(f"a leaflet's form has {sorted(keys)}")
    languages = _chosen(tree, "languages", tuple(Language))
    return LeafletForm(
        template=str(tree["template"]),
        languages=tuple(Language(name) for name in languages),
        facts=_chosen(tree, "facts", FACTS),
        parts=_chosen(tree, "parts", PARTS),
    )


def _chosen(tree: Mapping[str, object], key: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """Return names in the order that the file gives them, each once."""
    names = tree[key]
    if not isinstance(names, list) or not names or len(set(map(str, names))) < len(names) or set(names) - set(known):
        raise ValueError(f"{key}: one or more of {', '.join(known)}, each once")
    return tuple(names)
