"""The parts of one answer two by two, each with its name above it and what is wrong with it below."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from office_client.ui.fields.answer_widget import AnswerWidget, Raw
from office_client.ui.fields.line_answer import LineAnswer
from office_client.ui.fields.searched_choice import SearchedChoice
from office_client.ui.look import label
from office_client.ui.office_wording import OfficeWording

#: Room for one part; what is wider by itself stands across both columns.
CELL, _GAP = 320, 24
_ACROSS = 2 * CELL + _GAP


class CellGrid(QWidget):
    """answered(part, raw): a person changed a part. finished: Enter in the last one."""

    answered = Signal(str, object)
    finished = Signal()

    def __init__(self, cells: Sequence[AnswerWidget], wording: OfficeWording) -> None:
        super().__init__()
        self._wording = wording
        self.cells = {cell.field.id: cell for cell in cells}
        self._boxes = {cell.field.id: _CellBox(cell, wording) for cell in cells}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(_GAP)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(2, 1)
        place = 0
        for cell in cells:
            across = isinstance(cell, LineAnswer) and cell.breadth >= _ACROSS
            place += place % 2 if across else 0
            grid.addWidget(self._boxes[cell.field.id], place // 2, place % 2, 1, 2 if across else 1)
            place += 2 if across else 1
            self._connect(cell)
        self.setFocusProxy(cells[0])

    def _connect(self, cell: AnswerWidget) -> None:
        part = cell.field.id
        tell: Callable[[Raw], None] = lambda raw: self.answered.emit(part, raw)  # noqa: E731
        cell.answered.connect(tell)
        cell.finished.connect(lambda: self._after(part))

    def show_raws(self, raws: Mapping[str, str]) -> None:
        """Show every part as it was typed."""
        for part, cell in self.cells.items():
            cell.show_raw(raws.get(part, ""))

    def complain(self, problems: Mapping[str, str]) -> None:
        """Put each sentence at its part, and take the others away."""
        for part, box in self._boxes.items():
            box.complain(problems.get(part, ""))

    def wrong(self) -> AnswerWidget | None:
        """Return the first part that something is wrong with."""
        return next((box.cell for box in self._boxes.values() if box.problem.text()), None)

    def speak(self) -> None:
        """Say everything in the language of the moment."""
        for box in self._boxes.values():
            box.speak()

    def forget(self) -> None:
        """Empty every part."""
        for cell in self.cells.values():
            cell.forget()
        self.complain({})

    def _after(self, part: str) -> None:
        parts = list(self.cells)
        place = parts.index(part) + 1
        if place < len(parts):
            self.cells[parts[place]].setFocus()
        else:
            self.finished.emit()


class _CellBox(QWidget):
    def __init__(self, cell: AnswerWidget, wording: OfficeWording) -> None:
        super().__init__()
        self.cell = cell
        self._wording = wording
        self._name, self.problem = label("hint"), label("problem")
        self.problem.hide()
        breadth = CELL
        if isinstance(cell, LineAnswer):
            breadth = _ACROSS if cell.breadth >= _ACROSS else CELL
            cell.line.setFixedWidth(min(cell.breadth, breadth))
        elif isinstance(cell, SearchedChoice):
            cell.pick.narrow(CELL)
        self.setFixedWidth(breadth)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addWidget(self._name)
        column.addWidget(cell, 0, Qt.AlignmentFlag.AlignLeading)
        column.addWidget(self.problem)
        column.addStretch(1)
        self.speak()

    def speak(self) -> None:
        field = self.cell.field
        name = self._wording.read(field.label)
        self._name.setText(name if field.required else self._wording.say("office.field.optional", label=name))
        self.cell.speak()

    def complain(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        self.cell.mark(bool(sentence))
