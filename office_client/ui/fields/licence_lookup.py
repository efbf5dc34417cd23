"""The number of a licence or file that a register knows: typed, looked up, and what was found told."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from office_client.ui.action_button import ActionButton
from office_client.ui.fields.answer_widget import AnswerWidget, Raw
from office_client.ui.fields.line_answer import LineAnswer
from office_client.ui.notice import Notice
from office_client.ui.office_wording import OfficeWording
from shubbak.flow.visit import Visit
from shubbak.forms.service import Field

_TONES = {"busy": "info", "found": "success", "none": "warning", "unreachable": "info"}
#: What is not of its tone's own symbol: nobody waits any more.
_PICTURES = {"unreachable": "info"}


class _NumberLine(LineAnswer):
    code = True
    breadth = 220


class LicenceLookupAnswer(AnswerWidget):
    """F3, or the first Enter, looks the number up; Enter goes on once the register has answered."""

    def __init__(self, field: Field, wording: OfficeWording) -> None:
        super().__init__(field, wording)
        self.number, self.notice = _NumberLine(field, wording), Notice()
        self.look_up = ActionButton("F3", icon="search", within=self)
        self.reach = ""
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.number)
        row.addWidget(self.look_up)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.notice)
        self.notice.setFixedWidth(460)
        self.setFocusProxy(self.number)
        self.number.answered.connect(self.answered)
        self.number.finished.connect(self._on)
        self.look_up.clicked.connect(self._look_up)
        self.speak()

    @property
    def raw(self) -> str:
        return self.number.raw

    def show_raw(self, raw: Raw) -> None:
        self.number.show_raw(raw)

    def see(self, visit: Visit) -> None:
        asked = visit.asked.get(self.field.id)
        self._tell(asked.reach if asked else "")

    def forget(self) -> None:
        self.number.forget()
        self._tell("")

    def speak(self) -> None:
        self.number.speak()
        self._tell(self.reach)

    def mark(self, wrong: bool) -> None:
        self.number.mark(wrong)

    def _on(self) -> None:
        if self.raw.strip() and not self.reach:
            self._look_up()
        elif self.reach != "busy":
            self.finished.emit()

    def _look_up(self) -> None:
        if self.reach != "busy" and self.raw.strip():
            self.asked.emit("look_up", "")

    def _tell(self, reach: str) -> None:
        self.reach = reach
        word = "try_again" if reach == "unreachable" else "look_up.find"
        self.look_up.say(self.wording.say(f"controls.{word}"))
        sentence = self.wording.say(f"office.look_up.{reach}") if reach else ""
        self.notice.say(sentence, _TONES.get(reach, "info"), _PICTURES.get(reach, ""))


WIDGET = LicenceLookupAnswer
