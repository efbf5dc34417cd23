"""The picture of the sheet that would be printed, as large as its place, and nothing of it once the page is left."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

_NARROWEST, _WIDEST = 240, 330


class LicencePicture(QLabel):
    """Shows a PNG, or a sentence in its place."""

    def __init__(self) -> None:
        super().__init__()
        self._whole = QPixmap()
        self.setMaximumWidth(_WIDEST)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)

    def minimumSizeHint(self) -> QSize:
        return QSize(_NARROWEST, 200)

    def show_png(self, png: bytes, name: str) -> None:
        """Show a picture; name: what a screen reader hears."""
        self._whole = QPixmap()
        self._whole.loadFromData(png)
        self.setAccessibleName(name)
        self._fit()

    def say(self, sentence: str) -> None:
        """Show a sentence and let go of the picture."""
        self._whole = QPixmap()
        self.clear()  # the same words as before would leave the picture where it is
        self.setProperty("role", "muted")
        self.setText(sentence)
        self.setAccessibleName(sentence)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._whole.isNull():
            self._fit()

    def _fit(self) -> None:
        ratio = self.devicePixelRatioF()
        room = self.size() * ratio
        aspect, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        picture = self._whole.scaled(room, aspect, smooth)
        picture.setDevicePixelRatio(ratio)
        self.setPixmap(picture)
