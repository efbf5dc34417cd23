"""Somebody's signature in the middle of the questions."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from office_client.ui.action_button import ActionButton
from office_client.ui.fields.answer_widget import AnswerWidget, Raw
from office_client.ui.look import label
from office_client.ui.office_wording import OfficeWording
from office_client.ui.signature_box import SignatureBox
from shubbak.fields import kinds
from shubbak.fields.kind import Wrong
from shubbak.fields.signature import strokes_of
from shubbak.forms.service import Field


class SignatureAnswer(AnswerWidget):
    """Pen, finger or mouse; F8 clears it. One that was given before is drawn again."""

    wide = True

    def __init__(self, field: Field, wording: OfficeWording) -> None:
        super().__init__(field, wording)
        self.box, self._help = SignatureBox(), label("hint")
        self.box.setFixedSize(460, 184)
        self.clear = ActionButton("F8", "quiet", "rotate-ccw", within=self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(self._help)
        for part in (self.box, self.clear):
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignLeading)
        self.setFocusProxy(self.clear)
        self.clear.clicked.connect(self.box.clear)
        self.box.changed.connect(self._tell)
        self.clear.setAutoDefault(False)  # Enter goes on
        self.speak()

    @property
    def raw(self) -> str:
        return ";".join(" ".join(f"{across},{down}" for across, down in stroke) for stroke in self.box.strokes)

    def show_raw(self, raw: Raw) -> None:
        if raw == self.raw:
            return
        sound = not isinstance(kinds()[self.field.kind].parse(self.field, str(raw)), Wrong)
        self.box.draw(strokes_of(str(raw)) if raw and sound else ())

    def forget(self) -> None:
        self.box.draw(())

    def speak(self) -> None:
        self._help.setText(self.wording.say("office.field.signature"))
        self.clear.say(self.wording.say("office.sign.clear"))
        self.box.setAccessibleName(self.wording.read(self.field.label))

    def _tell(self) -> None:
        self.answered.emit(self.raw)


WIDGET = SignatureAnswer
