"""Pictures that exist in memory only: the scanned pages of this visit and the receipt's code."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtQuick import QQuickImageProvider

from kiosk.ui.visit_model import VisitModel
from shubbak.domain.application import Attachment
from shubbak.fields.document import body_digest

_SIDE = 366  # px, where QML names no size


def scan_address(page: Attachment) -> str:
    """Return where QML finds a page: another one for every other page, so that a picture of before is never shown."""
    return f"image://scan/{page.need}/{body_digest(page.body)[:16]}"


class ScanPictures(QQuickImageProvider):
    """`image://scan/<need>/<version>`: a scanned page, scaled to what the screen asks; gone with the visit."""

    def __init__(self, visit_model: VisitModel) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)
        self._visit_model = visit_model

    def requestImage(self, id: str, size: QSize, requestedSize: QSize) -> QImage:
        body = self._visit_model.machine.visit.picture_of(id.partition("/")[0])
        picture = QImage.fromData(body) if body else QImage()
        if picture.isNull():
            picture = QImage(1, 1, QImage.Format.Format_RGB32)
            picture.fill(Qt.GlobalColor.white)
        if requestedSize.isValid():
            picture = picture.scaled(
                requestedSize, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
        return picture


class CodePictures(QQuickImageProvider):
    """`image://receipt-code/<number>`: the QR of the receipt on the screen."""

    def __init__(self, visit_model: VisitModel, draw: Callable[[str, int], QImage]) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)
        self._visit_model = visit_model
        self._draw = draw

    def requestImage(self, id: str, size: QSize, requestedSize: QSize) -> QImage:
        code = self._visit_model.machine.visit.code
        return self._draw(code, requestedSize.width() if requestedSize.width() > 0 else _SIDE)
