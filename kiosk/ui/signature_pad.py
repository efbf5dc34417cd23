"""The pad a person signs on: every point of finger, pen or mouse, kept as strokes in a box of 1000 by 400."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Property, QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QTouchEvent
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickItem, QQuickPaintedItem

from shubbak.domain.strokes import BOX, Point, Strokes
from shubbak.qtkit.stroke_painter import draw_stroke, ink_pen

QML_IMPORT_NAME = "Shubbak"
QML_IMPORT_MAJOR_VERSION = 1


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
        self._strokes = Strokes()
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
        return [[list(point) for point in stroke] for stroke in self._strokes.all]

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

    @Slot(list)
    def show(self, strokes: list[list[list[int]]]) -> None:
        """Draw what was signed before; nobody is told, because nobody drew."""
        for stroke in strokes:
            for place, (x, y) in enumerate(stroke):
                (self._strokes.reach if place else self._strokes.begin)(x, y, *BOX)
        self._redraw()

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
        self._draw(self._strokes.begin(position.x(), position.y(), self.width(), self.height()))

    def _reach(self, position: QPointF) -> None:
        line = self._strokes.reach(position.x(), position.y(), self.width(), self.height())
        if line:
            self._draw(line)

    def _end(self) -> None:
        self._finger = None
        self.strokesChanged.emit()

    def _draw(self, points: Sequence[Point]) -> None:
        """Add points to the picture, and ask only for their surroundings to be drawn again."""
        painter = QPainter(self._picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(ink_pen(self._ink))
        draw_stroke(painter, points)
        painter.end()
        across, down = self.width() / BOX[0], self.height() / BOX[1]
        xs, ys = [point[0] * across for point in points], [point[1] * down for point in points]
        area = QRectF(QPointF(min(xs), min(ys)), QPointF(max(xs), max(ys)))
        self.update(area.adjusted(-12, -12, 12, 12).toAlignedRect())

    def _redraw(self) -> None:
        self._picture.fill(Qt.GlobalColor.transparent)
        for stroke in self._strokes.all:
            self._draw(stroke)
        self.update()
