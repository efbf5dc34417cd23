"""The rows of a printed guide: each is measured for a width, then drawn; a column is rows one under another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from shubbak.qtkit.receipt_type import FALLBACKS, FAMILY, Paragraph, load_fonts

#: Units to the inch in which a guide is laid out: fine enough that whole units never show.
UNITS = 288
INK, MUTED, PAPER, LINE = "#14262B", "#3E5055", "#FFFFFF", "#E2DDD2"
BRAND, TINT, ACCENT = "#0A5657", "#E9F3F1", "#8C3F06"
_POINT = UNITS / 72
#: Features of the font that put glyphs in place of digits and of vowel signs that no letter stands for: they look the
#: same, and a reader of the PDF would find nothing where a fee stands.
_NAMELESS = ("locl", "ccmp")


class Row(Protocol):
    """One row: `height` is known before it is drawn with its upper left corner at x, y."""

    height: int

    def draw(self, painter: QPainter, x: int, y: int) -> None: ...


class LeafletType:
    """Sets paragraphs in one language at one scale."""

    def __init__(self, *, rtl: bool, scale: float) -> None:
        load_fonts()
        self.rtl = rtl
        self._scale = scale

    def units(self, points: float) -> int:
        """Return a measure given in points at the leaflet's full size."""
        return max(1, round(points * _POINT * self._scale))

    def set(self, text: str, points: float, width: int, *, strong: bool = False, trailing: bool = False) -> Paragraph:
        """Wrap a text into a width."""
        font = QFont([FAMILY, *FALLBACKS])
        font.setPixelSize(self.units(points))
        font.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        for feature in _NAMELESS:
            font.setFeature(QFont.Tag(feature), 0)
        left = self.rtl == trailing
        align = Qt.AlignmentFlag.AlignLeft if left else Qt.AlignmentFlag.AlignRight
        return Paragraph(text, font, self.units(points * 1.42), width, align, rtl=self.rtl)

    def laid(self, x: int, width: int, box: QRectF) -> QRectF:
        """Return a box of a row at x, mirrored within the row's width where the language runs from the right."""
        return QRectF(2 * x + width - box.right(), box.y(), box.width(), box.height()) if self.rtl else box

    def across(self, x: int, width: int, at: int, own: int) -> int:
        """Return the left edge of what is `own` wide and begins `at` units behind the leading edge of a row at x."""
        return x + width - at - own if self.rtl else x + at


def put(painter: QPainter, paragraph: Paragraph, x: int, y: int, colour: str = INK) -> None:
    """Draw a paragraph in a colour."""
    painter.setPen(QColor(colour))
    paragraph.draw(painter, x, y)


class HeadingRow:
    """The heading of a section with a line under it; it never stands last in a column."""

    def __init__(self, setter: LeafletType, text: str, width: int) -> None:
        self._words = setter.set(text, 12.5, width, strong=True)
        self._width = width
        self._above, self._below = setter.units(9), setter.units(5)
        self.height = self._above + self._words.height + self._below

    def draw(self, painter: QPainter, x: int, y: int) -> None:
        put(painter, self._words, x, y + self._above, BRAND)
        foot = y + self._above + self._words.height
        painter.setPen(QPen(QColor(BRAND), 4))
        painter.drawLine(x, foot, x + self._width, foot)


class PartRow:
    """What the rows below it have in common; it never stands last in a column."""

    def __init__(self, setter: LeafletType, text: str, width: int) -> None:
        self._words = setter.set(text, 9.5, width, strong=True)
        self._above = setter.units(3)
        self.height = self._above + self._words.height + setter.units(2)

    def draw(self, painter: QPainter, x: int, y: int) -> None:
        put(painter, self._words, x, y + self._above, BRAND)


