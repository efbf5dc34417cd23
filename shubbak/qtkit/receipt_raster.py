"""The receipt as dots: Qt shapes and orders the Arabic, the same picture is previewed and printed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter

from shubbak.ports.printer import PrintHead, Raster
from shubbak.ports.renderer import Sheet
from shubbak.qtkit.receipt_blocks import lay_out
from shubbak.qtkit.receipt_pattern import side_margin
from shubbak.qtkit.receipt_type import TypeSetter, load_fonts

_BLACK_ON_WHITE = (QColor(255, 255, 255).rgb(), QColor(0, 0, 0).rgb())


class QtReceiptRenderer:
    """A `ReceiptRenderer`. Made where the QGuiApplication lives; `render` may then run on any thread."""

    def __init__(self) -> None:
        if QGuiApplication.instance() is None:
            raise RuntimeError("receipts are drawn with Qt's fonts, which need a QGuiApplication")
        load_fonts()

    def render(self, sheet: Sheet, dots: PrintHead | int) -> Raster:
        """Draw a sheet as wide as the head, its letters as high as on every other head of paper so wide."""
        head = head_of(dots)
        setter = TypeSetter(head, rtl=sheet.language.rtl)
        margin = side_margin(setter)
        block = lay_out(sheet.parts, setter, head.dots - 2 * margin)
        image = QImage(head.dots, block.height + margin, QImage.Format.Format_Grayscale8)
        image.fill(255)
        painter = QPainter(image)
        try:
            painter.setPen(QColor(0, 0, 0))
            block.paint(painter, margin, 0)
        finally:
            painter.end()
        return _raster(image)


def head_of(dots: PrintHead | int) -> PrintHead:
    """Return the head; heads of 512 dots are those of 180 dots an inch."""
    if isinstance(dots, PrintHead):
        return dots
    return PrintHead(dots, 180 if dots == 512 else 203)


def raster_image(raster: Raster) -> QImage:
    """Return a raster as a black-and-white image for the preview."""
    stride = (raster.width + 7) // 8
    view = QImage(raster.rows, raster.width, raster.height, stride, QImage.Format.Format_Mono)
    view.setColorTable(list(_BLACK_ON_WHITE))
    return view.copy()  # the view borrows the raster's bytes, the copy owns its own


def save_png(raster: Raster, path: Path) -> None:
    """Write a raster as PNG; raises OSError where the file cannot be written."""
    if not raster_image(raster).save(str(path), "PNG"):  # type: ignore[call-overload]
        raise OSError(f"{path.name} could not be written")


def _raster(image: QImage) -> Raster:
    # With a table of colours Qt would look for the nearest of them dot by dot, which takes ten times as long.
    flags = Qt.ImageConversionFlag.MonoOnly | Qt.ImageConversionFlag.ThresholdDither
    mono = image.convertToFormat(QImage.Format.Format_Mono, flags)
    if mono.color(1) != _BLACK_ON_WHITE[1]:
        raise RuntimeError("Qt gives black another bit than 1")
    stride, padded = (mono.width() + 7) // 8, mono.bytesPerLine()
    rows = bytes(mono.constBits())
    if padded != stride:
        rows = b"".join(rows[start : start + stride] for start in range(0, len(rows), padded))
    return Raster(mono.width(), mono.height(), rows)
