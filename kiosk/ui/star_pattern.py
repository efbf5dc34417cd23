"""The eight-fold star and cross lattice of the region's tilework, drawn as lines for the attract screen."""

from __future__ import annotations

import math

from PySide6.QtCore import Property, QPointF, Signal
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickItem, QQuickPaintedItem

QML_IMPORT_NAME = "Shubbak"
QML_IMPORT_MAJOR_VERSION = 1

#: Where the sides of two crossed squares meet, as a share of the star's outer radius: 1 / (√2 · cos 22.5°).
_WAIST = 1 / (math.sqrt(2) * math.cos(math.pi / 8))


def star(centre: QPointF, radius: float) -> QPolygonF:
    """Return the closed outline of an eight-pointed star, one point straight up."""
    points = QPolygonF()
    for turn in range(17):
        reach = radius if turn % 2 == 0 else radius * _WAIST
        angle = turn * math.pi / 8
        points.append(centre + QPointF(reach * math.sin(angle), -reach * math.cos(angle)))
    return points


def rosette(centre: QPointF, radius: float) -> list[QPolygonF]:
    """Return one cell: the star, a smaller one inside it, and the lines that carry the inner points to the waist."""
    lines = [star(centre, radius), star(centre, radius * 0.46)]
    for turn in range(1, 16, 2):
        angle = turn * math.pi / 8
        ray = QPointF(math.sin(angle), -math.cos(angle))
        lines.append(QPolygonF([centre + ray * radius * 0.46 * _WAIST, centre + ray * radius * _WAIST]))
    return lines


@QmlElement
class StarLattice(QQuickPaintedItem):
    """Stars whose points touch, crosses between them; `pitch` is the side of one cell in pixels."""

    colourChanged = Signal()
    pitchChanged = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._colour = QColor("#e9e1d0")
        self._pitch = 216.0
        self.setAntialiasing(True)

    def _get_colour(self) -> QColor:
        return self._colour

    def _set_colour(self, colour: QColor) -> None:
        if colour != self._colour:
            self._colour = QColor(colour)
            self.colourChanged.emit()
            self.update()

    def _get_pitch(self) -> float:
        return self._pitch

    def _set_pitch(self, pitch: float) -> None:
        if pitch > 0 and pitch != self._pitch:
            self._pitch = pitch
            self.pitchChanged.emit()
            self.update()

    colour = Property(QColor, _get_colour, _set_colour, notify=colourChanged)
    pitch = Property(float, _get_pitch, _set_pitch, notify=pitchChanged)

    def paint(self, painter: QPainter) -> None:
        """Draw whole cells from the middle outwards, so that both edges are cut alike."""
        painter.setPen(QPen(self._colour, max(1.5, self._pitch / 108)))
        columns = math.ceil(self.width() / self._pitch / 2)
        rows = math.ceil(self.height() / self._pitch / 2)
        middle = QPointF(self.width() / 2, self.height() / 2)
        for column in range(-columns, columns + 1):
            for row in range(-rows, rows + 1):
                for line in rosette(middle + QPointF(column, row) * self._pitch, self._pitch / 2):
                    painter.drawPolyline(line)
