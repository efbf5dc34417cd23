"""Yes or no, side by side."""

from __future__ import annotations

from office_client.ui.fields.single_choice import SingleChoice
from office_client.ui.office_wording import OfficeWording
from shubbak.forms.service import Field


class YesNoAnswer(SingleChoice):
    """Two radio buttons, neither set at first: a question nobody answered is not a no."""

    def __init__(self, field: Field, wording: OfficeWording) -> None:
        super().__init__(field, wording, ("yes", "no"), across=True)

    def settle(self, field: Field) -> None:
        self.field = field

    def speak(self) -> None:
        for one, button in self.buttons.items():
            button.setText(self.wording.say(f"controls.{one}"))


WIDGET = YesNoAnswer
