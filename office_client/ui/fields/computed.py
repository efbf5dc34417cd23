"""A figure that follows from the answers: shown, never typed."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout

from office_client.ui.fields.answer_widget import AnswerWidget, Raw
from office_client.ui.look import label
from office_client.ui.office_wording import OfficeWording
from shubbak.fields import kinds
from shubbak.flow.visit import Visit
from shubbak.forms.known_facts import KnownFacts
from shubbak.forms.question_facts import computed_value
from shubbak.forms.service import Field

_NOTHING = "\u2014"


class ComputedAnswer(AnswerWidget):
    """A dash while there is no value."""

    def __init__(self, field: Field, wording: OfficeWording) -> None:
        super().__init__(field, wording)
        self.figure = label("strong", wrap=False)
        frame = QFrame()
        frame.setProperty("role", "figure")
        inside = QHBoxLayout(frame)
        inside.setContentsMargins(10, 5, 10, 5)
        inside.addWidget(self.figure)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(frame)
        self.forget()

    @property
    def raw(self) -> str:
        return ""

    def show_raw(self, raw: Raw) -> None:
        """Nobody answers it."""

    def see(self, visit: Visit) -> None:
        value = computed_value(self.field, KnownFacts(visit.answers))
        kind = kinds()[self.field.kind]
        self.figure.setText(_NOTHING if value is None else kind.show(self.field, value, self.wording.language))

    def forget(self) -> None:
        self.figure.setText(_NOTHING)


WIDGET = ComputedAnswer
