"""A signature as it is drawn: strokes of points in a box of 1000 by 400, whatever the size of what it is drawn on."""

from __future__ import annotations

Point = tuple[int, int]
BOX = (1000, 400)


class Strokes:
    """Collects points; positions come in the drawing's own units together with its width and height."""

    def __init__(self) -> None:
        self._strokes: list[list[Point]] = []

    def __bool__(self) -> bool:
        return bool(self._strokes)

    @property
    def all(self) -> tuple[tuple[Point, ...], ...]:
        return tuple(tuple(stroke) for stroke in self._strokes)

    def begin(self, x: float, y: float, width: float, height: float) -> tuple[Point, ...]:
        """Begin a stroke and return what is to be drawn: its first point."""
        self._strokes.append([boxed(x, y, width, height)])
        return tuple(self._strokes[-1])

    def reach(self, x: float, y: float, width: float, height: float) -> tuple[Point, ...]:
        """Draw on and return the new line's two ends; nothing before a beginning or without a move."""
        point = boxed(x, y, width, height)
        if not self._strokes or point == self._strokes[-1][-1]:
            return ()
        self._strokes[-1].append(point)
        return tuple(self._strokes[-1][-2:])

    def clear(self) -> None:
        """Forget every stroke."""
        self._strokes.clear()


def boxed(x: float, y: float, width: float, height: float) -> Point:
    """Return a position in the box; what lies outside is brought to its edge."""
    across, down = round(x / max(width, 1) * BOX[0]), round(y / max(height, 1) * BOX[1])
    return min(max(across, 0), BOX[0]), min(max(down, 0), BOX[1])
