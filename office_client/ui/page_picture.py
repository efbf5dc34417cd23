"""A scanned page as a picture with what is wrong drawn on it: a frame and a sign, never colour alone."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from office_client.ui.look import colours, symbol
from shubbak.domain.page import Page

_SIGN = 20


def marked_picture(page: Page, width: int, height: int) -> QPixmap:
    """Return a page scaled into a box, each fault's place framed; a fault of the whole page is a sign in its corner."""
    picture = QPixmap()
    if not page.body or not picture.loadFromData(page.body):
        return QPixmap()
    aspect, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    picture = picture.scaled(width, height, aspect, smooth)
    if not page.faults:
        return picture
    painter = QPainter(picture)
    tone = "success" if page.settled else "danger"
    painter.setPen(QPen(QColor(colours()[tone]), 3))
    for fault in page.faults:
        if fault.place is not None:
            place = fault.place
            left, top = place.left * picture.width(), place.top * picture.height()
            wide, high = (place.right - place.left) * picture.width(), (place.bottom - place.top) * picture.height()
            painter.drawRect(QRectF(left, top, wide, high).adjusted(1.5, 1.5, -1.5, -1.5))
    sign = symbol("circle-check" if page.settled else "triangle-alert", tone)
    painter.fillRect(0, 0, _SIGN + 6, _SIGN + 6, QColor(colours()["surface"]))
    painter.drawPixmap(3, 3, _SIGN, _SIGN, sign)
    painter.end()
    return picture


def portrait_picture(page: Page, width: int, height: int) -> QPixmap:
    """Return the holder's picture on a card's page, scaled into a box; nothing where the page shows none."""
    picture, place = QPixmap(), page.portrait
    if place is None or not picture.loadFromData(page.body):
        return QPixmap()
    left, top = round(place.left * picture.width()), round(place.top * picture.height())
    right, bottom = round(place.right * picture.width()), round(place.bottom * picture.height())
    face = picture.copy(QRect(left, top, right - left, bottom - top).intersected(picture.rect()))
    if face.isNull():
        return QPixmap()
    return face.scaled(width, height, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
