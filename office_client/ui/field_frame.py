"""A question as it stands in a form: its words, its widget, and what is wrong with the answer beside it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from office_client.ui.fields import widgets
from office_client.ui.look import label, symbol
from office_client.ui.office_wording import OfficeWording
from shubbak.domain.problem import Problem
from shubbak.forms.service import Field

_LABEL, _ANSWER = 230, 470
_TOP = Qt.AlignmentFlag.AlignTop


class FieldFrame(QWidget):
    """Label, widget and problem in three columns that stand under those of the question above."""

    def __init__(self, field: Field, wording: OfficeWording) -> None:
        super().__init__()
        self.field = field
        self.wording = wording
        self.answer = widgets()[field.kind](field, wording)
        self._label, self._hint = label("body"), label("hint")
        self._label.setBuddy(self.answer)
        self._tag = label("tag", wrap=False)
        self._tag.hide()
        self._problem = _ProblemLine()
        self._lay()
        self.speak()

    def _lay(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(3)
        grid.setColumnMinimumWidth(0, _LABEL)
        grid.setColumnMinimumWidth(1, _ANSWER)
        grid.setColumnStretch(2, 1)
        self._label.setFixedWidth(_LABEL)
        self._label.setContentsMargins(0, 5, 0, 0)
        self._hint.setMaximumWidth(_ANSWER)
        grid.addWidget(self._label, 0, 0, _TOP)
        grid.addWidget(self.answer, 0, 1, _TOP | Qt.AlignmentFlag.AlignLeading)
        under = QHBoxLayout()
        under.addWidget(self._tag)
        under.addWidget(self._hint, 1)
        grid.addLayout(under, 1, 1)
        grid.addWidget(self._problem, 0, 2, 2, 1, _TOP)
        grid.setRowStretch(1, 1)

    @property
    def problem(self) -> str:
        """The sentence beside the widget, or ""."""
        return self._problem.sentence

    def speak(self) -> None:
        """Say everything in the language of the moment."""
        name = self.wording.read(self.field.label)
        optional = self.wording.say("office.field.optional", label=name)
        self._label.setText(name if self.field.required else optional)
        self._hint.setText(self.wording.read(self.field.hint))
        self._hint.setVisible(self.field.hint is not None)
        self._tag.setText(self.wording.say("office.field.machine_read"))
        self.answer.speak()

    def complain(self, problem: Problem | None) -> None:
        """Put a problem beside the widget, or take it away."""
        self._problem.say(self.wording.explain(problem) if problem else "")
        self.answer.mark(problem is not None)

    def mark_read(self, by_machine: bool) -> None:
        """Show whether the answer comes from the identity document and nobody has touched it."""
        self._tag.setVisible(by_machine)


class _ProblemLine(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._text = label("problem")
        picture = QLabel()
        picture.setPixmap(symbol("octagon-alert", "danger", 16))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 5, 0, 0)
        row.setSpacing(6)
        row.addWidget(picture, 0, _TOP)
        row.addWidget(self._text, 1)
        self.hide()

    @property
    def sentence(self) -> str:
        return self._text.text()

    def say(self, sentence: str) -> None:
        self._text.setText(sentence)
        self.setVisible(bool(sentence))
