"""Why a page is taken as it is: a reason to choose, a note where none fits, and the key that says so."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from office_client.ui.action_button import ActionButton
from office_client.ui.office_wording import OfficeWording
from shubbak.domain.page import EXCUSE_REASONS

_LONGEST_NOTE = 300


class ExcuseRow(QWidget):
    """Hidden until it is opened. given(reason, note)."""

    given = Signal(str, str)

    def __init__(self, wording: OfficeWording) -> None:
        super().__init__()
        self._wording = wording
        self.reasons, self.note = QComboBox(), QLineEdit()
        self.note.setMaxLength(_LONGEST_NOTE)
        for reason in EXCUSE_REASONS:
            self.reasons.addItem("", reason)
        self.confirm = ActionButton("Return", "plain", within=self)
        row = QHBoxLayout()
        row.addWidget(self.reasons)
        row.addWidget(self.confirm)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self.note)
        self.reasons.currentIndexChanged.connect(self._look)
        self.note.textChanged.connect(self._look)
        self.confirm.clicked.connect(self._give)
        self.hide()

    def open(self) -> None:
        """Ask for the reason."""
        self.show()
        self._look()
        self.reasons.setFocus()

    def close_row(self) -> None:
        """Forget what was begun."""
        self.note.setText("")  # clear() can be undone
        self.reasons.setCurrentIndex(0)
        self.hide()

    def speak(self) -> None:
        """Show the words of the language of the moment."""
        for place, reason in enumerate(EXCUSE_REASONS):
            self.reasons.setItemText(place, self._wording.say(f"pages.reason.{reason}"))
        self.note.setPlaceholderText(self._wording.say("pages.excuse.note"))
        self.note.setAccessibleName(self._wording.say("pages.excuse.note"))
        self.confirm.say(self._wording.say("pages.excuse.take"))

    def _look(self) -> None:
        other = self.reasons.currentData() == "other"
        self.note.setVisible(other)
        self.confirm.setEnabled(not other or bool(self.note.text().strip()))

    def _give(self) -> None:
        reason, note = str(self.reasons.currentData()), self.note.text().strip()
        self.close_row()
        self.given.emit(reason, note)
