"""The receipt's type: letters of one height in millimetres on every head, and paragraphs that measure themselves."""

from __future__ import annotations

import functools
from dataclasses import dataclass, replace
from math import ceil, floor
from typing import NamedTuple
from unicodedata import category

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QFontDatabase, QFontMetrics, QPainter, QTextLayout, QTextLine, QTextOption

from shubbak import resources
from shubbak.ports.printer import PrintHead
from shubbak.ports.renderer import Style

FAMILY = "IBM Plex Sans Arabic"
FALLBACKS = ["Noto Sans Arabic", "Noto Sans", "Noto Naskh Arabic"]
_FILES = ("IBMPlexSansArabic-Regular.woff2", "IBMPlexSansArabic-SemiBold.woff2")
#: Letters of paper that is 48 mm wide beside those of 72 mm: a receipt of small letters is shorter, and still read.
_NARROW_SCALE, _NARROW_MM = 0.86, 62
_MM_AN_INCH = 25.4
_DENSITY = 203
#: Dots that letters usually reach over the edge of their box; the margin has room for them.
_OVERHANG = 3
_ENDLESS = 100_000
_SMALLEST_PIXELS = 20
_OWN_LETTERS = QFont.StyleStrategy(QFont.StyleStrategy.NoAntialias.value | QFont.StyleStrategy.NoFontMerging.value)
CENTRED = Qt.AlignmentFlag.AlignHCenter


@dataclass(frozen=True, slots=True)
class Setting:
    """How a style is set: letter height and line pitch in dots of a head of 203 an inch, and whether semi-bold."""

    pixels: float
    pitch: float
    strong: bool = False

    def scaled(self, by: float) -> Setting:
        return replace(self, pixels=self.pixels * by, pitch=self.pitch * by)


_SETTINGS = {
    Style.HEAD: Setting(42, 54, strong=True),
    Style.TITLE: Setting(33, 43, strong=True),
    Style.BODY: Setting(26, 35),
    Style.SMALL: Setting(23, 31),
    Style.NOTE: Setting(23, 31),
    Style.NUMBER: Setting(56, 63, strong=True),
    Style.TOTAL: Setting(39, 50, strong=True),
}


@functools.cache
def load_fonts() -> None:
    """Give Qt the shipped fonts, once a process; raises OSError where they are missing. Needs a QGuiApplication."""
    for name in _FILES:
        path = resources.root() / "fonts" / name
        if QFontDatabase.addApplicationFont(str(path)) < 0:
            raise OSError(f"{name} is missing or is not a font")


class Paragraph:
    """Text wrapped into a box `width` dots wide; `height` and `natural_width` are what it came to, in dots."""

    def __init__(self, text: str, font: QFont, pitch: int, width: int, align: Qt.AlignmentFlag, *, rtl: bool) -> None:
        self.width = width
        self._pitch = pitch
        # Al-Waha and K07-2026 are one word; the font has no unbreakable hyphen, so a word joiner follows each.
        self._layout = QTextLayout(text.replace("-", "-\u2060"), font)
        option = QTextOption(align | Qt.AlignmentFlag.AlignAbsolute)
        option.setTextDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout.setTextOption(option)
        self._lay()

    def _lay(self) -> None:
        self.lines, widest = 0, 0.0
        self._layout.beginLayout()
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(self.width)
            widest = max(widest, line.naturalTextWidth())
            self.lines += 1
        self._layout.endLayout()
        self._widest = ceil(widest)

    @property
    def natural_width(self) -> int:
        return max((self._widest, *(ink.right - ink.left - 2 * _OVERHANG for ink in self._inks)))

    @functools.cached_property
    def _inks(self) -> tuple[_Ink, ...]:
        """Worked out only for a paragraph that is kept: many are tried to find the best width."""
        return tuple(_ink(self._layout.lineAt(place)) for place in range(self.lines))

    @property
    def height(self) -> int:
        return self._stood[0]

    @property
    def baseline(self) -> int:
        """The row on which the letters of the last line stand."""
        return self._stood[1]

    @functools.cached_property
    def _stood(self) -> tuple[int, int]:
        """Stand the lines under each other, at one pitch unless their ink would touch; height and last baseline."""
        metrics = QFontMetrics(self._layout.font())
        above = (self._pitch - metrics.height()) // 2 + metrics.ascent()
        baseline, free = above - self._pitch, 0
        for place, ink in enumerate(self._inks):
            line = self._layout.lineAt(place)
            baseline = max(baseline + self._pitch, free - ink.top)
            # A mark that stands alone hangs over the edge, where another part may stand, or no paper.
            aside = max(0, -ink.left - _OVERHANG) + min(0, self.width + _OVERHANG - ink.right)
            line.setPosition(QPointF(aside, baseline - line.ascent()))
            free = baseline + ink.bottom
        return max(baseline - above + self._pitch, free), baseline

    def draw(self, painter: QPainter, x: int, y: int) -> None:
        assert self._stood, "lines that do not stand lie on each other"
        self._layout.draw(painter, QPointF(x, y))


