"""A white card with a hairline: a heading and what belongs under it."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from office_client.ui.look import label


class Card(QFrame):
    """`body` takes widgets; `title` is hidden while it is empty."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._title = label("section")
        self._title.hide()
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(18, 14, 18, 14)
        self.body.setSpacing(8)
        self.body.addWidget(self._title)

    def say(self, title: str) -> None:
        self._title.setText(title)
        self._title.setVisible(bool(title))

    def clear(self) -> None:
        """Take out everything but the title."""
        while self.body.count() > 1:
            item = self.body.takeAt(1)
            widget = item.widget() if item else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def line(self, text: str, role: str = "body") -> QLabel:
        """Add one line of words."""
        made = label(role)
        made.setText(text)
        self.body.addWidget(made)
        return made


def rule() -> QFrame:
    """Return a hairline across."""
    made = QFrame()
    made.setProperty("role", "rule")
    return made
