"""A table of papers: whole rows that the arrows go through, each with its state as shape, colour and word."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem

from office_client.ui.look import CHOOSE, ROW, colours, symbol

#: Shape and tone of a paper's state: never colour alone.
Sign = tuple[str, str]


class PaperTable(QTableWidget):
    """columns: their names, among them `state`, whose cell bears the sign."""

    def __init__(self, columns: Sequence[str]) -> None:
        super().__init__(0, len(columns))
        self._state = columns.index("state")
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)

    def fill(self, rows: Sequence[tuple[Sequence[str], Sign]]) -> None:
        """Write all rows anew without a word to whoever listens for the chosen one."""
        self.blockSignals(True)
        self.setRowCount(len(rows))
        for row, (cells, sign) in enumerate(rows):
            for column, text in enumerate(cells):
                cell = QTableWidgetItem(text)
                cell.setToolTip(text)
                if column == self._state:
                    _mark(cell, sign)
                self.setItem(row, column, cell)
        self.blockSignals(False)

    def choose(self, number: str, numbers: Sequence[str]) -> None:
        """Put the cursor on one of the rows by its number, on the first where there is none."""
        if numbers:
            self.setCurrentCell(numbers.index(number) if number in numbers else 0, 0, CHOOSE)


def _mark(cell: QTableWidgetItem, sign: Sign) -> None:
    shape, tone = sign
    cell.setIcon(QIcon(symbol(shape, tone, 16)))
    cell.setForeground(QColor(colours()[tone]))
