"""The office's look: the house's colours at a desk's density, as palette, style sheet and symbols."""

from __future__ import annotations

import html
import json
from functools import cache

from PySide6.QtCore import QByteArray, QEvent, QItemSelectionModel, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from office_client.ui.style_sheet import STYLE
from shubbak.qtkit.receipt_type import load_fonts
from shubbak.resources import root

#: Pixels at 96 dots an inch: text of 14.7, rows of 32.
TEXT_POINTS, ROW, SYMBOL = 11, 32, 18
#: How a list's cursor is put somewhere: without it the row stays unmarked while Ctrl, of Ctrl+P, is still down.
CHOOSE = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows


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
    """Words that lean to the side of the page's language, whatever letters they begin with.

    Qt leans a plain label by its first letter, so a number stands on the wrong side of an Arabic page; and it pushes
    all but the last line of a wrapped Arabic paragraph in by a space, which its document layout does not.
    """

    def __init__(self, *, wrap: bool, trailing: bool = False) -> None:
        super().__init__()
        self._words = ""
        self._trailing = trailing
        self._wrap = wrap
        self.setWordWrap(wrap)
        self.setTextFormat(Qt.TextFormat.RichText if wrap else Qt.TextFormat.PlainText)
        self._lean()

    def setText(self, words: str) -> None:
        self._words = words
        direction = "rtl" if self.layoutDirection() is Qt.LayoutDirection.RightToLeft else "ltr"
        # A space at a line's end pushes its first Arabic letter out at the other.
        lines = "<br>".join(html.escape(line.rstrip()) for line in words.split("\n"))
        super().setText(f'<div dir="{direction}">{lines}</div>' if self._wrap and words else words)

    def text(self) -> str:
        return self._words

    def clear(self) -> None:
        self.setText("")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LayoutDirectionChange:
            self._lean()
            self.setText(self._words)

    def _lean(self) -> None:
        rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignRight if rtl != self._trailing else Qt.AlignmentFlag.AlignLeft
        self.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)


def lean(line: QLineEdit, *, rtl: bool) -> None:
    """Keep a line's words and its empty cursor on the reader's side; by itself it goes by the first letter typed."""
    side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
    line.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)


def label(role: str, *, wrap: bool = True, trailing: bool = False) -> QLabel:
    """Return an empty label of a role: body, title, section, hint, muted, problem, total, number, a state's colour."""
    made = WordsLabel(wrap=wrap, trailing=trailing)
    made.setProperty("role", role)
    return made


def on_button(words: str) -> str:
    """Return words as a button takes them, to which a single `&` only marks the key of the letter behind it."""
    return words.replace("&", "&&")


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
