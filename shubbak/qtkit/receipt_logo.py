"""A municipality's logo in dots: one ink, scaled to true millimetres, and never a grey made of scattered dots."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from shubbak.domain.paper_template import Logo
from shubbak.qtkit.receipt_layout import Block, Column

#: A kept receipt keeps its logo, so a large one would fill the disk.
MOST_BYTES, _MOST_SIDE = 32 * 1024, 3000
#: A picture of one ink has nothing between; the few steps beside black and white are what a scanner leaves.
_NEARLY = 24
#: What would fetch another file, or grow without end.
_NOT_DRAWN = (b"<image", b"<!ENTITY")
_PNG = b"\x89PNG\r\n\x1a\n"


def logo_problem(data: bytes) -> str:
    """Return what is wrong with a logo's file as a sentence for whoever made it, "" for nothing."""
    if len(data) > MOST_BYTES:
        return f"the logo has {len(data)} bytes; it may have {MOST_BYTES}"
    if not data.startswith(_PNG):
        if any(word in data for word in _NOT_DRAWN):
            return "the logo's SVG holds a picture or an entity; only shapes and paths are drawn"
        return "" if _drawable(QSvgRenderer(QByteArray(data))) else "the logo is neither a PNG nor an SVG"
    image = QImage.fromData(data)
    if image.isNull():
        return "the logo's PNG is damaged"
    if max(image.width(), image.height()) > _MOST_SIDE:
        return f"the logo has {image.width()} × {image.height()} points; either may be {_MOST_SIDE} at most"
    return "" if _is_one_ink(image) else "the logo must be black on white without greys or colours: paper has one ink"


def logo_block(logo: Logo, column: Column) -> Block:
    """Return the logo at its height in the middle of the column, smaller where it would be wider."""
    picture = _picture(logo, column.setter.millimetres(logo.height_mm), column.width)
    inset = (column.width - picture.width()) // 2
    size = picture.size()
    return Block(
        size.height(),
        lambda painter, x, y: painter.drawImage(QRect(x + inset, y, size.width(), size.height()), picture),
    )


def _picture(logo: Logo, height: int, most: int) -> QImage:
    svg = None if logo.data.startswith(_PNG) else QSvgRenderer(QByteArray(logo.data))
    source = QImage.fromData(logo.data) if svg is None else QImage()
    natural = svg.defaultSize() if svg else source.size()
    size = natural.scaled(most, height, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1))
    if svg is None:
        smooth = Qt.TransformationMode.SmoothTransformation
        return _black_and_white(_on_white(source).scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, smooth))
    image = QImage(size, QImage.Format.Format_Grayscale8)
    image.fill(255)
    painter = QPainter(image)
    try:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        svg.render(painter, QRectF(image.rect()))
    finally:
        painter.end()
    return _black_and_white(image)


def _drawable(svg: QSvgRenderer) -> bool:
    return svg.isValid() and not svg.defaultSize().isEmpty()


def _on_white(image: QImage) -> QImage:
    """Return the picture in greys, what is clear in it being white."""
    flat = QImage(image.size(), QImage.Format.Format_RGB32)
    flat.fill(Qt.GlobalColor.white)
    painter = QPainter(flat)
    painter.drawImage(0, 0, image)
    painter.end()
    return flat.convertToFormat(QImage.Format.Format_Grayscale8)


def _black_and_white(image: QImage) -> QImage:
    threshold = Qt.ImageConversionFlag.ThresholdDither
    mono = image.convertToFormat(QImage.Format.Format_Mono, Qt.ImageConversionFlag.MonoOnly | threshold)
    return mono.convertToFormat(QImage.Format.Format_Grayscale8)


def _is_one_ink(image: QImage) -> bool:
    grey = _on_white(image)
    used = set(bytes(grey.constBits()))
    return all(step <= _NEARLY or step >= 255 - _NEARLY for step in used)
