"""A camera for the gallery: it shows the demonstration card as it lies under it, and one thing to do."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest

from kiosk.ui.camera_model import CameraModel
from kiosk.window import KioskWindow
from shubbak.domain.guidance import Advice, Guidance
from shubbak.domain.page import Place
from shubbak.flow.events import CardOffered
from shubbak.ports.camera import Preview
from shubbak.ports.scanner import ScannedImage
from shubbak.resources import root

#: Pixels of a frame, of the card in it, and where that lies in shares of the frame.
_WIDTH, _HEIGHT, _CARD = 640, 480, 380
_PLACE = Place(0.2, 0.25, 0.794, 0.776)


class OneFrame:
    """Looks at one card that lies too far away, and takes no picture of it."""

    def __init__(self) -> None:
        self._frame = Preview(1, _WIDTH, _HEIGHT, _pixels(), Guidance(Advice.CLOSER, _PLACE))

    def frames(self) -> Generator[ScannedImage]:
        yield from ()

    def snap(self) -> ScannedImage:
        return ScannedImage(b"", "image/jpeg")

    def preview(self) -> Preview | None:
        return self._frame

    def shoot(self) -> None:
        """Nothing is taken."""

    def cancel(self) -> None:
        """Nothing runs."""


def camera_scenes(kiosk: KioskWindow) -> Iterator[str]:
    """Bring what is drawn where a camera is fitted onto the window; the visit stands before its card."""
    camera, lens = cast(CameraModel, kiosk.models["cameraModel"]), OneFrame()
    camera.cameras = {"identity": lens, "document": lens}
    yield "identify-camera"
    kiosk.visit.dispatch(CardOffered())
    QTest.qWait(100)
    yield "camera"


def _pixels() -> bytes:
    frame = QImage(_WIDTH, _HEIGHT, QImage.Format.Format_RGB888)
    frame.fill(Qt.GlobalColor.darkGray)
    card = QImage(str(root() / "demo" / "identity_card.jpg"))
    painter = QPainter(frame)
    smooth = Qt.TransformationMode.SmoothTransformation
    painter.drawImage(int(0.2 * _WIDTH), int(0.25 * _HEIGHT), card.scaledToWidth(_CARD, smooth))
    painter.end()
    return bytes(frame.constBits())
