"""The services in the list on the find screen: a few rows at a time, changed in place as a person types."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QByteArray, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtQml import QmlElement

from kiosk.ui.service_icons import service_icon
from shubbak.domain.text import Language
from shubbak.forms.card import Card

QML_IMPORT_NAME = "Shubbak"
QML_IMPORT_MAJOR_VERSION = 1

_ROLES = ("serviceId", "name", "summary", "symbol")
_FIRST = Qt.ItemDataRole.UserRole + 1
_TOP = QModelIndex()


@QmlElement
class ServiceRows(QAbstractListModel):
    """Roles serviceId, name, summary, symbol."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._rows: list[tuple[str, ...]] = []

    def show(self, cards: tuple[Card, ...], language: Language) -> None:
        """Show these cards; a row whose card stays in its place is left alone."""
        rows = [(one.id, one.name.say(language), one.summary.say(language), service_icon(one.icon)) for one in cards]
        shared = min(len(rows), len(self._rows))
        changed = [place for place in range(shared) if rows[place] != self._rows[place]]
        for place in changed:
            self._rows[place] = rows[place]
            self.dataChanged.emit(self.index(place), self.index(place))
        if len(rows) < len(self._rows):
            self.beginRemoveRows(_TOP, shared, len(self._rows) - 1)
            del self._rows[shared:]
            self.endRemoveRows()
        elif len(rows) > shared:
            self.beginInsertRows(_TOP, shared, len(rows) - 1)
            self._rows += rows[shared:]
            self.endInsertRows()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _TOP) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def roleNames(self) -> dict[int, QByteArray]:
        return {_FIRST + place: QByteArray(name.encode()) for place, name in enumerate(_ROLES)}

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = _FIRST) -> str | None:
        place = role - _FIRST
        return self._rows[index.row()][place] if index.isValid() and 0 <= place < len(_ROLES) else None
