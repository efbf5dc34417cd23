"""An answer with named parts, such as an address: a line each, in the order of the country."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtWidgets import QVBoxLayout, QWidget

from office_client.ui.fields.answer_widget import AnswerWidget, Raw
from office_client.ui.fields.cell_grid import CellGrid
from office_client.ui.fields.line_answer import LineAnswer
from office_client.ui.office_wording import OfficeWording
from shubbak.fields import kinds
from shubbak.fields.kind import Part, RecordKind
from shubbak.fields.record import read_raw, write_raw
from shubbak.forms.service import Field


class PartLine(LineAnswer):
    """The line of one part; a long Latin one takes the whole width."""

    def __init__(self, part: Part, wording: OfficeWording) -> None:
        self.code = part.keyboard in ("latin", "digits", "decimal")
        self.breadth = 664 if part.max_length > 100 else 320 if part.keyboard == "arabic" else 200
        super().__init__(Field(part.id, "text", part.label, required=part.required), wording)


class RecordAnswer(AnswerWidget):
    """The raw answer is the JSON object of the parts, "" while all of them are blank."""

    wide = True

    def __init__(self, field: Field, wording: OfficeWording) -> None:
        super().__init__(field, wording)
        self.grid = CellGrid([PartLine(part, wording) for part in self._parts()], wording)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.addWidget(self.grid)
        self.setFocusProxy(self.grid)
        self.grid.answered.connect(lambda part, raw: self._tell())
        self.grid.finished.connect(self.finished)
        self.settle(field)

    @property
    def raw(self) -> str:
        parts = self.given
        return write_raw(parts) if any(text.strip() for text in parts.values()) else ""

    @property
    def given(self) -> dict[str, str]:
        """Return the parts as they stand."""
        return {part: str(cell.raw) for part, cell in self.grid.cells.items()}

    def show_raw(self, raw: Raw) -> None:
        self.grid.show_raws(read_raw(str(raw), dict[str, str]) or {})

    def settle(self, field: Field) -> None:
        super().settle(field)
        for part in self._parts():
            cell = self.grid.cells[part.id]
            cell.settle(replace(cell.field, required=part.required and field.required))

    def forget(self) -> None:
        self.grid.forget()

    def speak(self) -> None:
        self.grid.speak()

    def mark_parts(self, problems: Mapping[str, str]) -> None:
        self.grid.complain(problems)

    def wrong_place(self) -> QWidget:
        return self.grid.wrong() or self

    def _tell(self) -> None:
        self.answered.emit(self.raw)

    def _parts(self) -> tuple[Part, ...]:
        kind = kinds()[self.field.kind]
        return kind.parts(self.field) if isinstance(kind, RecordKind) else ()