class MarkedRow:
    """A line with a mark before it: an empty box to tick, a number, or a point."""

    def __init__(self, setter: LeafletType, text: str, note: str, width: int, mark: str) -> None:
        self._setter, self._width, self._mark = setter, width, mark
        self._side = setter.units(11 if mark == "box" else 14)
        self._at = setter.units(20)
        inner = width - self._at
        self._words = setter.set(text, 10.5, inner, strong=mark != "point")
        self._note = setter.set(note, 9, inner) if note else None
        self._number = setter.set(mark, 8.5, self._side, strong=True) if mark.isdigit() else None
        self.height = self._words.height + (self._note.height if self._note else 0) + setter.units(4)

    def draw(self, painter: QPainter, x: int, y: int) -> None:
        inner = self._setter.across(x, self._width, self._at, self._width - self._at)
        put(painter, self._words, inner, y)
        if self._note is not None:
            put(painter, self._note, inner, y + self._words.height, MUTED)
        pitch = self._setter.units(10.5 * 1.42)
        top = y + (pitch - self._side) / 2
        box = self._setter.laid(x, self._width, QRectF(x, top, self._side, self._side))
        if self._mark == "box":
            painter.setPen(QPen(QColor(INK), 4))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box)
        elif self._number is not None:
            self._draw_number(painter, box)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(BRAND))
            painter.drawEllipse(box.center(), self._setter.units(2), self._setter.units(2))

    def _draw_number(self, painter: QPainter, box: QRectF) -> None:
        assert self._number is not None
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(BRAND))
        painter.drawEllipse(box)
        wide = self._number.natural_width
        spare = box.width() - wide
        # The number's paragraph is as wide as the mark and set from its leading side.
        left = box.x() + (-spare / 2 if self._setter.rtl else spare / 2)
        put(painter, self._number, round(left), round(box.center().y() - self._number.height / 2), PAPER)


class SmallRow:
    """A few small words."""

    def __init__(self, setter: LeafletType, text: str, width: int) -> None:
        self._words = setter.set(text, 9, width)
        self.height = self._words.height + setter.units(4)

    def draw(self, painter: QPainter, x: int, y: int) -> None:
        put(painter, self._words, x, y, MUTED)


class FeeRow:
    """A fee: its name, its figure at the far side or below it, and in smaller letters what else is to be known."""

    def __init__(
        self, setter: LeafletType, label: str, figures: tuple[str, ...], notes: str, mark: str, width: int
    ) -> None:
        self._setter, self._width = setter, width
        gap = setter.units(8)
        figure = setter.set(figures[0], 10.5, width, strong=True, trailing=True)
        name = setter.set(label, 10.5, width)
        self._beside = len(figures) == 1 and figure.natural_width <= width * 0.45
        if self._beside:
            name = setter.set(label, 10.5, width - figure.natural_width - gap)
        self._name = name
        self._figures = [
            figure if self._beside else setter.set(each, 10.5, width, strong=len(figures) == 1) for each in figures
        ]
        self._mark = setter.set(mark, 9, width, strong=True) if mark else None
        self._notes = setter.set(notes, 9, width) if notes else None
        below = [] if self._beside else self._figures
        self.height = max(self._name.height, self._figures[0].height if self._beside else 0)
        self.height += sum(each.height for each in (*below, self._mark, self._notes) if each) + setter.units(6)

    def draw(self, painter: QPainter, x: int, y: int) -> None:
        own = self._name.width
        put(painter, self._name, self._setter.across(x, self._width, 0, own), y)
        line = y + self._name.height
        if self._beside:
            put(painter, self._figures[0], x, y)
            line = max(line, y + self._figures[0].height)
        else:
            for figure in self._figures:
                put(painter, figure, x, line)
                line += figure.height
        for part, colour in ((self._mark, ACCENT), (self._notes, MUTED)):
            if part is not None:
                put(painter, part, x, line, colour)
                line += part.height
        painter.setPen(QPen(QColor(LINE), 2))
        foot = y + self.height - self._setter.units(3)
        painter.drawLine(QPointF(x, foot), QPointF(x + self._width, foot))


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the rows that belong under it."""

    heading: HeadingRow
    rows: tuple[Row, ...]
