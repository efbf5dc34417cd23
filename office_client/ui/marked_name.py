"""A name with letters that the reader doubted, and the clerk's word that the document says exactly this."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from office_client.ui.action_button import ActionButton
from office_client.ui.look import colours, label, symbol
from office_client.ui.office_wording import OfficeWording

#: Pixels of one letter's cell, and of the mark below it.
_WIDE, _HIGH, _BELOW, _LETTER = 20, 30, 10, 20
_LEADING = Qt.AlignmentFlag.AlignLeading


class MarkedLetters(QWidget):
    """One letter to a cell, from left to right in either language; what is in doubt has a frame and a mark below."""

    def __init__(self) -> None:
        super().__init__()
        self.name = ""
        self.doubted: frozenset[int] = frozenset()

    def show_name(self, name: str, doubted: Sequence[int]) -> None:
        """Show a name; a doubted place behind its end is an empty frame."""
        self.name, self.doubted = name, frozenset(doubted)
        self.setAccessibleName(name)
        self.setFixedSize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:
        cells = max(len(self.name), *(place + 1 for place in self.doubted), 1)
        return QSize(cells * _WIDE, _HIGH + _BELOW)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = QFont(self.font())
        font.setPixelSize(_LETTER)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        tones = colours()
        for place in self.doubted:
            self._mark(painter, place * _WIDE, QColor(tones["warning"]), QColor(tones["warningTint"]))
        painter.setPen(QColor(tones["ink"]))
        for place, letter in enumerate(self.name):
            painter.drawText(QRectF(place * _WIDE, 0, _WIDE, _HIGH), Qt.AlignmentFlag.AlignCenter, letter)

    def _mark(self, painter: QPainter, left: float, edge: QColor, tint: QColor) -> None:
        painter.setPen(QPen(edge, 2))
        painter.setBrush(tint)
        painter.drawRoundedRect(QRectF(left + 1, 1, _WIDE - 2, _HIGH - 2), 3, 3)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(edge)
        tip, foot = QPointF(left + _WIDE / 2, _HIGH + 2), _HIGH + _BELOW - 1
        painter.drawPolygon(QPolygonF([tip, QPointF(tip.x() - 5, foot), QPointF(tip.x() + 5, foot)]))


class MarkedName(QFrame):
    """Stands under the name's field while its letters are in doubt. confirmed: the clerk compared them, F8.

    Enter does not confirm: it goes from field to field, and a clerk in a hurry presses it without looking.
    """

    confirmed = Signal()

    def __init__(self, wording: OfficeWording) -> None:
        super().__init__()
        self._wording = wording
        self.setProperty("notice", "warning")
        self.letters = MarkedLetters()
        self._sentence = label("body")
        self.confirm = ActionButton("F8", icon="check")
        self.confirm.setAutoDefault(False)
        self.confirm.clicked.connect(self.confirmed)
        picture = QLabel()
        picture.setPixmap(symbol("triangle-alert", "warning"))
        words = QVBoxLayout()
        words.setSpacing(8)
        words.addWidget(self._sentence)
        words.addWidget(self.letters, 0, _LEADING)
        words.addWidget(self.confirm, 0, _LEADING)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 10)
        row.setSpacing(10)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self.hide()

    def show_name(self, name: str, doubted: Sequence[int]) -> None:
        """Show a name and its doubted places, or nothing for ""."""
        self._sentence.setText(self._wording.say("office.identity.letters"))
        self.confirm.say(self._wording.say("office.identity.letters_right"))
        self.letters.show_name(name, doubted)
        self.setVisible(bool(name))
