"""Several documents that were seen together: each as it lies, with a key of its own for the customer's."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from office_client.ui.action_button import ActionButton
from office_client.ui.card import Card
from office_client.ui.look import label
from office_client.ui.office_wording import OfficeWording
from shubbak.ports.reader import LyingCard

_WIDE, _HIGH, _IN_A_ROW = 290, 204, 3


class CardsPanel(Card):
    """Is hidden while there is nothing to choose. chosen: the place of a document."""

    chosen = Signal(int)

    def __init__(self, wording: OfficeWording) -> None:
        super().__init__()
        self._wording = wording
        self._cards: tuple[LyingCard, ...] = ()
        self._sentence = label("body")
        self._sentence.setWordWrap(True)
        self._grid = QGridLayout()
        self._grid.setSpacing(14)
        self._grid.setColumnStretch(_IN_A_ROW, 1)
        self.body.addWidget(self._sentence)
        self.body.addLayout(self._grid)
        self.picks: list[ActionButton] = []
        self.hide()

    def show_cards(self, cards: Sequence[LyingCard]) -> None:
        """Show these documents, and nothing of others before."""
        if self._cards != tuple(cards):
            self._cards = tuple(cards)
            self._clear()
            for place, card in enumerate(cards):
                self._grid.addWidget(self._pick(place, card), place // _IN_A_ROW, place % _IN_A_ROW)
        self._sentence.setText(self._wording.say("office.identify.cards"))
        for place, button in enumerate(self.picks, 1):
            button.say(self._wording.say("office.identify.card", place=str(place)))
        self.setVisible(bool(cards))

    def _pick(self, place: int, card: LyingCard) -> QWidget:
        picture, shown = QLabel(), QPixmap()
        shown.loadFromData(card.picture, "JPEG")
        aspect, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        if not shown.isNull():
            picture.setPixmap(shown.scaled(_WIDE, _HIGH, aspect, smooth))
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        button = ActionButton(f"Alt+{place + 1}")
        button.clicked.connect(lambda: self.chosen.emit(place))
        self.picks.append(button)
        pick = QWidget()
        column = QVBoxLayout(pick)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(picture, 1)
        column.addWidget(button)
        return pick

    def _clear(self) -> None:
        self.picks = []
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
