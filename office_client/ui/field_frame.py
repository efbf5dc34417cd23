"""A question as it stands in a form: its words, its widget, and what is wrong with the answer beside it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from office_client.ui.fields import widgets
from office_client.ui.look import label, symbol
from office_client.ui.office_wording import OfficeWording
from shubbak.domain.problem import Problem
from shubbak.fields import kinds
from shubbak.flow.visit import Visit
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
        self._tag = label("tag", wrap=False)
        self._tag.hide()
        self._problem = _ProblemLine()
        self._wrong_parts = False
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
        under = QHBoxLayout()
        under.setSpacing(8)
        under.addWidget(self._tag)
        under.addWidget(self._hint, 1)
        grid.addLayout(under, 1, 1)
        if self.answer.wide:
            grid.addWidget(self.answer, 0, 1, 1, 2)
            grid.addWidget(self._problem, 2, 1, 1, 2)
            grid.setRowStretch(2, 1)
        else:
            grid.addWidget(self.answer, 0, 1, _TOP | Qt.AlignmentFlag.AlignLeading)
            grid.addWidget(self._problem, 0, 2, 2, 1, _TOP)
            grid.setRowStretch(1, 1)

    @property
    def problem(self) -> str:
        """The sentence beside the widget, or ""."""
        return self._problem.sentence

    @property
    def wrong(self) -> bool:
        """Whether something is wrong with the answer or a part of it."""
        return bool(self.problem or self._wrong_parts)

    @property
    def asks(self) -> bool:
        """Whether a person answers here; nobody answers a note or a figure that is worked out."""
        return kinds()[self.field.kind].asks

    def speak(self) -> None:
        """Say everything in the language of the moment."""
        name = self.wording.read(self.field.label)
        optional = self.wording.say("office.field.optional", label=name)
        self._label.setText(name if self.field.required or not self.asks else optional)
        # As the label's buddy it would have the same name, but a buddy's label swallows every `&` as the mark of a key.
        self.answer.setAccessibleName(name)
        self._hint.setText(self.wording.read(self.field.hint))
        self._hint.setVisible(self.field.hint is not None and self.field.kind != "note")
        source = "machine_read" if self.field.prefill else "from_register"
        self._tag.setText(self.wording.say(f"office.field.{source}"))
        self.answer.speak()

    def show_visit(self, field: Field, visit: Visit) -> None:
        """Show the question as the visit has it now, in the language of the moment; field: settled by the answers."""
        self.field = field
        self.answer.settle(field)
        self.speak()
        self.answer.show_raw(visit.raw.get(field.id, ""))
        self.answer.see(visit)
        parts = [one for one in visit.problems if one.field.startswith(f"{field.id}.")]
        self.complain(visit.problem_of(field.id), parts)
        self.mark_read(field.id in visit.machine_read)

    def complain(self, problem: Problem | None, parts: Sequence[Problem] = ()) -> None:
        """Put a problem beside the widget and those of its parts (`parcel.block`) at the parts, or take them away."""
        self._problem.say(self.wording.explain(problem) if problem else "")
        self._wrong_parts = bool(parts)
        self.answer.mark(problem is not None)
        self.answer.mark_parts({one.field.partition(".")[2]: self.wording.explain(one) for one in parts})

    def mark_read(self, by_machine: bool) -> None:
        """Show whether the answer comes from the identity document or a register and nobody has touched it."""
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
