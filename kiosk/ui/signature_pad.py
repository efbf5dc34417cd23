"""The pad a person signs on: every point of finger, pen or mouse, kept as strokes in a box of 1000 by 400."""

from __future__ import annotations

import itertools

from PySide6.QtCore import Property, QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPen, QTouchEvent
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickItem, QQuickPaintedItem

QML_IMPORT_NAME = "Shubbak"
QML_IMPORT_MAJOR_VERSION = 1

BOX = (1000, 400)
_PEN_WIDTH = 5  # in the box's units


@QmlElement
class SignaturePad(QQuickPaintedItem):
    """Draws while it is signed on. `strokes` is a list of strokes, each a list of [x, y] whole numbers in the box.

    Set QML_NO_TOUCH_COMPRESSION=1 before the application starts: Qt Quick otherwise merges the points of one frame,
    and of a fast signature a few corners are left.
    """

    strokesChanged = Signal()
    inkChanged = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._strokes: list[list[list[int]]] = []
        self._finger: int | None = None
        self._ink = QColor("#14262b")
        self._picture = QImage(*BOX, QImage.Format.Format_ARGB32_Premultiplied)
        self._picture.fill(Qt.GlobalColor.transparent)
        self.setAcceptedMouseButtons(Qt.MouseButton.LeftButton)
        self.setAcceptTouchEvents(True)
        self.setAntialiasing(True)
        # On a page that scrolls, a stroke downwards is still a stroke.
        self.setKeepTouchGrab(True)
        self.setKeepMouseGrab(True)

    def _get_ink(self) -> QColor:
        return self._ink

    def _set_ink(self, ink: QColor) -> None:
        self._ink = QColor(ink)
        self._redraw()
        self.inkChanged.emit()

    ink = Property(QColor, _get_ink, _set_ink, notify=inkChanged)

    @Property(list, notify=strokesChanged)
    def strokes(self) -> list[list[list[int]]]:
        return [[list(point) for point in stroke] for stroke in self._strokes]

    @Property(bool, notify=strokesChanged)
    def empty(self) -> bool:
        return not self._strokes

    @Slot()
    def clear(self) -> None:
        """Forget every stroke, on the screen and in memory."""
        self._strokes.clear()
        self._finger = None
        self._redraw()
        self.strokesChanged.emit()

    def touchEvent(self, event: QTouchEvent) -> None:
        # One finger signs; a resting palm must not draw across it.
        for point in event.points():
            state = point.state()
            if state is point.state().Pressed and self._finger is None:
                self._finger = point.id()
                self._begin(point.position())
            elif point.id() == self._finger:
                self._reach(point.position())
                if state is point.state().Released:
                    self._end()
        event.accept()

    def touchUngrabEvent(self) -> None:
        if self._finger is not None:
            self._end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._begin(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._reach(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._reach(event.position())
        self._end()

    def paint(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF(0, 0, self.width(), self.height()), self._picture)

    def _begin(self, position: QPointF) -> None:
        self._strokes.append([self._boxed(position)])
        self._draw(self._strokes[-1])

    def _reach(self, position: QPointF) -> None:
        if not self._strokes:
            return
        point = self._boxed(position)
        if point != self._strokes[-1][-1]:
            self._strokes[-1].append(point)
            self._draw(self._strokes[-1][-2:])

    def _end(self) -> None:
        self._finger = None
        self.strokesChanged.emit()

    def _boxed(self, position: QPointF) -> list[int]:
        x = position.x() / max(self.width(), 1) * BOX[0]
        y = position.y() / max(self.height(), 1) * BOX[1]
        return [min(max(round(x), 0), BOX[0]), min(max(round(y), 0), BOX[1])]

    def _draw(self, points: list[list[int]]) -> None:
        """Add one short line to the picture, and ask only for its surroundings to be drawn again."""
        painter = QPainter(self._picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._ink, _PEN_WIDTH, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        if len(points) == 1:
            painter.drawPoint(*points[0])
        for (x, y), (to_x, to_y) in itertools.pairwise(points):
            painter.drawLine(x, y, to_x, to_y)
        painter.end()
        across, down = self.width() / BOX[0], self.height() / BOX[1]
        xs, ys = [point[0] * across for point in points], [point[1] * down for point in points]
        area = QRectF(QPointF(min(xs), min(ys)), QPointF(max(xs), max(ys)))
        self.update(area.adjusted(-12, -12, 12, 12).toAlignedRect())

    def _redraw(self) -> None:
        self._picture.fill(Qt.GlobalColor.transparent)
        for stroke in self._strokes:
            self._draw(stroke)
        self.update()
