"""Draws specimen identity documents with Qt, which shapes Arabic; every person and number in them is invented."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontMetricsF,
    QImage,
    QLinearGradient,
    QPainter,
    QPainterPath,
    QPen,
)

DOTS_PER_MM = 300 / 25.4
SIZES_MM = {"TD1": (85.6, 53.98), "TD2": (105.0, 74.0), "TD3": (125.0, 88.0)}
PITCH_MM = 2.54
LINE_MM = {"TD1": 4.25, "TD2": 5.9, "TD3": 6.35}
LATIN, ARABIC, ARABIC_TITLE = "DejaVu Sans", "Noto Sans Arabic", "Noto Kufi Arabic"


@dataclass(frozen=True)
class Card:
    """What a card shows; `fields` are (Arabic label, Latin label, value)."""

    kind: str
    lines: tuple[str, ...]
    title: tuple[str, str]
    fields: tuple[tuple[str, str, str], ...]
    hue: int = 175


def ocr_b() -> str:
    """Load the OCR-B of the package fonts-ocr-b and return its family."""
    file = next(Path("/usr/share/fonts").rglob("OCRB.otf"))
    return QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(file)))[0]


def draw_card(card: Card) -> np.ndarray:
    """Return the card's face at 300 dpi, BGRA, transparent outside its rounded corners."""
    width, height = (round(mm * DOTS_PER_MM) for mm in SIZES_MM[card.kind])
    image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    outline = QPainterPath()
    outline.addRoundedRect(QRectF(0, 0, width, height), 37, 37)
    painter.setClipPath(outline)
    _paper(painter, width, height, card.hue)
    _heading(painter, card, width)
    _fields(painter, card, width)
    _specimen(painter, width, height)
    _zone(painter, card, width, height)
    painter.end()
    return pixels(image)


def pixels(image: QImage) -> np.ndarray:
    """Return a copy as an array of height, width and BGRA."""
    plain = image.convertToFormat(QImage.Format.Format_ARGB32)
    flat = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), plain.bytesPerLine() // 4, 4)
    return flat[:, : plain.width()].copy()


def _paper(painter: QPainter, width: int, height: int, hue: int) -> None:
    """A pale gradient under waves of fine lines, paler still where the zone is."""
    gradient = QLinearGradient(0, 0, width, height)
    gradient.setColorAt(0, QColor.fromHsv(hue, 26, 246))
    gradient.setColorAt(0.6, QColor.fromHsv((hue + 25) % 360, 14, 252))
    gradient.setColorAt(1, QColor.fromHsv((hue + 50) % 360, 30, 244))
    painter.fillRect(0, 0, width, height, gradient)
    for wave in range(34):
        painter.setPen(QPen(QColor.fromHsv((hue + wave * 3) % 360, 90, 205, 70), 1.2))
        path = QPainterPath()
        for step in range(0, width + 12, 12):
            lift = 46 * math.sin(step / 118 + wave * 0.19) + 20 * math.sin(step / 41 - wave * 0.11)
            point = QPointF(step, height * (wave + 0.5) / 34 + lift)
            path.lineTo(point) if step else path.moveTo(point)
        painter.drawPath(path)


def text(painter: QPainter, box: QRectF, words: str, family: str, size: float, *, bold: bool = False,
         right: bool = False, centre: bool = False, colour: QColor | None = None) -> None:  # fmt: skip
    """Draw one line of text of `size` pixels into the box."""
    font = QFont(family)
    font.setPixelSize(round(size))
    font.setBold(bold)
    painter.setFont(font)
    painter.setPen(colour or QColor(28, 44, 52))
    side = (
        Qt.AlignmentFlag.AlignHCenter
        if centre
        else Qt.AlignmentFlag.AlignRight
        if right
        else Qt.AlignmentFlag.AlignLeft
    )
    absolute = Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(box, int(side | absolute), words)


