"""Draws a signature's strokes; the painter is already scaled to their box."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPen

from shubbak.domain.strokes import Point

_WIDTH = 5  # in the box's units


def ink_pen(ink: QColor) -> QPen:
    """Return the pen that signatures are drawn with."""
    return QPen(ink, _WIDTH, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)


def draw_stroke(painter: QPainter, points: Sequence[Point]) -> None:
    """Draw one stroke or a part of it with the painter's pen; a single point is a dot."""
    if len(points) == 1:
        painter.drawPoint(*points[0])
    for (x, y), (to_x, to_y) in itertools.pairwise(points):
        painter.drawLine(x, y, to_x, to_y)
