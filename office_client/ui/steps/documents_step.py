"""The documents to scan: one row each, scanned and taken back by key."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from office_client.ui.action_button import ActionButton
from office_client.ui.document_row import DocumentRow
from office_client.ui.steps.visit_step import VisitStep
from office_client.ui.visit_presenter import VisitPresenter
from shubbak.flow.events import DocumentOffered, DocumentRemoved, Next, SlipAsked
from shubbak.flow.steps import Step
from shubbak.forms.documents import asked_documents


class DocumentsStep(VisitStep):
    """The arrows choose a row, F5 scans it, Ctrl+Delete takes its page back; a scan moves on to the next row."""

    step = Step.DOCUMENTS

    def __init__(self, presenter: VisitPresenter) -> None:
        super().__init__(presenter)
        self.rows: dict[str, DocumentRow] = {}
        self._given = 0
        self.scan = ActionButton("F5", icon="scan-line")
        self.remove = ActionButton("Ctrl+Del", "quiet")
        self.slip = ActionButton("Ctrl+P", "quiet", icon="printer")
        self.slip.clicked.connect(lambda: presenter.dispatch(SlipAsked()))
        for button in (self.scan, self.remove, self.slip):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the row keeps the focus that says which document is meant
        self.scan.clicked.connect(self._scan)
        self.remove.clicked.connect(self._remove)
        self._list = QVBoxLayout()
        self._list.setSpacing(10)
        keys = QHBoxLayout()
        keys.addWidget(self.scan)
        keys.addWidget(self.remove)
        keys.addStretch(1)
        keys.addWidget(self.slip)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addLayout(keys)
        column.addLayout(self._list)
        column.addStretch(1)

    def help(self) -> str:
        return self.wording.say("office.documents.help")

    def first_focus(self) -> QWidget | None:
        return self.wanted()

    def wrong_focus(self) -> QWidget | None:
        return next((row for row in self.rows.values() if row.problem), None)

    def enter(self) -> None:
        self.forget()
        self._given = len(self.visit.attachments)
        for need in asked_documents(self.context.service, self.visit.answers):
            row = DocumentRow(need, lambda: self.visit, self.wording)
            row.chosen.connect(self.refresh)
            row.pages.asked.connect(self.presenter.dispatch)
            row.moved.connect(lambda by, row=row: self.step_from(row, by))
            self.rows[need.id] = row
            self._list.addWidget(row)
        self.refresh()

    def refresh(self) -> None:
        for row in self.rows.values():
            row.refresh()
        wanted, given = self.wanted(), self.visit.attachments
        name = self.wording.read(wanted.need.name) if wanted else ""
        more = wanted is not None and wanted.need.id in self.visit.scans
        self.scan.say(self.wording.say("office.documents.add" if more else "office.documents.scan", name=name))
        self.scan.setVisible(wanted is not None)
        self.scan.setEnabled(not self.visit.busy)
        self.remove.say(self.wording.say("office.documents.remove"))
        held = wanted is not None and (wanted.need.id in given or wanted.need.id in self.visit.scans)
        self.remove.setVisible(held)
        self.remove.setEnabled(not self.visit.busy)
        self.slip.say(self.wording.say("office.documents.slip"))
        self.slip.setVisible(self.visit.may_be_put_aside)
        if len(given) > self._given:
            self._move_on()
        self._given = len(given)

    def forget(self) -> None:
        for row in self.rows.values():
            row.hide()
            row.deleteLater()
        self.rows.clear()

    def go_on(self) -> None:
        self.presenter.dispatch(Next())

    def wanted(self) -> DocumentRow | None:
        """Return the row that the keys are for: the one with the focus, else the first that misses its page."""
        focus = QApplication.focusWidget()
        inside = [row for row in self.rows.values() if focus is row or (focus and row.isAncestorOf(focus))]
        missing = [row for need, row in self.rows.items() if need not in self.visit.attachments]
        return next(iter([*inside, *missing, *self.rows.values()]), None)

    def step_from(self, row: DocumentRow, by: int) -> None:
        """Take the focus some rows on."""
        rows = list(self.rows.values())
        rows[min(max(rows.index(row) + by, 0), len(rows) - 1)].setFocus()

    def _move_on(self) -> None:
        missing = [row for need, row in self.rows.items() if need not in self.visit.attachments]
        if missing:
            missing[0].setFocus()

    def _scan(self) -> None:
        row = self.wanted()
        if row is not None:
            self.presenter.dispatch(DocumentOffered(row.need.id, row.alternative))

    def _remove(self) -> None:
        row = self.wanted()
        if row is not None:
            self.presenter.dispatch(DocumentRemoved(row.need.id))
