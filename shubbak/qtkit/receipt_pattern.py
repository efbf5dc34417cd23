"""What the printer's test page draws: marks at the outermost dots, black, fine lines, and a ruler."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPainter

from shubbak.ports.renderer import Pattern
from shubbak.qtkit.receipt_layout import Block, Column
from shubbak.qtkit.receipt_type import TypeSetter

#: The ruler fits on the narrowest paper; longer ones would tell the density of the head no better.
RULER_MM = 40
_INK = QColor(0, 0, 0)


def side_margin(setter: TypeSetter) -> int:
    """Return the dots at each side where nothing but the edges' marks stands."""
    return setter.dots(6)


def pattern_block(pattern: Pattern, column: Column) -> Block:
    """Return one drawing of the test page."""
    return _edges(column) if pattern is Pattern.EDGES else _dots(column)


def _edges(column: Column) -> Block:
    """A line from the head's first dot to its last, with a mark at each end."""
    margin, mark = side_margin(column.setter), column.setter.millimetres(3)
    width = column.width + 2 * margin

    def draw(painter: QPainter, x: int, y: int) -> None:
        left = x - margin
        painter.fillRect(left, y + mark // 2, width, 2, _INK)
        painter.fillRect(left, y, mark, mark, _INK)
        painter.fillRect(left + width - mark, y, mark, mark, _INK)

    return Block(mark, draw)


def _dots(column: Column) -> Block:
    setter = column.setter
    black, fine, tick = setter.millimetres(5), setter.millimetres(4), setter.millimetres(4)
    width, space = column.width, setter.millimetres(1)

    def draw(painter: QPainter, x: int, y: int) -> None:
        painter.fillRect(x, y, width, black, _INK)
        _fine_lines(painter, x, y + black + space, width, fine)
        _ruler(painter, x, y + black + fine + 2 * space, setter)

    return Block(black + fine + tick + 2 * space, draw)


def _fine_lines(painter: QPainter, x: int, y: int, width: int, height: int) -> None:
    """Upright lines of one dot, of two dots, a board of single dots, and level lines of one dot."""
    part = width // 4
    for at in range(0, part - 4, 4):
        painter.fillRect(x + at, y, 1, height, _INK)
        painter.fillRect(x + part + at, y, 2, height, _INK)
    for row in range(0, height, 2):
        for at in range(0, part - 4, 4):
            painter.fillRect(x + 2 * part + at + row % 4, y + row, 1, 1, _INK)
    for row in range(0, height, 4):
        painter.fillRect(x + 3 * part, y + row, width - 3 * part, 1, _INK)


def _ruler(painter: QPainter, x: int, y: int, setter: TypeSetter) -> None:
    long, middle, short = (setter.millimetres(size) for size in (4, 3, 2))
    painter.fillRect(x, y, setter.millimetres(RULER_MM) + 2, 2, _INK)
    for place in range(RULER_MM + 1):
        length = long if place % 10 == 0 else middle if place % 5 == 0 else short
        painter.fillRect(x + setter.millimetres(place), y, 2, length, _INK)
