"""One sentence about the whole page, where it belongs: above what it speaks of, never in a window of its own."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from office_client.ui.look import label, symbol

_SYMBOLS = {"danger": "octagon-alert", "warning": "triangle-alert", "info": "hourglass", "success": "circle-check"}


class Notice(QFrame):
    """A shape, a colour and a sentence; hidden while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = QLabel()
        self._sentence = label("body")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(10)
        row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._sentence, 1)
        self.hide()

    @property
    def sentence(self) -> str:
        return self._sentence.text()

    def say(self, sentence: str, tone: str = "danger", picture: str = "") -> None:
        """Show a sentence in a tone: danger, warning, info or success; "" hides the notice. picture: another symbol."""
        self.setVisible(bool(sentence))
        if not sentence:
            self._sentence.clear()
            self.setAccessibleName("")
            return
        self.setProperty("notice", tone)
        self.style().unpolish(self)
        self.style().polish(self)
        self._picture.setPixmap(symbol(picture or _SYMBOLS[tone], "brand" if tone == "info" else tone))
        self._sentence.setText(sentence)
        self.setAccessibleName(sentence)
