"""Several of the options."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox

from office_client.ui.fields.answer_widget import AnswerWidget, Raw
from office_client.ui.fields.choice import MOST_IN_SIGHT
from office_client.ui.fields.choice_answer import ChoiceAnswer
from office_client.ui.fields.several_listed import SeveralListed
from office_client.ui.office_wording import OfficeWording
from shubbak.forms.service import Field


class SeveralOfAnswer(ChoiceAnswer):
    """A check box an option; the raw answer is the ids of those that are set."""

    def __init__(self, field: Field, wording: OfficeWording) -> None:
        super().__init__(field, wording)
        self.lay({option.id: QCheckBox() for option in field.options})
        for box in self.buttons.values():
            box.clicked.connect(lambda: self.answered.emit(self.raw))

    @property
    def raw(self) -> tuple[str, ...]:
        return tuple(one for one, box in self.buttons.items() if box.isChecked())

    def show_raw(self, raw: Raw) -> None:
        chosen = raw.split(",") if isinstance(raw, str) else raw
        for one, box in self.buttons.items():
            box.setChecked(one in chosen)


def several_of(field: Field, wording: OfficeWording) -> AnswerWidget:
    """Return check boxes for a few options, a list that can be searched for many."""
    made = SeveralOfAnswer if len(field.options) <= MOST_IN_SIGHT else SeveralListed
    return made(field, wording)


WIDGET = several_of
