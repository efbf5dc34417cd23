"""What is put aside as a table: whose application, which service, who put it aside, how long ago."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from office_client.ui.drafts_watch import DraftsWatch
from office_client.ui.look import ROW
from office_client.ui.office_wording import OfficeWording
from office_client.ui.outbox_table import head_alignment
from office_client.ui.outbox_words import age
from shubbak.domain.text import isolate, isolate_name
from shubbak.forms.catalogue import Catalogue
from shubbak.ports.drafts import DraftLine

COLUMNS = ("person", "service", "operator", "age")


class DraftsTable(QTableWidget):
    """Whole rows, one at a time, by the arrows; the chosen row stays chosen."""

    def __init__(self, watch: DraftsWatch, wording: OfficeWording, catalogue: Callable[[], Catalogue]) -> None:
        super().__init__(0, len(COLUMNS))
        self._watch, self._wording, self._catalogue = watch, wording, catalogue
        self.lines: Sequence[DraftLine] = ()
        calm_table(self, COLUMNS.index("service"))

    def chosen(self) -> DraftLine | None:
        """Return the row that has the cursor."""
        row = self.currentRow()
        return self.lines[row] if 0 <= row < len(self.lines) else None

    def take(self) -> None:
        """Show what the watch holds, in the language of the moment."""
        before = self.chosen()
        name_columns(self, COLUMNS, self._wording)
        self.lines = self._watch.lines
        ids = [line.id for line in self.lines]
        place = ids.index(before.id) if before and before.id in ids else 0
        show_rows(self, [self._cells(line) for line in self.lines], place)

    def _cells(self, line: DraftLine) -> tuple[str, ...]:
        service = self._catalogue().services.get(line.service_id)
        return (
            isolate_name(line.person) if line.person else self._wording.say("office.drafts.nobody"),
            self._wording.read(service.name) if service else isolate(line.service_id),
            isolate_name(line.operator),
            age(self._wording, line.kept_at, self._watch.now),
        )


def calm_table(table: QTableWidget, wide: int) -> None:
    """Make a table one of whole rows that the arrows go through. wide: the column that takes the room."""
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(ROW)
    head = table.horizontalHeader()
    head.setHighlightSections(False)
    head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    head.setSectionResizeMode(wide, QHeaderView.ResizeMode.Stretch)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)


def show_rows(table: QTableWidget, rows: Sequence[Sequence[str]], chosen: int) -> None:
    """Write the rows and choose one of them by its place."""
    table.setRowCount(len(rows))
    for row, cells in enumerate(rows):
        for column, text in enumerate(cells):
            table.setItem(row, column, QTableWidgetItem(text))
    if rows:
        table.setCurrentCell(chosen, 0)


def name_columns(table: QTableWidget, columns: Sequence[str], wording: OfficeWording) -> None:
    """Write the heads in the language of the moment, over their columns."""
    table.setHorizontalHeaderLabels([wording.say(f"office.drafts.column.{column}") for column in columns])
    for column in range(len(columns)):
        head = table.horizontalHeaderItem(column)
        if head is not None:
            head.setTextAlignment(head_alignment(wording.language))
