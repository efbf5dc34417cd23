"""Draws a specimen commercial licence on one A4 page, with Qt."""

from __future__ import annotations

import math

import cv2
import numpy as np
from card_drawing import ARABIC, ARABIC_TITLE, LATIN, pixels, text
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF

WIDTH, HEIGHT = 1240, 1754  # A4 at 150 dpi
INK, ACCENT, PALE = QColor(32, 42, 48), QColor(20, 96, 104), QColor(232, 242, 242)
ROWS = (
    ("رقم الرخصة", "Licence No", "2025/000417"),
    ("الاسم التجاري", "Trade name", "مخبز العيّنة الذهبية"),
    ("اسم صاحب الرخصة", "Licensee", "نورة سالم النموذج"),
    ("الكيان القانوني", "Legal form", "مؤسسة فردية"),
    ("النشاط", "Activity", "بيع الخبز والمعجنات"),
    ("العنوان", "Address", "الواحة، قطعة 3، شارع 12، مبنى 7"),
    ("مساحة المحل", "Area", "64 م²"),
    ("تاريخ الإصدار", "Issued", "01/07/2025"),
    ("تاريخ الانتهاء", "Valid until", "30/06/2029"),
)


def draw_licence() -> np.ndarray:
    """Return the page as BGR, a little grainy as scanned paper is."""
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_ARGB32)
    image.fill(QColor(253, 252, 248))
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    _border(painter)
    _heading(painter)
    _table(painter)
    _closing(painter)
    _watermark(painter)
    painter.end()
    grain = np.random.default_rng(150).normal(0, 1.1, (HEIGHT, WIDTH, 1))
    page = np.clip(pixels(image)[..., :3].astype(np.float32) + grain, 0, 255).astype(np.uint8)
    return cv2.GaussianBlur(page, (0, 0), 0.45)


def _border(painter: QPainter) -> None:
    for inset, width in ((44, 5.0), (58, 1.5)):
        painter.setPen(QPen(ACCENT, width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(inset, inset, WIDTH - 2 * inset, HEIGHT - 2 * inset), 14, 14)


def _star(painter: QPainter, centre: QPointF, radius: float) -> None:
    """An eight-pointed star: an emblem that belongs to no state."""
    points = [
        centre
        + QPointF(math.sin(k * math.pi / 8), -math.cos(k * math.pi / 8)) * (radius if k % 2 == 0 else radius * 0.76)
        for k in range(16)
    ]
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ACCENT)
    painter.drawPolygon(QPolygonF(points))
    painter.setBrush(QColor(253, 252, 248))
    painter.drawEllipse(centre, radius * 0.5, radius * 0.5)
    painter.setBrush(ACCENT)
    painter.drawEllipse(centre, radius * 0.34, radius * 0.34)


def _heading(painter: QPainter) -> None:
    _star(painter, QPointF(WIDTH / 2, 172), 74)
    text(painter, QRectF(WIDTH / 2 + 100, 116, 420, 56), "بلدية العيّنة", ARABIC_TITLE, 38, bold=True, right=True)
    text(painter, QRectF(WIDTH / 2 + 100, 176, 420, 44), "إدارة التراخيص", ARABIC, 29, right=True)
    text(painter, QRectF(100, 116, 420, 56), "Specimen Municipality", LATIN, 29, bold=True)
    text(painter, QRectF(100, 176, 420, 44), "Licensing Department", LATIN, 23)
    title = QRectF(100, 282, WIDTH - 200, 100)
    text(painter, title, "رخصة تجارية", ARABIC_TITLE, 70, bold=True, centre=True, colour=ACCENT)
    text(painter, QRectF(100, 384, WIDTH - 200, 48), "COMMERCIAL LICENCE", LATIN, 27, centre=True, colour=ACCENT)


def _table(painter: QPainter) -> None:
    left, top, width, step = 100.0, 476.0, WIDTH - 200.0, 86.0
    for index, (arabic, latin, value) in enumerate(ROWS):
        row = QRectF(left, top + index * step, width, step)
        painter.fillRect(row, PALE if index % 2 == 0 else QColor(253, 252, 248))
        text(painter, row.adjusted(0, 0, -24, 0), arabic, ARABIC_TITLE, 27, right=True, colour=ACCENT)
        text(painter, row.adjusted(24, 0, 0, 0), latin, LATIN, 21, colour=ACCENT)
        text(painter, row.adjusted(210, 0, -290, 0), value, ARABIC, 32, bold=True, right=True, colour=INK)
    painter.setPen(QPen(ACCENT, 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(QRectF(left, top, width, step * len(ROWS)))


def _closing(painter: QPainter) -> None:
    note = "تُعرض هذه الرخصة في مكان ظاهر في المحل، وتُجدَّد قبل انتهائها بثلاثين يومًا."
    text(painter, QRectF(100, 1282, WIDTH - 200, 50), note, ARABIC, 27, centre=True)
    text(painter, QRectF(WIDTH / 2 + 60, 1396, 460, 46), "مدير إدارة التراخيص", ARABIC_TITLE, 27, bold=True, right=True)
    painter.setPen(QPen(INK, 2))
    painter.drawLine(QPointF(WIDTH / 2 + 190, 1518), QPointF(WIDTH - 104, 1518))
    centre, colour = QPointF(300, 1480), QColor(44, 74, 150, 190)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for radius, width in ((118, 5.0), (104, 2.0)):
        painter.setPen(QPen(colour, width))
        painter.drawEllipse(centre, radius, radius)
    painter.save()
    painter.translate(centre)
    painter.rotate(-11)
    text(painter, QRectF(-110, -52, 220, 50), "بلدية العيّنة", ARABIC_TITLE, 29, bold=True, centre=True, colour=colour)
    text(painter, QRectF(-110, 2, 220, 44), "SPECIMEN", LATIN, 27, bold=True, centre=True, colour=colour)
    painter.restore()
    foot = "وثيقة تجريبية لا قيمة رسمية لها  ·  Sample document without official value"
    text(painter, QRectF(100, 1626, WIDTH - 200, 40), foot, ARABIC, 22, centre=True, colour=QColor(120, 128, 132))


def _watermark(painter: QPainter) -> None:
    painter.save()
    painter.translate(WIDTH / 2, 900)
    painter.rotate(-32)
    box = QRectF(-WIDTH / 2, -120, WIDTH, 240)
    text(painter, box, "عيّنة  SPECIMEN", ARABIC, 150, bold=True, centre=True, colour=QColor(190, 30, 45, 34))
    painter.restore()
