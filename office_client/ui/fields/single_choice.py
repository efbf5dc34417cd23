"""One of several buttons, none at first; what `choice` and `yes_no` share."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QRadioButton

from office_client.ui.fields.answer_widget import Raw
from office_client.ui.fields.choice_answer import ChoiceAnswer
from office_client.ui.office_wording import OfficeWording
from shubbak.forms.service import Field


class SingleChoice(ChoiceAnswer):
    """Radio buttons; the raw answer is the chosen one's id, "" for none."""

    def __init__(self, field: Field, wording: OfficeWording, ids: tuple[str, ...], *, across: bool = False) -> None:
        super().__init__(field, wording)
        self._group = QButtonGroup(self)
        buttons: dict[str, QAbstractButton] = {}
        for one in ids:
            buttons[one] = QRadioButton()
            self._group.addButton(buttons[one])
        self._group.buttonToggled.connect(self._tell)
        self.lay(buttons, across=across)

    @property
    def raw(self) -> str:
        return next((one for one, button in self.buttons.items() if button.isChecked()), "")

    def show_raw(self, raw: Raw) -> None:
        if raw == self.raw:
            return
        self._group.blockSignals(True)
        self._group.setExclusive(False)
        for one, button in self.buttons.items():
            button.setChecked(one == raw)
        self._group.setExclusive(True)
        self._group.blockSignals(False)

    def _tell(self, _: QAbstractButton, checked: bool) -> None:
        if checked:
            self.answered.emit(self.raw)
