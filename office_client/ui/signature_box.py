"""The box a customer signs in with a pen, a finger or the mouse; strokes in a box of 1000 by 400."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QTabletEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from office_client.ui.look import colours
from shubbak.domain.strokes import BOX, Strokes
from shubbak.qtkit.stroke_painter import draw_stroke, ink_pen


class SignatureBox(QWidget):
    """`strokes` are tuples of (x, y) points; a screen pen's points all arrive as tablet or mouse events."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._strokes = Strokes()
        self._drawing = False
        self.setCursor(Qt.CursorShape.CrossCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMaximumWidth(760)

    @property
    def strokes(self) -> tuple[tuple[tuple[int, int], ...], ...]:
        return self._strokes.all

    def clear(self) -> None:
        """Forget every stroke."""
        self._strokes.clear()
        self._drawing = False
        self.update()
        self.changed.emit()

    def draw(self, strokes: tuple[tuple[tuple[int, int], ...], ...]) -> None:
        """Show strokes that were drawn before; nobody is told."""
        self._strokes.clear()
        for stroke in strokes:
            for place, (across, down) in enumerate(stroke):
                add = self._strokes.reach if place else self._strokes.begin
                add(across, down, *BOX)
        self._drawing = False
        self.update()

    def heightForWidth(self, width: int) -> int:
        return width * BOX[1] // BOX[0]

    def sizeHint(self) -> QSize:
        return QSize(700, 280)

    def minimumSizeHint(self) -> QSize:
        return QSize(500, 200)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._begin(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._reach(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._reach(event.position())
        self._end()

    def tabletEvent(self, event: QTabletEvent) -> None:
        deeds = {
            QEvent.Type.TabletPress: self._begin,
            QEvent.Type.TabletMove: self._reach,
            QEvent.Type.TabletRelease: self._reach,
        }
        deed = deeds.get(event.type())
        if deed is not None:
            deed(event.position())
        if event.type() is QEvent.Type.TabletRelease:
            self._end()
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        tones = colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tones["edge"]), 1))
        painter.setBrush(QColor(tones["surface"]))
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 8, 8)
        painter.scale(self.width() / BOX[0], self.height() / BOX[1])
        painter.setPen(QPen(QColor(tones["line"]), 3))
        painter.drawLine(60, 320, 940, 320)
        painter.setPen(ink_pen(QColor(tones["ink"])))
        for stroke in self._strokes.all:
            draw_stroke(painter, stroke)
        painter.end()

    def _begin(self, position: QPointF) -> None:
        self._drawing = True
        self._strokes.begin(position.x(), position.y(), self.width(), self.height())
        self.update()

    def _reach(self, position: QPointF) -> None:
        if self._drawing and self._strokes.reach(position.x(), position.y(), self.width(), self.height()):
            self.update()

    def _end(self) -> None:
        self._drawing = False
        self.changed.emit()
