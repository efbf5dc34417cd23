"""Several lines of words."""

from __future__ import annotations

from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout

from office_client.ui.fields.answer_widget import AnswerWidget, Raw, mark_wrong
from office_client.ui.office_wording import OfficeWording
from shubbak.forms.service import Field


class LongTextAnswer(AnswerWidget):
    """A box of a few lines; Tab leaves it, Enter begins a new line."""

    def __init__(self, field: Field, wording: OfficeWording) -> None:
        super().__init__(field, wording)
        self.box = QPlainTextEdit()
        self.box.setTabChangesFocus(True)
        self.box.setFixedSize(420, 104)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.box)
        self.setFocusProxy(self.box)
        self.box.textChanged.connect(lambda: self.answered.emit(self.raw))
        self.speak()

    @property
    def raw(self) -> str:
        return self.box.toPlainText()

    def show_raw(self, raw: Raw) -> None:
        text = raw if isinstance(raw, str) else ",".join(raw)
        if text != self.raw:
            self._put(text)

    def forget(self) -> None:
        self._put("")  # also where it is empty already: this ends what can be undone

    def _put(self, text: str) -> None:
        self.box.blockSignals(True)
        self.box.setPlainText(text)
        self.box.blockSignals(False)

    def speak(self) -> None:
        self.box.setAccessibleName(self.wording.read(self.field.label))

    def mark(self, wrong: bool) -> None:
        mark_wrong(self.box, wrong)


WIDGET = LongTextAnswer
