"""The parts of one answer, two by two where there is room: each has its name above it and its problem below."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
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
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(_GAP)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(2, 1)
        self._columns = 0
        self._lay(2)
        for cell in cells:
            self._connect(cell)
        self.setFocusProxy(cells[0])

    def minimumSizeHint(self) -> QSize:
        return QSize(CELL, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay(2 if event.size().width() >= _ACROSS else 1)

    def _lay(self, columns: int) -> None:
        """Put the boxes two by two, or under each other where there is no room."""
        if columns == self._columns:
            return
        self._columns, place = columns, 0
        for box in self._boxes.values():
            across = columns if box.across else 1
            place += -place % across
            self._grid.removeWidget(box)
            self._grid.addWidget(box, place // columns, place % columns, 1, across)
            box.narrow(_ACROSS if across == 2 else CELL)
            place += across

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
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addWidget(self._name)
        column.addWidget(cell, 0, Qt.AlignmentFlag.AlignLeading)
        column.addWidget(self.problem)
        column.addStretch(1)
        self.speak()

    @property
    def across(self) -> bool:
        """Whether it wants the room of two."""
        return isinstance(self.cell, LineAnswer) and self.cell.breadth >= _ACROSS

    def narrow(self, room: int) -> None:
        self.setFixedWidth(room)
        if isinstance(self.cell, LineAnswer):
            self.cell.narrow(room)
        elif isinstance(self.cell, SearchedChoice):
            self.cell.pick.narrow(room)

    def speak(self) -> None:
        field = self.cell.field
        name = self._wording.read(field.label)
        self._name.setText(name if field.required else self._wording.say("office.field.optional", label=name))
        self.cell.speak()

    def complain(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        self.cell.mark(bool(sentence))
