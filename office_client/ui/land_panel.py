"""The land of a plan above its question: facts to read out to the customer, several to choose from, or who draws it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from office_client.ui.card import Card
from office_client.ui.notice import Notice
from shubbak.services.land_card import LandCard


class LandPanel(QWidget):
    """chosen: one of several parcels, by its place."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.notice, self.facts = Notice(), Card()
        self._shown: LandCard | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 12)
        column.addWidget(self.notice)
        column.addWidget(self.facts)

    def show_card(self, card: LandCard) -> None:
        """Show what is known; nothing where nothing is."""
        self.setVisible(bool(card.reach))
        if card == self._shown:
            return
        self._shown = card
        away = card.reach == "office"
        self.notice.say(" ".join((f"{card.title}.", card.text, card.staff)).strip() if away else "", "info")
        self.facts.setVisible(card.reach in ("found", "several"))
        self.facts.clear()
        self.facts.say(card.title)
        if card.rows:
            self.facts.line("   ·   ".join(f"{label}: {value}" for label, value in card.rows))
        for place, text in enumerate(card.choices):
            button = QPushButton(text)
            button.clicked.connect(partial(self.chosen.emit, place))
            self.facts.body.addWidget(button)
        if card.text and not away:
            self.facts.line(card.text, "hint")
