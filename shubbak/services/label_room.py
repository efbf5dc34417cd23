"""Room for words on a map: turned rectangles that never overlap each other and never leave the frame."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from shubbak.ports.cadastre import Point

#: A sign's width as a part of its size, over a name a little on the safe side (measured in the page's own font).
_DIGIT, _LATIN, _ARABIC, _NARROW = 0.61, 0.54, 0.46, 0.3
_MM_A_POINT = 0.3528
#: Between two lines of a label, and about every label, in parts of its size.
_LEADING, _RIM = 1.3, 0.12
_SQUARE_MM = 8


@dataclass(frozen=True, slots=True)
class Label:
    """Words on the map. x, y: their middle in millimetres; degrees: clockwise, never upside down; points: their size;
    kind: which type they are set in. leader: where a thin line goes from them, None where they stand at their thing.
    """

    text: str
    x: float
    y: float
    points: float
    kind: str
    degrees: float = 0.0
    second: str = ""
    leader: Point | None = None

    @property
    def width(self) -> float:
        """Millimetres, estimated on the safe side."""
        return max(text_width(self.text, self.points), text_width(self.second, self.points * 0.85))

    @property
    def height(self) -> float:
        return self.points * _MM_A_POINT * (_LEADING * (2 if self.second else 1))

    def outline(self) -> tuple[Point, ...]:
        """Return the four corners with a rim about the words."""
        rim = self.points * _MM_A_POINT * _RIM
        wide, high = self.width / 2 + rim, self.height / 2
        turn = math.radians(self.degrees)
        cos, sin = math.cos(turn), math.sin(turn)
        corners = ((-wide, -high), (wide, -high), (wide, high), (-wide, high))
        return tuple((self.x + dx * cos - dy * sin, self.y + dx * sin + dy * cos) for dx, dy in corners)


def text_width(text: str, points: float) -> float:
    """Return about how wide words are, in millimetres."""
    parts = sum(_sign_width(sign) for sign in text if sign not in "\u2066\u2067\u2068\u2069\u200f")
    return parts * points * _MM_A_POINT


def _sign_width(sign: str) -> float:
    if sign in " .,:|":
        return _NARROW
    if "\u0600" <= sign <= "\u06ff" or sign == "/":
        return _ARABIC
    return _LATIN if sign.isalpha() else _DIGIT


class LabelRoom:
    """What is taken so far. First come, first served: the most important words are placed first."""

    def __init__(self, width: float, height: float) -> None:
        self._width, self._height = width, height
        # By squares of the map, so that a crowded sheet of 4,000 numbers asks only after those near by.
        self._taken: dict[tuple[int, int], list[tuple[Point, ...]]] = {}

    def block(self, outline: Sequence[Point]) -> None:
        """Keep a convex place free of words."""
        for square in _squares(outline):
            self._taken.setdefault(square, []).append(tuple(outline))

    def place(self, label: Label, within: Sequence[Sequence[Point]] = ()) -> bool:
        """Take the room of a label where it is free. within: rings that it must stand inside of, as a whole."""
        outline = label.outline()
        if not all(0.5 <= x <= self._width - 0.5 and 0.5 <= y <= self._height - 0.5 for x, y in outline):
            return False
        near = (other for square in _squares(outline) for other in self._taken.get(square, ()))
        if any(_overlap(outline, other) for other in near) or (within and not stands_in(outline, within)):
            return False
        self.block(outline)
        return True


def _squares(outline: Sequence[Point]) -> list[tuple[int, int]]:
    across, down = [x for x, _ in outline], [y for _, y in outline]
    return [
        (column, row)
        for column in range(int(min(across) // _SQUARE_MM), int(max(across) // _SQUARE_MM) + 1)
        for row in range(int(min(down) // _SQUARE_MM), int(max(down) // _SQUARE_MM) + 1)
    ]


def stands_in(outline: Sequence[Point], rings: Sequence[Sequence[Point]]) -> bool:
    """Tell whether a convex outline lies in the ground of rings (even-odd), with no boundary through it."""
    if not all(_covers(rings, corner) for corner in outline):
        return False
    return not any(
        _inside_convex(outline, point) or _crosses(outline, point, following)
        for ring in rings
        for point, following in zip(ring, [*ring[1:], ring[0]], strict=True)
    )


def touches(outline: Sequence[Point], rings: Sequence[Sequence[Point]]) -> bool:
    """Tell whether a convex outline and the ground of rings share any place."""
    return any(_covers(rings, corner) for corner in outline) or any(
        _crosses(outline, point, following)
        for ring in rings
        for point, following in zip(ring, [*ring[1:], ring[0]], strict=True)
    )


def _covers(rings: Sequence[Sequence[Point]], place: Point) -> bool:
    x, y = place
    odd = False
    for ring in rings:
        for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True):
            if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
                odd = not odd
    return odd


def _inside_convex(outline: Sequence[Point], place: Point) -> bool:
    sides = [
        (bx - ax) * (place[1] - ay) - (by - ay) * (place[0] - ax)
        for (ax, ay), (bx, by) in zip(outline, [*outline[1:], outline[0]], strict=True)
    ]
    return all(side > 0 for side in sides) or all(side < 0 for side in sides)


def _crosses(outline: Sequence[Point], start: Point, end: Point) -> bool:
    return any(
        _cut(start, end, corner, following)
        for corner, following in zip(outline, [*outline[1:], outline[0]], strict=True)
    )


def _cut(a: Point, b: Point, c: Point, d: Point) -> bool:
    def side(p: Point, q: Point, r: Point) -> float:
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])

    return side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0


def _overlap(one: Sequence[Point], other: Sequence[Point]) -> bool:
    """Tell whether two convex outlines meet: they do not where a line along an edge of either parts them."""
    for outline in (one, other):
        for (ax, ay), (bx, by) in zip(outline, [*outline[1:], outline[0]], strict=True):
            across = (by - ay, ax - bx)
            first = [x * across[0] + y * across[1] for x, y in one]
            second = [x * across[0] + y * across[1] for x, y in other]
            if max(first) <= min(second) or max(second) <= min(first):
                return False
    return True
