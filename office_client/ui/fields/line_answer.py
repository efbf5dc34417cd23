"""An answer on one line; codes and figures stay left to right in an Arabic form too."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from office_client.ui.fields.answer_widget import AnswerWidget, Raw, mark_wrong
from office_client.ui.look import label, lean
from office_client.ui.office_wording import OfficeWording
from shubbak.forms.service import Field


class LineAnswer(AnswerWidget):
    """A line edit with an optional unit behind it. `code`: digits and Latin signs, not words; `breadth` in pixels."""

    code = False
    breadth = 420

    def __init__(self, field: Field, wording: OfficeWording) -> None:
        super().__init__(field, wording)
        self.line = QLineEdit()
        self._unit = label("muted", wrap=False)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        self.line.setFixedWidth(self.breadth)
        row.addWidget(self.line)
        row.addWidget(self._unit)
        row.addStretch(1)
        self.setFocusProxy(self.line)
        self.line.textEdited.connect(lambda _: self.answered.emit(self.raw))
        if self.code:
            self.line.setInputMethodHints(Qt.InputMethodHint.ImhNoPredictiveText)
        self.speak()

    def narrow(self, room: int) -> None:
        """Take no more room than this; the unit goes on in a second line where it has to."""
        self.line.setFixedWidth(min(self.breadth, room))
        self._unit.setFixedWidth(max(room - self.line.width() - self._row.spacing(), 0))
        self._unit.setWordWrap(True)

    @property
    def raw(self) -> str:
        return self.line.text()

    def show_raw(self, raw: Raw) -> None:
        text = self.shown(raw if isinstance(raw, str) else ",".join(raw))
        if text != self.line.text() and raw != self.raw:
            self.line.setText(text)

    def forget(self) -> None:
        self.line.setText("")  # also where it is empty already: this, and not clear(), ends what can be undone

    def shown(self, raw: str) -> str:
        """Return how a stored raw answer is shown for editing; it must parse as the same answer."""
        return raw

    def unit(self) -> str:
        """Return the word behind the line, or ""."""
        return ""

    def speak(self) -> None:
        self._unit.setText(self.unit())
        self._unit.setVisible(bool(self.unit()))
        self.line.setAccessibleName(self.wording.read(self.field.label))
        if self.code:
            self.line.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        lean(self.line, rtl=self.wording.language.rtl)

    def mark(self, wrong: bool) -> None:
        mark_wrong(self.line, wrong)
