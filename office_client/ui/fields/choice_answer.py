"""Answers that are chosen: buttons in two columns, moved among by the arrows, set by the space bar."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy

from office_client.ui.fields.answer_widget import AnswerWidget
from office_client.ui.look import on_button
from office_client.ui.office_wording import OfficeWording
from shubbak.forms.service import Field

#: Up to so many choices stand under each other, more of them in two columns.
_ONE_COLUMN = 3
_GAP, _ROOM = 28, 470


class ChoiceAnswer(AnswerWidget):
    """Holds the buttons by option id; a kind adds what a press means."""

    def __init__(self, field: Field, wording: OfficeWording) -> None:
        super().__init__(field, wording)
        self.buttons: dict[str, QAbstractButton] = {}
        self._across, self._rows = False, 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 3, 0, 3)
        self._grid.setHorizontalSpacing(_GAP)
        self._grid.setVerticalSpacing(0)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)

    def lay(self, buttons: dict[str, QAbstractButton], *, across: bool = False) -> None:
        """Take the buttons in their order; the first is what Tab reaches."""
        self.buttons, self._across = buttons, across
        for button in buttons.values():
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocusProxy(next(iter(buttons.values())))
        self.speak()
        self._place()

    def _place(self) -> None:
        """Put the buttons side by side, under each other, or in two columns where there is room for two."""
        count = len(self.buttons)
        broad = max(button.sizeHint().width() for button in self.buttons.values())
        paired = count > _ONE_COLUMN and 2 * broad + _GAP <= _ROOM
        rows = 1 if self._across else (count + 1) // 2 if paired else count
        if rows == self._rows:
            return
        self._rows = rows
        for place, button in enumerate(self.buttons.values()):
            self._grid.removeWidget(button)
            self._grid.addWidget(button, place % rows, place // rows)

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
                self.buttons[option.id].setText(on_button(f"{name} ({hint})" if hint else name))
        if self._rows:
            self._place()
