"""Answers that are chosen: buttons in two columns, moved among by the arrows, set by the space bar."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy

from office_client.ui.fields.answer_widget import AnswerWidget
from office_client.ui.office_wording import OfficeWording
from shubbak.forms.service import Field

#: Up to so many choices stand under each other, more of them in two columns.
_ONE_COLUMN = 3


class ChoiceAnswer(AnswerWidget):
    """Holds the buttons by option id; a kind adds what a press means."""

    def __init__(self, field: Field, wording: OfficeWording) -> None:
        super().__init__(field, wording)
        self.buttons: dict[str, QAbstractButton] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 3, 0, 3)
        self._grid.setHorizontalSpacing(28)
        self._grid.setVerticalSpacing(0)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)

    def lay(self, buttons: dict[str, QAbstractButton], *, across: bool = False) -> None:
        """Take the buttons in their order; the first is what Tab reaches."""
        self.buttons = buttons
        rows = len(buttons) if len(buttons) <= _ONE_COLUMN else (len(buttons) + 1) // 2
        for place, button in enumerate(buttons.values()):
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            row, column = (0, place) if across else (place % rows, place // rows)
            self._grid.addWidget(button, row, column)
        self.setFocusProxy(next(iter(buttons.values())))
        self.speak()

    def settle(self, field: Field) -> None:
        super().settle(field)
        offered = {option.id for option in field.options}
        for one, button in self.buttons.items():
            button.setVisible(one in offered)

    def speak(self) -> None:
        for option in self.field.options:
            if option.id in self.buttons:
                hint = self.wording.read(option.hint)
                name = self.wording.read(option.label)
                self.buttons[option.id].setText(f"{name} ({hint})" if hint else name)
