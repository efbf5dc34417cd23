"""The live picture of a camera, painted as frames come: nothing is kept but the frame that is shown."""

from __future__ import annotations

from PySide6.QtCore import Property, QRectF, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickItem, QQuickPaintedItem

from kiosk.ui.camera_model import CameraModel

QML_IMPORT_NAME = "Shubbak"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class CameraView(QQuickPaintedItem):
    """Shows the model's frame whole, not mirrored: it is paper, not a face. `shown`: where in the item the
    picture lies, so that a frame can be drawn around a part of it.
    """

    modelChanged = Signal()
    shownChanged = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._model: CameraModel | None = None
        self._image = QImage()
        self._pixels = b""
        self._shown = QRectF()
        self.setFillColor(QColor("#10181a"))

    def _get_model(self) -> CameraModel | None:
        return self._model

    def _set_model(self, model: CameraModel | None) -> None:
        self._model = model
        if model is not None:
            model.frameChanged.connect(self._take)
        self.modelChanged.emit()

    model = Property(CameraModel, _get_model, _set_model, notify=modelChanged)

    @Property(QRectF, notify=shownChanged)
    def shown(self) -> QRectF:
        return self._shown

    def paint(self, painter: QPainter) -> None:
        if self._image.isNull():
            return
        clip = QPainterPath()
        clip.addRoundedRect(self._shown, 16, 16)
        painter.setClipPath(clip)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(self._shown, self._image)

    def _take(self) -> None:
        """Hold the newest frame, or none: the image borrows the frame's own bytes, which live as long as it does."""
        frame = self._model.frame if self._model is not None else None
        if frame is None:
            self._image, self._pixels, shown = QImage(), b"", QRectF()
        else:
            self._pixels = frame.pixels
            stride = frame.width * 3
            self._image = QImage(self._pixels, frame.width, frame.height, stride, QImage.Format.Format_RGB888)
            shown = self._placed(frame.width, frame.height)
        if shown != self._shown:
            self._shown = shown
            self.shownChanged.emit()
        self.update()

    def _placed(self, width: int, height: int) -> QRectF:
        scale = min(self.width() / width, self.height() / height)
        wide, high = width * scale, height * scale
        return QRectF((self.width() - wide) / 2, (self.height() - high) / 2, wide, high)
