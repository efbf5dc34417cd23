"""How land use is drawn: each zone by a tint and by a pattern, so that a plan without colour says the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from shubbak.ports.cadastre import ZoneRule

#: Tints are pale: numbers and lines stand on them. The ink of a pattern is the darker tone of its tint.
_TINTS: Mapping[str, tuple[str, str]] = {
    "residential": ("#FFF4C9", "#B08A1E"),
    "commercial": ("#FADAD3", "#B0483A"),
    "mixed": ("#FCE3C6", "#B36B1E"),
    "industrial": ("#E6DDF1", "#6B4E96"),
    "services": ("#D8E7F6", "#33679B"),
    "green": ("#DCEFD2", "#3F7F2C"),
    "agricultural": ("#EEF2D3", "#75812A"),
    "road": ("#F1F1EF", "#8A8A86"),
    "other": ("#F0EDE6", "#7A7263"),
}
#: A tile's side in millimetres and its marks, as SVG; drawn with the pattern's ink, 0.12 mm wide.
_MARKS: Mapping[str, tuple[float, str]] = {
    "residential": (4.0, '<path d="M0 2H4"/>'),
    "commercial": (3.0, '<path d="M0 1.5H3M1.5 0V3"/>'),
    "mixed": (3.6, '<path d="M0 1.8H3.6"/><circle cx="1.8" cy="0.6" r="0.15"/>'),
    "industrial": (1.8, '<path d="M0.9 0V1.8"/>'),
    "services": (2.6, '<path d="M0 0.7H2.6M0 1.3H2.6"/>'),
    "green": (2.4, '<circle cx="0.6" cy="0.6" r="0.22"/><circle cx="1.8" cy="1.8" r="0.22"/>'),
    "agricultural": (3.0, '<path d="M0.6 1.2L1 0.4M1 1.2L1 0.3M1.4 1.2L1 0.4"/>'),
    "road": (0.0, ""),
    "other": (3.4, '<circle cx="1.7" cy="1.7" r="0.15"/>'),
}
#: Turns of a tile for the first, second and third zone of one kind; a wide and a narrow one follow.
_TURNS = ((45, 1.0), (-45, 1.0), (0, 1.0), (90, 1.5), (45, 0.6), (-45, 0.6))


@dataclass(frozen=True, slots=True)
class ZonePattern:
    """A zone's look. id: of the SVG pattern, "" for a plain tint. definition: what goes into <defs>."""

    tint: str
    id: str
    definition: str

    def paint(self, path: str) -> str:
        """Return a path filled with the tint and the pattern over it, without an outline."""
        plain = f'<path d="{path}" fill="{self.tint}" fill-rule="evenodd"/>'
        return plain + (f'<path d="{path}" fill="url(#{self.id})" fill-rule="evenodd"/>' if self.id else "")


def zone_patterns(rules: Iterable[ZoneRule]) -> dict[str, ZonePattern]:
    """Return each zone's look by its code; zones of one kind differ by the turn of their pattern."""
    looks: dict[str, ZonePattern] = {}
    of_kind: dict[str, int] = {}
    for place, rule in enumerate(rules):
        kind = rule.kind if rule.kind in _TINTS else "other"
        turn = of_kind.get(kind, 0)
        of_kind[kind] = turn + 1
        looks[rule.code] = _look(kind, turn, f"zone{place}")
    return looks


def _look(kind: str, turn: int, name: str) -> ZonePattern:
    tint, ink = _TINTS[kind]
    side, marks = _MARKS[kind]
    if not marks:
        return ZonePattern(tint, "", "")
    degrees, wide = _TURNS[turn % len(_TURNS)]
    # Patterns that are not made of lines in one direction say nothing when they are turned.
    turned = f"rotate({degrees if kind in ('residential', 'mixed', 'commercial') else 45 * turn}) scale({wide})"
    tile = f'width="{side}" height="{side}" patternUnits="userSpaceOnUse" patternTransform="{turned}"'
    definition = (
        f'<pattern id="{name}" {tile}>'
        f'<g stroke="{ink}" stroke-width="0.12" fill="none" stroke-opacity="0.75">{marks}</g></pattern>'
    )
    return ZonePattern(tint, name, definition)
