"""The office's look: the house's colours at a desk's density, as palette, style sheet and symbols."""

from __future__ import annotations

import html
import json
from functools import cache

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QLabel

from office_client.ui.style_sheet import STYLE
from shubbak.qtkit.receipt_type import load_fonts
from shubbak.resources import root

#: Pixels at 96 dots an inch: text of 14.7, rows of 32.
TEXT_POINTS, ROW, SYMBOL = 11, 32, 18


@cache
def colours() -> dict[str, str]:
    """Return the light theme's colours by role."""
    theme: dict[str, dict[str, dict[str, str]]] = json.loads((root() / "theme" / "theme.json").read_text("utf-8"))
    return theme["colours"]["light"]


def dress(application: QApplication) -> None:
    """Give the application the house's font, palette and style sheet; once, before the first window."""
    load_fonts()
    application.setStyle("Fusion")  # the same on every desktop, and it draws its own indicators from the palette
    font = QFont(["IBM Plex Sans Arabic", "Noto Sans Arabic"], TEXT_POINTS)
    font.setFeature(QFont.Tag("tnum"), 1)
    application.setFont(font)
    application.setPalette(_palette())
    application.setStyleSheet(STYLE.substitute(colours(), row=ROW, tick=(root() / "icons" / "check.svg").as_posix()))


def symbol(name: str, role: str, side: int = SYMBOL) -> QPixmap:
    """Draw a symbol in a colour of the theme; an unknown name is a bug and raises FileNotFoundError."""
    drawing = (root() / "icons" / f"{name}.svg").read_text("utf-8").replace("currentColor", colours()[role])
    ratio = 2.0
    picture = QPixmap(round(side * ratio), round(side * ratio))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter)
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


class WordsLabel(QLabel):
    """Plain words, wrapped. Qt's plain labels push all but the last line of a right-to-left paragraph in by a space;
    its document layout does not.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setWordWrap(True)
        self._words = ""

    def setText(self, words: str) -> None:
        self._words = words
        super().setText(html.escape(words).replace("\n", "<br>"))

    def text(self) -> str:
        return self._words

    def clear(self) -> None:
        self.setText("")


def label(role: str, *, wrap: bool = True) -> QLabel:
    """Return an empty label of a role: body, title, section, hint, muted, problem, total, number, a state's colour."""
    made = WordsLabel() if wrap else QLabel()
    made.setProperty("role", role)
    made.setTextFormat(Qt.TextFormat.RichText if wrap else Qt.TextFormat.PlainText)
    return made


def _palette() -> QPalette:
    tones = colours()
    palette = QPalette()
    roles = QPalette.ColorRole
    for role, tone in {
        roles.Window: "paper",
        roles.Base: "surface",
        roles.AlternateBase: "keyQuiet",
        roles.Button: "surface",
        roles.WindowText: "ink",
        roles.Text: "ink",
        roles.ButtonText: "ink",
        roles.PlaceholderText: "muted",
        roles.Highlight: "brand",
        roles.HighlightedText: "brandInk",
        roles.Accent: "brand",
        roles.ToolTipBase: "surface",
        roles.ToolTipText: "ink",
    }.items():
        palette.setColor(role, QColor(tones[tone]))
    return palette
