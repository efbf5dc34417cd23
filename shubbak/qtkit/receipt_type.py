"""The receipt's type: the six styles at each paper width, and paragraphs that measure themselves."""

from __future__ import annotations

import functools
from dataclasses import dataclass, replace
from math import ceil

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QFontDatabase, QPainter, QTextLayout, QTextOption

from shubbak import resources
from shubbak.ports.renderer import Style

FAMILY = "IBM Plex Sans Arabic"
FALLBACKS = ["Noto Sans Arabic", "Noto Sans", "Noto Naskh Arabic"]
_FILES = ("IBMPlexSansArabic-Regular.woff2", "IBMPlexSansArabic-SemiBold.woff2")
_SMALLEST_SCALE = 0.86
_ENDLESS = 100_000
_SMALLEST_PIXELS = 20
CENTRED = Qt.AlignmentFlag.AlignHCenter


@dataclass(frozen=True, slots=True)
class Setting:
    """How a style is set: letter height and line pitch in dots, and whether semi-bold. Given for 576 dots."""

    pixels: float
    pitch: float
    strong: bool = False

    def scaled(self, by: float) -> Setting:
        return replace(self, pixels=self.pixels * by, pitch=self.pitch * by)


_SETTINGS = {
    Style.HEAD: Setting(44, 58, strong=True),
    Style.TITLE: Setting(34, 48, strong=True),
    Style.BODY: Setting(26, 38),
    Style.SMALL: Setting(23, 33),
    Style.NUMBER: Setting(56, 66, strong=True),
    Style.TOTAL: Setting(40, 54, strong=True),
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
        self.natural_width, self.lines = 0, 0
        self._layout.beginLayout()
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(self.width)
            # One pitch for all lines, so that a fallback font with taller letters does not push the rows apart.
            line.setPosition(QPointF(0, round(self.lines * self._pitch + (self._pitch - line.height()) / 2)))
            self.natural_width = max(self.natural_width, ceil(line.naturalTextWidth()))
            self.lines += 1
        self._layout.endLayout()

    @property
    def height(self) -> int:
        return self.lines * self._pitch

    def draw(self, painter: QPainter, x: int, y: int) -> None:
        self._layout.draw(painter, QPointF(x, y))


class TypeSetter:
    """Sets paragraphs for one paper width and one reading direction."""

    def __init__(self, dots: int, *, rtl: bool) -> None:
        load_fonts()
        self.rtl = rtl
        self.leading = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        self.trailing = Qt.AlignmentFlag.AlignLeft if rtl else Qt.AlignmentFlag.AlignRight
        # 512 dots at 180 an inch are as wide as 576 at 203; paper of 58 mm takes letters a little smaller.
        self._scale = max(_SMALLEST_SCALE, min(1.0, dots / 576))

    def dots(self, at_576: float) -> int:
        """Scale a measure given for 576 dots."""
        return max(1, round(at_576 * self._scale))

    def set(self, text: str, style: Style, width: int, align: Qt.AlignmentFlag) -> Paragraph:
        """Wrap a text into a width."""
        return self._set(text, _SETTINGS[style], width, align)

    def heading(self, text: str, style: Style, width: int) -> Paragraph:
        """Set a text from the leading side, semi-bold whatever its style."""
        return self._set(text, replace(_SETTINGS[style], strong=True), width, self.leading)

    def natural_width(self, text: str, style: Style) -> int:
        """Return how wide the text is on one line."""
        return self.set(text, style, _ENDLESS, self.leading).natural_width

    def balanced(self, text: str, style: Style, width: int, align: Qt.AlignmentFlag = CENTRED) -> Paragraph:
        """Wrap into lines of nearly equal length: the narrowest box that needs no further line.

        A title of more than two lines is set a sixth smaller where that saves a line.
        """
        setting = _SETTINGS[style]
        best = self._set(text, setting, width, align)
        if best.lines > 2 and setting.strong:
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
        return Paragraph(text, self._font(setting), self.dots(setting.pitch), width, align, rtl=self.rtl)

    def _font(self, setting: Setting) -> QFont:
        font = QFont([FAMILY, *FALLBACKS])
        font.setPixelSize(self.dots(setting.pixels))
        font.setWeight(QFont.Weight.DemiBold if setting.strong else QFont.Weight.Normal)
        # Unhinted letters keep strokes of two dots; hinted ones thin to one, which thermal paper loses.
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        font.setStyleStrategy(QFont.StyleStrategy.NoAntialias)
        return font
