"""One row of a repeated group: a line of words while nobody writes in it, its questions while it is open."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from office_client.ui.action_button import ActionButton
from office_client.ui.fields.answer_widget import AnswerWidget, mark_wrong
from office_client.ui.fields.cell_grid import CellGrid
from office_client.ui.look import label, symbol
from office_client.ui.office_wording import OfficeWording
from shubbak.fields import kinds
from shubbak.fields.kind import Wrong, masked
from shubbak.forms.service import Field

MakesCells: TypeAlias = Callable[[Sequence[Field]], Sequence[AnswerWidget]]
_OPENS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_F2)
_MOVES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class GroupRow(QFrame):
    """answered(column, raw), finished (Enter in its last question), opened, removed, moved(1 down or -1 up)."""

    answered = Signal(str, object)
    finished = Signal()
    opened = Signal()
    removed = Signal()
    moved = Signal(int)

    def __init__(self, columns: Sequence[Field], cells: MakesCells, wording: OfficeWording) -> None:
        super().__init__()
        self._columns, self._cells, self._wording = columns, cells, wording
        self.grid: CellGrid | None = None
        self._keys: list[ActionButton] = []
        self.row: dict[str, str] = {}
        self._problems: Mapping[str, str] = {}
        self.setProperty("role", "row")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.title, self.line, self.problem = label("strong", wrap=False), label("body"), label("problem")
        self._pencil = QLabel()
        self._pencil.setPixmap(symbol("pencil", "brand", 16))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._head = QHBoxLayout()
        self._head.setSpacing(12)
        self._head.addWidget(self.title)
        self._head.addWidget(self.line, 1)
        self._head.addWidget(self._pencil)
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(12, 6, 12, 6)
        self._body.setSpacing(6)
        self._body.addLayout(self._head)
        self._body.addWidget(self.problem)

    @property
    def open(self) -> bool:
        return self.grid is not None

    def show_row(self, row: Mapping[str, str]) -> None:
        """Show what was typed."""
        self.row = dict(row)
        if self.grid is not None:
            self.grid.show_raws(self.row)
        self._say_line()

    def complain(self, problems: Mapping[str, str]) -> None:
        """Show what is wrong, by column."""
        self._problems = problems
        mark_wrong(self, bool(problems))
        if self.grid is not None:
            self.grid.complain(problems)
        self._say_line()

    def set_open(self, wanted: bool) -> None:
        """Bring the questions of the row, or put them away."""
        if wanted == self.open:
            return
        if wanted:
            self._open()
        else:
            self._close()
        self.setProperty("open", wanted)
        self.style().unpolish(self)
        self.style().polish(self)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus if wanted else Qt.FocusPolicy.StrongFocus)
        self._say_line()

    def wrong(self) -> AnswerWidget | None:
        """Return the first question of the open row that something is wrong with."""
        return self.grid.wrong() if self.grid else None

    def speak(self, title: str) -> None:
        """Say everything in the language of the moment."""
        self.title.setText(title)
        self.setAccessibleName(title)
        for key, word in zip(self._keys, ("row.done", "remove"), strict=False):
            key.say(self._wording.say(f"controls.{word}"))
        if self.grid is not None:
            self.grid.speak()
        self._say_line()

    def forget(self) -> None:
        """Empty the row and put its questions away."""
        self.set_open(False)
        self.show_row({})

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.open and event.key() in _OPENS and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.opened.emit()
        elif not self.open and event.key() in _MOVES:
            self.moved.emit(_MOVES[Qt.Key(event.key())])
        elif not self.open and event.key() == Qt.Key.Key_Delete and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if not self.open:
            self.opened.emit()

    def _open(self) -> None:
        # Only now: a hundred closed rows are words, not a thousand widgets.
        done, remove = ActionButton(rank="quiet"), ActionButton("Alt+Del", "quiet", "trash-2", within=self)
        done.clicked.connect(self.finished)
        remove.clicked.connect(self.removed)
        self._keys = [done, remove]
        for key in self._keys:
            key.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the questions keep the keys
            self._head.addWidget(key)
        self.grid = CellGrid(self._cells(self._columns), self._wording)
        self.grid.show_raws(self.row)
        self.grid.complain(self._problems)
        self.grid.answered.connect(self.answered)
        self.grid.finished.connect(self.finished)
        self._body.addWidget(self.grid)
        self.speak(self.title.text())

    def _close(self) -> None:
        if self.grid is not None:
            self.grid.forget()
        for part in (self.grid, *self._keys):
            if part is not None:
                part.hide()
                part.deleteLater()
        self.grid, self._keys = None, []

    def _say_line(self) -> None:
        said = [] if self.open else [self._said(one) for one in self._columns if self.row.get(one.id, "").strip()]
        self.line.setText(self._wording.say("office.joint").join(said))
        self._pencil.setVisible(not self.open)
        hidden = bool(self._problems) and not self.open
        self.problem.setText(self._wording.say("office.rows.wrong") if hidden else "")
        self.problem.setVisible(hidden)

    def _said(self, column: Field) -> str:
        """Return one cell in words: as it was typed where it is no answer yet, masked as in the review if private."""
        raw, kind = self.row[column.id], kinds()[column.kind]
        answer = kind.parse(column, raw)
        if column.private:
            text = masked(raw) if isinstance(answer, Wrong) else kind.redact(answer)
        else:
            text = raw if isinstance(answer, Wrong) else kind.show(column, answer, self._wording.language)
        return text if column is self._columns[0] else f"{self._wording.read(column.label)}: {text}"