class _Ink(NamedTuple):
    """Where a line's letters have ink: columns of its box, rows counted from its baseline."""

    left: int
    top: int
    right: int
    bottom: int


def _ink(line: QTextLine) -> _Ink:
    boxes: list[tuple[float, float, float, float]] = []
    baseline = line.y() + line.ascent()
    for run in line.glyphRuns():
        font = run.rawFont()
        for glyph, at in zip(run.glyphIndexes(), run.positions(), strict=True):
            box = font.boundingRect(glyph)
            if not box.isEmpty():
                x, y = at.x(), at.y() - baseline
                boxes.append((x + box.left(), y + box.top(), x + box.right(), y + box.bottom()))
    if not boxes:
        return _Ink(0, 0, 0, 0)
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return _Ink(floor(min(lefts)) - 1, floor(min(tops)) - 1, ceil(max(rights)) + 1, ceil(max(bottoms)) + 1)


class TypeSetter:
    """Sets paragraphs for one print head and one reading direction."""

    def __init__(self, head: PrintHead, *, rtl: bool) -> None:
        load_fonts()
        self.rtl = rtl
        self.leading = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        self.trailing = Qt.AlignmentFlag.AlignLeft if rtl else Qt.AlignmentFlag.AlignRight
        self._widths: dict[tuple[str, Style], int] = {}
        self._to_mm = head.dots_per_inch / _MM_AN_INCH
        narrow = head.dots / self._to_mm < _NARROW_MM
        self._scale = head.dots_per_inch / _DENSITY * (_NARROW_SCALE if narrow else 1.0)

    def dots(self, at_203: float) -> int:
        """Scale a measure given for 203 dots an inch, smaller on narrow paper."""
        return max(1, round(at_203 * self._scale))

    def millimetres(self, length: float) -> int:
        """Return a true length in dots."""
        return round(length * self._to_mm)

    def set(self, text: str, style: Style, width: int, align: Qt.AlignmentFlag) -> Paragraph:
        """Wrap a text into a width."""
        return self._set(text, _SETTINGS[style], width, align)

    def heading(self, text: str, style: Style, width: int) -> Paragraph:
        """Set a text from the leading side, semi-bold whatever its style."""
        return self._set(text, replace(_SETTINGS[style], strong=True), width, self.leading)

    def natural_width(self, text: str, style: Style) -> int:
        """Return how wide the text is on one line."""
        if (text, style) not in self._widths:  # a label is asked for it again when it does not fit
            self._widths[text, style] = self.set(text, style, _ENDLESS, self.leading).natural_width
        return self._widths[text, style]

    def balanced(self, text: str, style: Style, width: int, align: Qt.AlignmentFlag = CENTRED) -> Paragraph:
        """Wrap into lines of nearly equal length: the narrowest box that needs no further line.

        A title is set a sixth smaller where that saves a line.
        """
        setting = _SETTINGS[style]
        best = self._set(text, setting, width, align)
        if best.lines > 1 and setting.strong:
            smaller = self._set(text, setting.scaled(5 / 6), width, align)
            best, setting = (smaller, setting.scaled(5 / 6)) if smaller.lines < best.lines else (best, setting)
        narrow, wide = width // 3, width
        while best.lines > 1 and wide - narrow > 8:
            middle = (narrow + wide) // 2
            tried = self._set(text, setting, middle, align)
            if tried.lines > best.lines:
                narrow = middle
            else:
                best, wide = tried, middle
        return best

    def fitted(self, text: str, style: Style, width: int) -> Paragraph:
        """Centre a code on one line, in smaller letters where it is too long for its style's own."""
        setting = _SETTINGS[style]
        paragraph = self._set(text, setting, width, CENTRED)
        while paragraph.lines > 1 and setting.pixels > _SMALLEST_PIXELS:
            setting = setting.scaled(0.96)
            paragraph = self._set(text, setting, width, CENTRED)
        return paragraph

    def _set(self, text: str, setting: Setting, width: int, align: Qt.AlignmentFlag) -> Paragraph:
        font = self._font(setting)
        if not _is_foreign(text):
            font.setStyleStrategy(_OWN_LETTERS)
        return Paragraph(text, font, self.dots(setting.pitch), width, align, rtl=self.rtl)

    def _font(self, setting: Setting) -> QFont:
        font = QFont([FAMILY, *FALLBACKS])
        font.setPixelSize(self.dots(setting.pixels))
        font.setWeight(QFont.Weight.DemiBold if setting.strong else QFont.Weight.Normal)
        # Unhinted letters keep strokes of two dots; hinted ones thin to one, which thermal paper loses.
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        font.setStyleStrategy(QFont.StyleStrategy.NoAntialias)
        return font


def _is_foreign(text: str) -> bool:
    """Whether a text has letters that the shipped font lacks. Where it has none, no font of the system is asked: for
    isolates and joiners, which no font of ours holds, it would give a face of its own, and rows would move by it.
    """
    return any(_lacks(sign) for sign in set(text))


@functools.lru_cache(4096)
def _lacks(sign: str) -> bool:
    return category(sign) not in ("Cf", "Cc") and not QFontMetrics(QFont(FAMILY)).inFontUcs4(ord(sign))
