"""A staff card drawn for printing: 85.6 by 54 mm (ISO/IEC 7810 ID-1) at 300 dots an inch, both languages, its code."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QIODevice, QRect, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QImage, QPainter, QTextOption

from shubbak.domain.text import Language, Text
from shubbak.qtkit.receipt_blocks import code_picture
from shubbak.qtkit.receipt_type import FALLBACKS, FAMILY, load_fonts

#: Pixels, and dots a metre: 300 an inch.
WIDTH, HEIGHT, DOTS = 1011, 638, 11811
_MARGIN, _CODE = 44, 420
_INK, _QUIET, _EDGE = QColor(0, 0, 0), QColor(70, 70, 70), QColor(150, 150, 150)


def staff_card_png(code: str, title: Text, name: str, office: Text) -> bytes:
    """Return the card as PNG: the code's text stands on it as a QR code alone. Needs a QGuiApplication."""
    if QGuiApplication.instance() is None:
        raise RuntimeError("a card is drawn with Qt's fonts, which need a QGuiApplication")
    load_fonts()
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    image.setDotsPerMeterX(DOTS)
    image.setDotsPerMeterY(DOTS)
    image.fill(QColor(255, 255, 255))
    painter = QPainter(image)
    try:
        _draw(painter, code, title, name, office)
    finally:
        painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not image.save(buffer, "PNG"):  # type: ignore[call-overload]
        raise RuntimeError("Qt has no PNG writer")
    return bytes(buffer.data().data())


def _draw(painter: QPainter, code: str, title: Text, name: str, office: Text) -> None:
    painter.setPen(_EDGE)
    painter.drawRect(1, 1, WIDTH - 3, HEIGHT - 3)
    picture = code_picture(code, _CODE)
    painter.drawImage(_MARGIN // 2, (HEIGHT - picture.height()) // 2, picture)
    left = _MARGIN // 2 + picture.width() + 8
    lines = (
        (title.ar, 58, True, 84, _INK, True),
        (title.en, 40, True, 62, _INK, False),
        (name, 50, False, 148, _INK, _is_arabic(name)),
        (office.say(Language.AR), 32, False, 92, _QUIET, True),
        (office.say(Language.EN), 28, False, 80, _QUIET, False),
    )
    top = (HEIGHT - sum(height for _, _, _, height, _, _ in lines)) // 2
    for text, pixels, strong, height, colour, rtl in lines:
        painter.setPen(colour)
        _write(painter, text, QRect(left, top, WIDTH - _MARGIN - left, height), _font(pixels, strong=strong), rtl=rtl)
        top += height


def _write(painter: QPainter, text: str, box: QRect, font: QFont, *, rtl: bool) -> None:
    """Write into a box, smaller where it would not fit."""
    option = QTextOption(Qt.AlignmentFlag.AlignCenter)
    option.setTextDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
    flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
    painter.setFont(font)
    while font.pixelSize() > 16 and not box.contains(painter.boundingRect(box, flags, text)):
        font.setPixelSize(font.pixelSize() - 2)
        painter.setFont(font)
    painter.drawText(box, text, option)


def _is_arabic(name: str) -> bool:
    return any("\u0600" <= sign <= "\u06ff" for sign in name)


def _font(pixels: int, *, strong: bool) -> QFont:
    font = QFont([FAMILY, *FALLBACKS])
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
    return font
