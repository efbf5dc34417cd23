"""The look as QML sees it: `Look` holds the theme file and what a visitor changed; controls/Theme.qml hands it on.

QML controls never read `Look` themselves: every read of a Python property takes the interpreter's lock, so a busy
background thread would stall the drawing of a page. Theme.qml copies the values into properties of the engine's own.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtGui import QColor, QFontDatabase
from PySide6.QtQml import QmlElement, QmlSingleton

from shubbak.resources import root

QML_IMPORT_NAME = "Shubbak"
QML_IMPORT_MAJOR_VERSION = 1

#: WCAG 2.2: 7:1 for text (1.4.6), 3:1 for the edge of anything operable (1.4.11).
TEXT_CONTRAST = 7.0
EDGE_CONTRAST = 3.0


@cache
def theme() -> dict[str, Any]:
    """Return `resources/theme/theme.json`."""
    loaded: dict[str, Any] = json.loads((root() / "theme" / "theme.json").read_text(encoding="utf-8"))
    return loaded


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two opaque colours, 1.0 to 21.0 (WCAG 2.2, relative luminance)."""
    high, low = sorted((_luminance(QColor(one)), _luminance(QColor(other))), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)

    red, green, blue = (linear(part) for part in (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


class UnreadableBrandError(Exception):
    """A municipality's colour that cannot carry text; `ratio` is what it reaches, 7.0 is needed."""

    def __init__(self, colour: str, ratio: float) -> None:
        super().__init__(f"{colour} reaches {ratio}:1")
        self.ratio = ratio


def palette(*, high_contrast: bool = False, brand: str = "") -> dict[str, str]:
    """Return the colours by role; `brand` replaces the house's own in the light theme.

    Raises UnreadableBrandError when the brand's text would be below 7:1 on paper or on the brand's tint.
    """
    colours: dict[str, str] = dict(theme()["colours"]["contrast" if high_contrast else "light"])
    if brand and not high_contrast:
        tint = _mix(brand, colours["surface"], 0.09)
        ratio = min(contrast(brand, colours["paper"]), contrast(brand, tint))
        if ratio < TEXT_CONTRAST:
            raise UnreadableBrandError(brand, round(ratio, 2))
        colours |= {"brand": brand, "brandDark": QColor(brand).darker(140).name(), "brandTint": tint}
        colours |= {"info": brand, "infoTint": tint}
    return colours


def _mix(colour: str, into: str, share: float) -> str:
    one, other = QColor(colour), QColor(into)
    parts = ((one.red(), other.red()), (one.green(), other.green()), (one.blue(), other.blue()))
    return QColor(*(round(a * share + b * (1 - share)) for a, b in parts)).name()


def load_fonts() -> str:
    """Register the bundled fonts with Qt and return their family; raises FileNotFoundError where they are missing."""
    for path in sorted((root() / "fonts").glob("*.woff2")):
        if QFontDatabase.addApplicationFont(str(path)) < 0:
            raise FileNotFoundError(path)
    return str(theme()["font"])


@QmlElement
@QmlSingleton
class Look(QObject):
    """The theme file and the four things a visitor or an installer may change about it.

    `unit` is the size of one design pixel (1.0 on a 1080 wide screen); the root window sets it.
    """

    coloursChanged = Signal()
    textScaleChanged = Signal()
    highContrastChanged = Signal()
    reducedMotionChanged = Signal()
    unitChanged = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._text_scale = 1.0
        self._high_contrast = False
        self._reduced_motion = False
        self._unit = 1.0
        self._brand = ""

    def use_brand(self, colour: str) -> None:
        """Take a municipality's own colour for the light theme; raises UnreadableBrandError."""
        palette(brand=colour)
        self._brand = colour
        self.coloursChanged.emit()

    @Property(dict, notify=coloursChanged)
    def colours(self) -> dict[str, str]:
        return palette(high_contrast=self._high_contrast, brand=self._brand)

    @Property(dict, constant=True)
    def file(self) -> dict[str, Any]:
        return theme()

    def _get_text_scale(self) -> float:
        return self._text_scale

    def _set_text_scale(self, scale: float) -> None:
        if scale != self._text_scale:
            self._text_scale = scale
            self.textScaleChanged.emit()

    def _get_high_contrast(self) -> bool:
        return self._high_contrast

    def _set_high_contrast(self, on: bool) -> None:
        if on != self._high_contrast:
            self._high_contrast = on
            self.highContrastChanged.emit()
            self.coloursChanged.emit()

    def _get_reduced_motion(self) -> bool:
        return self._reduced_motion

    def _set_reduced_motion(self, on: bool) -> None:
        if on != self._reduced_motion:
            self._reduced_motion = on
            self.reducedMotionChanged.emit()

    def _get_unit(self) -> float:
        return self._unit

    def _set_unit(self, unit: float) -> None:
        if unit > 0 and unit != self._unit:
            self._unit = unit
            self.unitChanged.emit()

    textScale = Property(float, _get_text_scale, _set_text_scale, notify=textScaleChanged)
    highContrast = Property(bool, _get_high_contrast, _set_high_contrast, notify=highContrastChanged)
    reducedMotion = Property(bool, _get_reduced_motion, _set_reduced_motion, notify=reducedMotionChanged)
    unit = Property(float, _get_unit, _set_unit, notify=unitChanged)

    def reset(self) -> None:
        """Forget what the last visitor chose."""
        self._set_text_scale(1.0)
        self._set_high_contrast(False)