def _heading(painter: QPainter, card: Card, width: int) -> None:
    band = QColor.fromHsv(card.hue, 170, 96)
    painter.fillRect(QRectF(0, 0, width, 84), band)
    arabic, latin = card.title
    white = QColor(255, 255, 255)
    text(
        painter, QRectF(width / 2, 0, width / 2 - 40, 84), arabic, ARABIC_TITLE, 34, bold=True, right=True, colour=white
    )
    text(painter, QRectF(40, 0, width / 2, 84), latin, LATIN, 25, bold=True, colour=white)


def _fields(painter: QPainter, card: Card, width: int) -> None:
    """Two columns; Arabic label right, Latin label left, the value under both."""
    column = (width - 80 - 40) / 2
    for index, (arabic, latin, value) in enumerate(card.fields):
        left, top = 40 + (1 - index % 2) * (column + 40), 104 + index // 2 * 88
        label = QColor.fromHsv(card.hue, 120, 110)
        text(painter, QRectF(left, top, column, 30), latin, LATIN, 17, colour=label)
        text(painter, QRectF(left, top, column, 30), arabic, ARABIC, 22, right=True, colour=label)
        right = any("\u0600" <= char <= "\u06ff" for char in value)
        text(painter, QRectF(left, top + 30, column, 42), value, ARABIC if right else LATIN, 28, bold=True, right=right)
        painter.setPen(QPen(QColor.fromHsv(card.hue, 60, 170), 1.5))
        painter.drawLine(QPointF(left, top + 76), QPointF(left + column, top + 76))


def _specimen(painter: QPainter, width: int, height: int) -> None:
    painter.save()
    painter.translate(width * 0.5, height * 0.48)
    painter.rotate(-14)
    box = QRectF(-width / 2, -60, width, 120)
    text(painter, box, "SPECIMEN  عيّنة", ARABIC, 84, bold=True, centre=True, colour=QColor(190, 30, 45, 88))
    painter.restore()


def _zone(painter: QPainter, card: Card, width: int, height: int) -> None:
    """The zone in OCR-B, ten characters an inch (Doc 9303-3, 4.3), on a whitened ground."""
    pitch, step = PITCH_MM * DOTS_PER_MM, LINE_MM[card.kind] * DOTS_PER_MM
    count = len(card.lines)
    top = height - 3.6 * DOTS_PER_MM - count * step
    painter.fillRect(QRectF(0, top - 14, width, height), QColor(255, 255, 255, 205))
    font = QFont(ocr_b())
    font.setPixelSize(100)
    font.setPixelSize(round(100 * pitch / QFontMetricsF(font).horizontalAdvance("A")))
    painter.setFont(font)
    painter.setPen(QColor(18, 18, 22))
    left = (width - pitch * len(card.lines[0])) / 2
    for row, line in enumerate(card.lines):
        for place, char in enumerate(line):
            cell = QRectF(left + place * pitch, top + row * step, pitch, step)
            painter.drawText(cell, int(Qt.AlignmentFlag.AlignCenter), char)


def lay(face: np.ndarray, size: tuple[int, int], centre: tuple[float, float], turned: float,
        glass: int = 247, scale: float = 1.0) -> np.ndarray:  # fmt: skip
    """Return the card as a scanner sees it: on glass of (width, height), turned by degrees, with a soft shadow."""
    height, width = face.shape[:2]
    warp = cv2.getRotationMatrix2D((width / 2, height / 2), turned, scale)
    warp[:, 2] += np.array(centre) - np.array([width / 2, height / 2])
    seen = cv2.warpAffine(face, warp, size, flags=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC)
    cover = seen[..., 3:].astype(np.float32) / 255
    shadow = cv2.GaussianBlur(np.roll(cover[..., 0], (5, 4), (0, 1)), (0, 0), 7)[..., None] * 0.28
    page = np.full((size[1], size[0], 3), float(glass), np.float32) * (1 - shadow)
    page = page * (1 - cover) + seen[..., :3].astype(np.float32) * np.minimum(cover, 1)
    grain = np.random.default_rng(9303).normal(0, 1.4, page.shape[:2])[..., None]
    return np.clip(page + grain, 0, 255).astype(np.uint8)
