"""Words for the reader in the middle of a page; nobody answers them."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from office_client.ui.fields.answer_widget import AnswerWidget, Raw
from office_client.ui.notice import Notice
from office_client.ui.office_wording import OfficeWording
from shubbak.forms.service import Field


class NoteAnswer(AnswerWidget):
    """The hint of the question is its text."""

    wide = True

    def __init__(self, field: Field, wording: OfficeWording) -> None:
        super().__init__(field, wording)
        self.notice = Notice()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.notice)
        self.speak()

    @property
    def raw(self) -> str:
        return ""

    def show_raw(self, raw: Raw) -> None:
        """Nothing is answered here."""

    def speak(self) -> None:
        self.notice.say(self.wording.read(self.field.hint), "info", "info")


WIDGET = NoteAnswer
