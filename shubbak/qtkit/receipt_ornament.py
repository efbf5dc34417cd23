"""The receipt's head: a band of eight-fold stars and crosses, drawn as vector at any width."""

from __future__ import annotations

from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPolygonF

#: Dots from star to star, before it is stretched to a whole number of stars.
_PERIOD = 48
#: Where the sides of two squares laid across each other meet, as a part of the distance to their corners.
_NOTCH = cos(pi / 4) / cos(pi / 8)
_INK, _PAPER = QColor(0, 0, 0), QColor(255, 255, 255)


def ornament_height(width: int) -> int:
    """Return the band's height in dots: one star and its two border lines."""
    return round(width / _stars(width)) + 10


def draw_ornament(painter: QPainter, x: int, y: int, width: int) -> None:
    """Draw the band with its upper left corner at (x, y): stars touch by their points, crosses fill between them."""
    period = width / _stars(width)
    band = QRectF(x, y + 5, width, period)
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.fillRect(QRectF(x, y, width, 2), _INK)
    painter.fillRect(QRectF(x, y + 8 + period, width, 2), _INK)
    painter.fillRect(band, _INK)
    painter.setClipRect(band)
    for place in range(_stars(width)):
        centre = QPointF(x + (place + 0.5) * period, band.center().y())
        for radius, brush in ((0.5, _PAPER), (0.36, _INK), (0.25, _PAPER), (0.12, _INK)):
            painter.setBrush(QBrush(brush))
            painter.drawPolygon(_star(centre, radius * period))
    painter.restore()


def _stars(width: int) -> int:
    return max(1, round(width / _PERIOD))


def _star(centre: QPointF, radius: float) -> QPolygonF:
    corners = []
    for step in range(16):
        reach = radius if step % 2 == 0 else radius * _NOTCH
        corners.append(centre + QPointF(reach * cos(step * pi / 8), reach * sin(step * pi / 8)))
    return QPolygonF(corners)
