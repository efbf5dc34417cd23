"""A document's pages for the gallery: one blurred, one with a reflection, somebody asked to come, and who took it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from PySide6.QtCore import QBuffer, QIODevice, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QRadialGradient

from kiosk.gallery_staff import dress_door
from kiosk.ui.excuse_model import ExcuseModel
from kiosk.ui.pages_model import PagesModel
from kiosk.window import KioskWindow
from shubbak.domain.application import Attachment
from shubbak.domain.page import Page, PageFault, Place
from shubbak.flow import events as e
from shubbak.forms.service import DocumentNeed
from shubbak.resources import root

#: Where the reflection lies, in shares of the page.
GLARE = Place(0.52, 0.3, 0.86, 0.5)


def sample_page(body: bytes, *faults: PageFault) -> Page:
    """Return an image as a page that was judged."""
    size = QImage.fromData(body).size()
    return Page(body, size.width(), size.height(), faults=faults)


def page_scenes(kiosk: KioskWindow, need: DocumentNeed) -> Iterator[str]:
    """Bring tile, sheet, band and the staff's sheet onto the window; the document is in order at the end."""
    visit, one = kiosk.visit, need.alternatives[0].id
    pages, excuse = cast(PagesModel, kiosk.models["pagesModel"]), cast(ExcuseModel, kiosk.models["excuseModel"])

    def say(*happenings: e.Event) -> None:
        for event in happenings:
            visit.dispatch(event)

    good = (root() / "demo" / "commercial_licence.jpg").read_bytes()
    taken = (
        sample_page(good),
        sample_page(blurred(good), PageFault("page-blurred")),
        sample_page(shining(good), PageFault("page-glare", GLARE), PageFault("page-cut", Place(0, 0.9, 1, 1))),
    )
    say(e.DocumentOffered(need.id, one), e.PagesTaken(need.id, one, taken))
    yield "pages-blurred"
    pages.look(2)
    yield "pages-glare"
    pages.hide()
    yield "documents-wrong"
    pages.show(need.id)
    dress_door(kiosk.door)
    say(e.HelpAsked())
    yield "pages-help"
    yield from _excused(kiosk, excuse)
    pages.look(2)
    say(e.PageRemoved(need.id, 2), e.DocumentScanned(Attachment(need.id, one, "application/pdf", good)))
    yield "pages-ready"
    pages.hide()


def _excused(kiosk: KioskWindow, excuse: ExcuseModel) -> Iterator[str]:
    excuse.show()
    for digit in "1234":
        excuse.pin.press(digit)
    yield "excuse-pin"
    excuse.pin.enter()
    excuse.choose("other")
    excuse.write("ختم الجهة باهت في الأصل نفسه")
    yield "excuse-reason"
    excuse.take()


def blurred(body: bytes) -> bytes:
    """Return a page as an unsteady hand takes it."""
    image = QImage.fromData(body)
    smooth = Qt.TransformationMode.SmoothTransformation
    small = image.scaledToWidth(image.width() // 9, smooth)
    return _jpeg(small.scaled(image.size(), Qt.AspectRatioMode.IgnoreAspectRatio, smooth))


def shining(body: bytes) -> bytes:
    """Return a page with a reflection at GLARE."""
    image = QImage.fromData(body).convertToFormat(QImage.Format.Format_RGB32)
    width, height = image.width(), image.height()
    middle = QPointF((GLARE.left + GLARE.right) / 2 * width, (GLARE.top + GLARE.bottom) / 2 * height)
    light = QRadialGradient(middle, 0.2 * width)
    light.setColorAt(0, QColor(255, 255, 255))
    light.setColorAt(0.6, QColor(255, 255, 255, 230))
    light.setColorAt(1, QColor(255, 255, 255, 0))
    painter = QPainter(image)
    painter.fillRect(image.rect(), light)
    painter.end()
    return _jpeg(image)


def _jpeg(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "JPEG", 88)  # type: ignore[call-overload]
    return bytes(buffer.data().data())
