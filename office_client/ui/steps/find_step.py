"""Finding the service: type a word or scan a receipt, move with the arrows, take it with Enter."""

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

from office_client.ui.kind_filter import KindFilter
from office_client.ui.look import ROW, colours, label, lean
from office_client.ui.steps.visit_step import VisitStep
from office_client.ui.visit_presenter import VisitPresenter
from shubbak.domain.resume_code import parse_resume_code
from shubbak.flow.events import ResumeAsked, ServiceChosen
from shubbak.flow.steps import Step
from shubbak.forms.card import CATEGORIES, Card
from shubbak.resources import load_code_rules
from shubbak.services.paper_proof import with_proof
from shubbak.services.paper_scan import LONGEST, Paper, is_paper_code, read_paper
from shubbak.services.still_needed_sheet import SLIP_MARK

_CHANNEL = "office"
#: So many of the services an operator took last stand first.
_LATELY = 5
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class FindStep(VisitStep):
    """Services of the office channel in the station's own country; what this operator took lately stands first."""

    step = Step.FIND
    scrolls = False

    def __init__(self, presenter: VisitPresenter) -> None:
        super().__init__(presenter)
        self.search = QLineEdit()
        self.search.setMinimumHeight(ROW + 4)
        self.search.setMaxLength(LONGEST)
        self.kinds = KindFilter(self.wording)
        self.list = _service_table()
        self._said = label("muted")
        self._paper = Paper("unknown")
        self._just_read = False
        self._lately: dict[str, list[str]] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.search)
        column.addWidget(self.kinds)
        column.addWidget(self._said)
        column.addWidget(self.list, 1)
        self.search.textChanged.connect(self._search)
        self.kinds.chosen.connect(lambda _: self._fill())
        for watched in (self.search, self.kinds, self.list):
            watched.installEventFilter(self)
        self.list.cellDoubleClicked.connect(lambda *_: self.go_on())

    def help(self) -> str:
        return self.wording.say("find.office_help")

    def action(self) -> str:
        return self.wording.say("office.find.take")

    def first_focus(self) -> QWidget:
        return self.search

    def forget(self) -> None:
        self.kinds.choose("")
        self.search.setText("")  # clear() can be undone
        self._fill()

    def refresh(self) -> None:
        self.search.setPlaceholderText(self.wording.say("find.prompt"))
        self.search.setAccessibleName(self.wording.say("find.prompt"))
        lean(self.search, rtl=self.wording.language.rtl)
        has = {card.category for card in self._here()}
        self.kinds.offer([kind for kind in CATEGORIES if kind in has])
        self._fill()

    def go_on(self) -> None:
        item = self.list.item(self.list.currentRow(), 0)
        if item is None:
            return
        service = item.data(Qt.ItemDataRole.UserRole)
        lately = self._lately.setdefault(self.context.operator, [])
        lately[:] = [service, *(one for one in lately if one != service)][:_LATELY]
        self.presenter.dispatch(ServiceChosen(service, self._paper.number))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
                self._enter()
                return True
            if watched is not self.list and event.key() in _MOVES:
                self._just_read = False
                QApplication.sendEvent(self.list, event)
                return True
        return super().eventFilter(watched, event)

    def _enter(self) -> None:
        """Take the service; the Enter that a code reader sends behind a code or number only leads into the list."""
        if self._just_read:
            self._just_read = False
            self.list.setFocus()
        else:
            self.go_on()

    def _search(self, untrusted_text: str) -> None:
        if untrusted_text.startswith(SLIP_MARK) and parse_resume_code(untrusted_text.removeprefix(SLIP_MARK)):
            self.search.setText("")
            self.presenter.dispatch(ResumeAsked(untrusted_text.removeprefix(SLIP_MARK)))
            return
        self._fill()
        self._just_read = is_paper_code(untrusted_text) or self._paper.sort not in ("unknown", "receipt_number")

    def _fill(self) -> None:
        chosen = self.list.item(self.list.currentRow(), 0)
        before = chosen.data(Qt.ItemDataRole.UserRole) if chosen else ""
        services, self._paper = self._found()
        self.list.setRowCount(len(services))
        for row, service in enumerate(services):
            self.list.setItem(row, 0, _cell(self.wording.read(service.name), service.id, strong=True))
            self.list.setItem(row, 1, _cell(self.wording.read(service.summary), service.id, strong=False))
        ids = [service.id for service in services]
        keeps = before in ids and not self.search.text().strip()
        self.list.setCurrentCell(ids.index(before) if keeps else 0, 0)
        self._said.setText(self._words(bool(services)))
        self._said.setVisible(bool(self._said.text()))
        self.list.setVisible(bool(services))

    def _words(self, any_found: bool) -> str:
        """Say what a scanned paper or a number came to, or that nothing was found."""
        paper, typed = self._paper, self.search.text()
        if paper.sort != "unknown" or is_paper_code(typed):
            led = self.wording.say(f"find.paper.{paper.sort}", **paper.values(self.wording.language))
            proof = self.presenter.desk.prove(typed) if is_paper_code(typed) else None
            known = paper.sort != "unknown"
            return with_proof(proof, led, known, self.presenter.desk.sentences, self.wording.language)
        return "" if any_found else self.wording.say("office.find.none")

    def _here(self) -> tuple[Card, ...]:
        country, cards = self.presenter.desk.office.country.upper(), self.context.catalogue.cards
        return tuple(card for card in cards if card.country == country and _CHANNEL in card.channels)

    def _found(self) -> tuple[tuple[Card, ...], Paper]:
        typed, country = self.search.text(), self.presenter.desk.office.country
        catalogue = self.context.catalogue
        if is_paper_code(typed):
            paper = read_paper(typed, catalogue.cards, country, _CHANNEL)
            return paper.offered, paper
        found = catalogue.finder.find(
            typed, self.wording.language, country=country, channel=_CHANNEL, category=self.kinds.kind
        )
        if not typed.strip():
            lately = self._lately.get(self.context.operator, [])
            order = {service: place for place, service in enumerate(lately)}
            found = tuple(sorted(found, key=lambda card: order.get(card.id, len(order))))
        if found or self.kinds.kind:
            return found, Paper("unknown")
        paper = read_paper(typed, catalogue.cards, country, _CHANNEL, load_code_rules())
        return paper.offered, paper


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
