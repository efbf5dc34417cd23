"""A service as a printed guide: A4, first in Arabic and then in English, with a code that leads to its page."""

from __future__ import annotations

import math
from datetime import date
from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPageSize, QPainter, QPdfWriter

from shubbak.domain.text import Language
from shubbak.domain.wording import Wording
from shubbak.forms.guide import Guide, guide
from shubbak.forms.service import Service
from shubbak.qtkit.leaflet_columns import Columns, columns_of
from shubbak.qtkit.leaflet_rows import BRAND, INK, MUTED, PAPER, TINT, UNITS, LeafletType, put
from shubbak.qtkit.leaflet_sections import sections_of
from shubbak.qtkit.receipt_blocks import qr_modules
from shubbak.qtkit.receipt_type import Paragraph

#: A4 at 288 units to the inch.
WIDTH, HEIGHT = 2381, 3368
_MARGIN, _BETWEEN, _CODE = 150, 110, 380
_GAP = 48
#: Large letters where there is room, as on a poster. Sections stay whole down to the size that reads well.
_SCALES = tuple(round(1.6 - 0.04 * step, 2) for step in range(22))
_WELL_READ = 0.96


class Leaflet:
    """One service's guide in one language, laid out on as many pages as it needs: one, nearly always.

    link: what its code says; without one it has no code.
    """

    def __init__(self, told: Guide, wording: Wording, language: Language, link: str) -> None:
        self._told, self._wording, self._language = told, wording, language
        self._code = qr_modules(link) if link else ()
        tries = [(scale, True) for scale in _SCALES if scale >= _WELL_READ]
        tries += [(scale, False) for scale in _SCALES if scale <= 1.0]
        for scale, whole in tries:
            self._type = LeafletType(rtl=language.rtl, scale=scale)
            self._head = self._set_head()
            self._facts = self._set_facts()
            self._foot = self._set_foot()
            self.pages = self._flow(whole=whole)
            if len(self.pages) == 1:
                break

    def draw(self, painter: QPainter, page: int) -> None:
        """Draw one of the pages onto a surface `WIDTH` by `HEIGHT`."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(QRectF(0, 0, WIDTH, HEIGHT), QColor(PAPER))
        self._draw_head(painter)
        top = self._head_height()
        if page == 0:
            self._draw_facts(painter, top + _GAP)
        self._draw_columns(painter, self.pages[page], self._body_top(page))
        self._draw_foot(painter)

    def _say(self, key: str) -> str:
        return self._wording.say(f"guide.{key}", self._language)

    def _flow(self, *, whole: bool) -> tuple[Columns, ...]:
        width = (WIDTH - 2 * _MARGIN - _BETWEEN) // 2
        sections = sections_of(self._told, self._type, width, self._say)
        room = [HEIGHT - self._foot_height() - _GAP - self._body_top(page) for page in (0, 1)]
        return columns_of(sections, room[0], room[1], whole=whole)

    def _set_head(self) -> list[tuple[Paragraph, str]]:
        width = WIDTH - 2 * _MARGIN
        return [
            (self._type.set(self._told.name, 25, width, strong=True), PAPER),
            (self._type.set(self._told.summary, 12.5, width), PAPER),
            (self._type.set(self._told.owner, 10.5, width), "#C4DDD9"),
        ]

    def _head_height(self) -> int:
        return sum(part.height for part, _ in self._head) + 2 * self._type.units(16)

    def _draw_head(self, painter: QPainter) -> None:
        painter.fillRect(QRectF(0, 0, WIDTH, self._head_height()), QColor(BRAND))
        line = self._type.units(16)
        for part, colour in self._head:
            put(painter, part, _MARGIN, line, colour)
            line += part.height

    def _set_facts(self) -> list[tuple[Paragraph, Paragraph]]:
        """What one gets, for how long, and how soon: three cells side by side."""
        width = (WIDTH - 2 * _MARGIN - 2 * _GAP) // 3 - 2 * _GAP
        told = (("get", self._told.output), ("validity", self._told.validity), ("duration", self._told.duration))
        return [
            (self._type.set(self._say(key), 9.5, width), self._type.set(words, 12, width, strong=True))
            for key, words in told
        ]

    def _facts_height(self) -> int:
        return max(key.height + words.height for key, words in self._facts) + 2 * self._type.units(7)

    def _body_top(self, page: int) -> int:
        return self._head_height() + _GAP // 2 + (self._facts_height() + _GAP if page == 0 else 0)

    def _draw_facts(self, painter: QPainter, top: int) -> None:
        whole = WIDTH - 2 * _MARGIN
        cell = (whole - 2 * _GAP) // 3
        for place, (key, words) in enumerate(self._facts):
            left = self._type.across(_MARGIN, whole, place * (cell + _GAP), cell)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(TINT))
            painter.drawRoundedRect(QRectF(left, top, cell, self._facts_height()), 24, 24)
            line = top + self._type.units(7)
            put(painter, key, left + _GAP, line, MUTED)
            put(painter, words, left + _GAP, line + key.height, INK)

    def _draw_columns(self, painter: QPainter, columns: Columns, top: int) -> None:
        width = (WIDTH - 2 * _MARGIN - _BETWEEN) // 2
        for place, rows in enumerate(columns):
            left = self._type.across(_MARGIN, WIDTH - 2 * _MARGIN, place * (width + _BETWEEN), width)
            line = top
            for row in rows:
                row.draw(painter, left, line)
                line += row.height

    def _set_foot(self) -> list[tuple[Paragraph, str]]:
        width = WIDTH - 2 * _MARGIN - _CODE - _GAP
        told, kind = self._told, self._type
        where = f"{self._say('where')}: {told.listed(told.channels)}"
        parts = [(kind.set(where, 11, width, strong=True), INK)]
        if told.phone:
            parts.append((kind.set(f"{self._say('complaints')}: {told.phone}", 11, width, strong=True), INK))
        if self._code:
            parts.append((kind.set(self._say("scan"), 10, width), INK))
        dated = " · ".join(part for part in (told.version, told.verified) if part)
        parts.append((kind.set(dated, 8.5, width), MUTED))
        return parts

    def _foot_height(self) -> int:
        return max(_CODE, sum(part.height for part, _ in self._foot)) + 2 * _GAP + _GAP

    def _draw_foot(self, painter: QPainter) -> None:
        top = HEIGHT - self._foot_height()
        painter.fillRect(QRectF(0, top, WIDTH, self._foot_height()), QColor(TINT))
        whole = WIDTH - 2 * _MARGIN
        if self._code:
            self._draw_code(painter, self._type.across(_MARGIN, whole, whole - _CODE, _CODE), top + _GAP)
        line = top + (self._foot_height() - sum(part.height for part, _ in self._foot)) // 2
        left = self._type.across(_MARGIN, whole, 0, whole - _CODE - _GAP)
        for part, colour in self._foot:
            put(painter, part, left, line, colour)
            line += part.height

    def _draw_code(self, painter: QPainter, left: int, top: int) -> None:
        """The code as filled squares on white, with its quiet zone of four modules."""
        count = len(self._code) + 8
        painter.fillRect(QRectF(left, top, _CODE, _CODE), QColor(PAPER))
        module = math.floor(_CODE / count)
        edge = (_CODE - module * len(self._code)) // 2
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for y, row in enumerate(self._code):
            for x, dark in enumerate(row):
                if dark:
                    painter.fillRect(left + edge + x * module, top + edge + y * module, module, module, QColor(INK))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)


def leaflets(service: Service, wording: Wording, link: str, on: date) -> tuple[Leaflet, ...]:
    """Lay the guide out in both languages, Arabic first."""
    return tuple(
        Leaflet(guide(service, wording, language, on), wording, language, link)
        for language in (Language.AR, Language.EN)
    )


def write_pdf(into: Path, title: str, sheets: tuple[Leaflet, ...]) -> None:
    """Write all pages into one PDF. Raises OSError."""
    pdf = QPdfWriter(str(into))
    pdf.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    pdf.setPageMargins(QMarginsF())
    pdf.setResolution(UNITS)
    pdf.setTitle(title)
    pdf.setCreator("Shubbak")
    painter = QPainter()
    if not painter.begin(pdf):
        raise OSError(f"{into} cannot be written")
    pages = [(sheet, page) for sheet in sheets for page in range(len(sheet.pages))]
    for place, (sheet, page) in enumerate(pages):
        if place:
            pdf.newPage()
        sheet.draw(painter, page)
    painter.end()


def page_picture(sheet: Leaflet, page: int, width: int) -> QImage:
    """Return one page as a picture of this width."""
    picture = QImage(width, round(width * HEIGHT / WIDTH), QImage.Format.Format_RGB32)
    painter = QPainter(picture)
    painter.scale(width / WIDTH, width / WIDTH)
    sheet.draw(painter, page)
    painter.end()
    return picture
