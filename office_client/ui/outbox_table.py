"""The outbox as a table: number, service, owner, age, state and reason, under a head that stays."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QTableView

from office_client.ui.look import ROW, colours, symbol
from office_client.ui.office_wording import OfficeWording
from office_client.ui.outbox_watch import OutboxWatch
from office_client.ui.outbox_words import SIGNS, age, owner, reason_line, state_word
from shubbak.domain.text import Language, isolate
from shubbak.forms.catalogue import Catalogue
from shubbak.ports.store import OutboxItem

COLUMNS = ("number", "service", "owner", "age", "state", "reason")
_STATE = COLUMNS.index("state")
_AnyIndex = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


def head_alignment(language: Language) -> Qt.AlignmentFlag:
    """Return where a column's head stands: a head that a style sheet draws does not follow the window's direction."""
    side = Qt.AlignmentFlag.AlignRight if language.rtl else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


class OutboxModel(QAbstractTableModel):
    """Rows follow the watch; words follow the language."""

    def __init__(self, watch: OutboxWatch, wording: OfficeWording, catalogue: Callable[[], Catalogue]) -> None:
        super().__init__()
        self._watch = watch
        self.wording = wording
        self._catalogue = catalogue
        self.items: tuple[OutboxItem, ...] = ()

    def take(self) -> None:
        """Show what the watch holds now."""
        self.beginResetModel()
        self.items = self._watch.items
        self.endResetModel()

    def rowCount(self, parent: _AnyIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.items)

    def columnCount(self, parent: _AnyIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.wording.say(f"office.outbox.column.{COLUMNS[section]}")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return head_alignment(self.wording.language)
        return None

    def data(self, index: _AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        item = self.items[index.row()]
        column = COLUMNS[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._cell(item, column)
        if role == Qt.ItemDataRole.ToolTipRole and column in ("service", "reason"):
            return self._cell(item, column)
        if column != "state":
            return None
        shape, tone = SIGNS[item.state]
        if role == Qt.ItemDataRole.DecorationRole:
            return symbol(shape, tone, 16)
        if role == Qt.ItemDataRole.ForegroundRole:
            return QColor(colours()[tone])
        if role == Qt.ItemDataRole.FontRole:
            font = QFont(QApplication.font())
            font.setWeight(QFont.Weight.DemiBold)
            return font
        return None

    def service_name(self, item: OutboxItem) -> str:
        """Return the service's name; its id where the catalogue no longer has it."""
        service = self._catalogue().services.get(item.service_id)
        return self.wording.read(service.name) if service else isolate(item.service_id)

    def _cell(self, item: OutboxItem, column: str) -> str:
        wording = self.wording
        say: dict[str, Callable[[], str]] = {
            "number": lambda: isolate(item.receipt),
            "service": lambda: self.service_name(item),
            "owner": lambda: owner(wording, item),
            "age": lambda: age(wording, item.sealed_at, self._watch.now),
            "state": lambda: state_word(wording, item),
            "reason": lambda: reason_line(wording, item),
        }
        return say[column]()


class OutboxTable(QTableView):
    """Whole rows, one at a time, by the arrows."""

    def __init__(self, model: OutboxModel) -> None:
        super().__init__()
        self.setModel(model)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        for column in range(len(COLUMNS)):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(len(COLUMNS) - 1, QHeaderView.ResizeMode.Stretch)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
