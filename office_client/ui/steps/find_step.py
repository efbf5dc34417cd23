"""Finding the service: type a word, move with the arrows, take it with Enter."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QFont, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from office_client.ui.look import ROW, colours, label
from office_client.ui.steps.visit_step import VisitStep
from office_client.ui.visit_presenter import VisitPresenter
from shubbak.flow.events import ServiceChosen
from shubbak.flow.steps import Step
from shubbak.forms.card import Card

_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class FindStep(VisitStep):
    """Services of the office channel, the station's own country first."""

    step = Step.FIND
    scrolls = False

    def __init__(self, presenter: VisitPresenter) -> None:
        super().__init__(presenter)
        self.search = QLineEdit()
        self.search.setMinimumHeight(ROW + 4)
        self.list = _service_table()
        self._none = label("muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.search)
        column.addWidget(self._none)
        column.addWidget(self.list, 1)
        self.search.textChanged.connect(lambda _: self._fill())
        self.search.installEventFilter(self)
        self.list.installEventFilter(self)
        self.list.cellDoubleClicked.connect(lambda *_: self.go_on())

    def help(self) -> str:
        return self.wording.say("office.find.help")

    def action(self) -> str:
        return self.wording.say("office.find.take")

    def first_focus(self) -> QWidget:
        return self.search

    def forget(self) -> None:
        self.search.setText("")  # clear() can be undone

    def refresh(self) -> None:
        self.search.setPlaceholderText(self.wording.say("office.find.search"))
        self.search.setAccessibleName(self.wording.say("office.find.search"))
        self._fill()

    def go_on(self) -> None:
        item = self.list.item(self.list.currentRow(), 0)
        if item is not None:
            self.presenter.dispatch(ServiceChosen(item.data(Qt.ItemDataRole.UserRole)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
                self.go_on()
                return True
            if watched is self.search and event.key() in _MOVES:
                QApplication.sendEvent(self.list, event)
                return True
        return super().eventFilter(watched, event)

    def _fill(self) -> None:
        chosen = self.list.item(self.list.currentRow(), 0)
        before = chosen.data(Qt.ItemDataRole.UserRole) if chosen else ""
        services = self._found()
        self.list.setRowCount(len(services))
        for row, service in enumerate(services):
            self.list.setItem(row, 0, _cell(self.wording.read(service.name), service.id, strong=True))
            self.list.setItem(row, 1, _cell(self.wording.read(service.summary), service.id, strong=False))
        ids = [service.id for service in services]
        self.list.setCurrentCell(ids.index(before) if before in ids else 0, 0)
        self._none.setText(self.wording.say("office.find.none"))
        self._none.setVisible(not services)
        self.list.setVisible(bool(services))

    def _found(self) -> tuple[Card, ...]:
        country = self.presenter.desk.office.country
        find = self.context.catalogue.finder.find
        return find(self.search.text(), self.wording.language, country=country, channel="office")


def _service_table() -> QTableWidget:
    table = QTableWidget(0, 2)
    table.horizontalHeader().hide()
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(ROW + 4)
    table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
    table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    return table


def _cell(text: str, service_id: str, *, strong: bool) -> QTableWidgetItem:
    item = QTableWidgetItem(text)
    item.setData(Qt.ItemDataRole.UserRole, service_id)
    if strong:
        font = QFont(QApplication.font())
        font.setWeight(QFont.Weight.DemiBold)
        item.setFont(font)
    else:
        item.setForeground(QColor(colours()["muted"]))
    return item
