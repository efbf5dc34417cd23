"""Pictures that exist in memory only: the scanned pages of this visit and the receipt's code."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader
from PySide6.QtQuick import QQuickImageProvider

from kiosk.ui.visit_model import VisitModel
from shubbak.flow.visit import Visit

#: Stands in an address where pages have their need; no need is named so.
CARDS = "-cards"
_SIDE = 366  # px, where QML names no size


def scan_address(need: str, place: int, body: bytes) -> str:
    """Return where QML finds a page: another one for every other page, so that a picture of before is never shown.

    The hash is Python's own, which every `bytes` works out once and keeps: a keystroke does not read all pages again.
    """
    return f"image://scan/{need}/{place}/{hash(body) & (2**64 - 1):016x}"


def page_bodies(visit: Visit, need: str) -> tuple[bytes, ...]:
    """Return the pages given for a need as images, or the cards to choose from; none for another kind of file."""
    if need == CARDS:
        return tuple(card.picture for card in visit.cards)
    scan = visit.scans.get(need)
    if scan is not None:
        return tuple(page.body for page in scan.pages)
    body = visit.picture_of(need)
    return (body,) if body else ()


class ScanPictures(QQuickImageProvider):
    """`image://scan/<need>/<place>/<version>`: a page, scaled to what the screen asks; gone with the visit."""

    def __init__(self, visit_model: VisitModel) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)
        self._visit_model = visit_model

    def requestImage(self, id: str, size: QSize, requestedSize: QSize) -> QImage:
        need, _, rest = id.partition("/")
        bodies = page_bodies(self._visit_model.machine.visit, need)
        place = int(rest.partition("/")[0])
        picture = _scaled(bodies[place], requestedSize) if place < len(bodies) else QImage()
        if not picture.isNull():
            return picture
        nothing = QImage(1, 1, QImage.Format.Format_RGB32)
        nothing.fill(Qt.GlobalColor.white)
        return nothing.scaled(requestedSize, Qt.AspectRatioMode.KeepAspectRatio) if requestedSize.isValid() else nothing


def _scaled(body: bytes, most: QSize) -> QImage:
    """Decode a page to the size asked for: a JPEG is read small at once, not whole and made small."""
    buffer = QBuffer()
    buffer.setData(QByteArray(body))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    if most.isValid() and reader.size().isValid():
        reader.setScaledSize(reader.size().scaled(most, Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()


class CodePictures(QQuickImageProvider):
    """`image://receipt-code/<number>`: the QR of the receipt on the screen; `plan-<number>`: that of its plan."""

    def __init__(self, visit_model: VisitModel, draw: Callable[[str, int], QImage]) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)
        self._visit_model = visit_model
        self._draw = draw

    def requestImage(self, id: str, size: QSize, requestedSize: QSize) -> QImage:
        visit = self._visit_model.machine.visit
        code = visit.plan_code if id.startswith("plan-") else visit.code
        return self._draw(code, requestedSize.width() if requestedSize.width() > 0 else _SIDE)
