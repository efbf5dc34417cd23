"""A drawing into a file: PNG at twice its size, SVG, or PDF on one page of its own size."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMarginsF, QRect, QSize, QSizeF
from PySide6.QtGui import QImage, QPageSize, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator

#: A PDF point is 1/72 inch; drawings are made in pixels of 1/96.
_POINTS = 72 / 96


def paint_file(into: Path, width: int, height: int, draw: Callable[[QPainter], None]) -> None:
    """Write what `draw` paints on `width` by `height` pixels; the suffix of `into` says how. Raises OSError."""
    if into.suffix == ".svg":
        svg = QSvgGenerator()
        svg.setFileName(str(into))
        svg.setSize(QSize(width, height))
        svg.setViewBox(QRect(0, 0, width, height))
        _paint(svg, draw)
    elif into.suffix == ".pdf":
        pdf = QPdfWriter(str(into))
        pdf.setPageSize(QPageSize(QSizeF(width * _POINTS, height * _POINTS), QPageSize.Unit.Point))
        pdf.setPageMargins(QMarginsF())
        pdf.setResolution(96)
        _paint(pdf, draw)
    else:
        image = QImage(2 * width, 2 * height, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(2)
        _paint(image, draw)
        image.save(str(into))
    if not into.exists():
        raise OSError(f"{into} cannot be written")


def _paint(device: QImage | QSvgGenerator | QPdfWriter, draw: Callable[[QPainter], None]) -> None:
    painter = QPainter(device)
    try:
        draw(painter)
    finally:
        painter.end()
