"""The documents to scan: one row each, scanned and taken back by key."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QButtonGroup, QHBoxLayout, QLabel, QRadioButton, QVBoxLayout, QWidget

from office_client.ui.action_button import ActionButton
from office_client.ui.card import Card
from office_client.ui.look import label, symbol
from office_client.ui.steps.visit_step import VisitStep
from office_client.ui.visit_presenter import VisitPresenter
from shubbak.flow.events import DocumentOffered, DocumentRemoved, Next
from shubbak.flow.steps import Step
from shubbak.forms.facts import needed_documents
from shubbak.forms.service import DocumentNeed

_THUMB_WIDTH, _THUMB_HEIGHT = 54, 72


class DocumentsStep(VisitStep):
    """F5 scans the row that has the focus, or the first that still misses its page; Ctrl+Delete takes one back."""

    step = Step.DOCUMENTS

    def __init__(self, presenter: VisitPresenter) -> None:
        super().__init__(presenter)
        self.rows: dict[str, DocumentRow] = {}
        self.scan = ActionButton("F5", icon="scan-line")
        self.remove = ActionButton("Ctrl+Del", "quiet")
        self.scan.clicked.connect(self._scan)
        self.remove.clicked.connect(self._remove)
        self._list = QVBoxLayout()
        self._list.setSpacing(10)
        keys = QHBoxLayout()
        keys.addWidget(self.scan)
        keys.addWidget(self.remove)
        keys.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addLayout(keys)
        column.addLayout(self._list)
        column.addStretch(1)

    def help(self) -> str:
        return self.wording.say("office.documents.help")

    def first_focus(self) -> QWidget:
        return self.scan

    def wrong_focus(self) -> QWidget | None:
        return next((row.first for row in self.rows.values() if row.problem), None)

    def enter(self) -> None:
        self.forget()
        for need in needed_documents(self.context.service, self.visit.answers):
            self.rows[need.id] = DocumentRow(need, self)
            self._list.addWidget(self.rows[need.id])
        self.refresh()

    def refresh(self) -> None:
        for row in self.rows.values():
            row.refresh()
        wanted = self.wanted()
        name = self.wording.read(wanted.need.name) if wanted else ""
        self.scan.say(self.wording.say("office.documents.scan", name=name) if name else "")
        self.scan.setVisible(wanted is not None)
        self.scan.setEnabled(not self.visit.busy)
        self.remove.say(self.wording.say("office.documents.remove"))
        self.remove.setVisible(bool(self.visit.attachments))
        self.remove.setEnabled(not self.visit.busy)

    def forget(self) -> None:
        for row in self.rows.values():
            row.hide()
            row.deleteLater()
        self.rows.clear()

    def go_on(self) -> None:
        self.presenter.dispatch(Next())

    def wanted(self) -> DocumentRow | None:
        """Return the row that F5 is for."""
        missing = [row for need, row in self.rows.items() if need not in self.visit.attachments]
        return self._focused() or next(iter(missing), next(iter(self.rows.values()), None))

    def _focused(self) -> DocumentRow | None:
        focus = QApplication.focusWidget()
        return next((row for row in self.rows.values() if focus is not None and row.isAncestorOf(focus)), None)

    def _scan(self) -> None:
        row = self.wanted()
        if row is not None:
            self.presenter.dispatch(DocumentOffered(row.need.id, row.alternative))

    def _remove(self) -> None:
        row = self._focused() or next(
            (row for need, row in reversed(self.rows.items()) if need in self.visit.attachments), None
        )
        if row is not None:
            self.presenter.dispatch(DocumentRemoved(row.need.id))


class DocumentRow(Card):
    """One needed document: its name, which of its alternatives it is, and whether its page has come."""

    def __init__(self, need: DocumentNeed, step: DocumentsStep) -> None:
        super().__init__()
        self.need = need
        self._step = step
        self._choice = QButtonGroup(self)
        self._buttons = {one.id: QRadioButton() for one in need.alternatives} if len(need.alternatives) > 1 else {}
        self._name, self._hint, self._problem = label("strong"), label("hint"), label("problem")
        self._mark, self._state, self._picture = QLabel(), label("success", wrap=False), QLabel()
        self._lay()

    def _lay(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(3)
        for part in (self._name, self._hint, *self._buttons.values(), self._problem):
            words.addWidget(part)
        for button in self._buttons.values():
            self._choice.addButton(button)
            button.toggled.connect(self._step.refresh)
        if self._buttons:
            next(iter(self._buttons.values())).setChecked(True)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addLayout(words, 1)
        row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._state, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(row)

    @property
    def alternative(self) -> str:
        """Return the id of the alternative that is chosen."""
        chosen = (one for one, button in self._buttons.items() if button.isChecked())
        return next(chosen, self.need.alternatives[0].id)

    @property
    def problem(self) -> str:
        return self._problem.text()

    @property
    def first(self) -> QWidget:
        """Return what takes the focus for this row."""
        return next(iter(self._buttons.values()), self._step.scan)

    def refresh(self) -> None:
        """Show the row as the visit is now."""
        wording, visit = self._step.wording, self._step.visit
        name = wording.read(self.need.name)
        self._name.setText(name if self.need.required else wording.say("office.needs.optional", name=name))
        self._hint.setText(wording.read(self.need.hint))
        self._hint.setVisible(self.need.hint is not None)
        for one in self.need.alternatives:
            if one.id in self._buttons:
                self._buttons[one.id].setText(wording.read(one.name))
        problem = visit.problem_of(self.need.id)
        self._problem.setText(wording.explain(problem) if problem else "")
        self._problem.setVisible(problem is not None)
        self._show_state(self.need.id in visit.attachments)

    def _show_state(self, scanned: bool) -> None:
        word = "scanned" if scanned else "missing" if self.need.required else "left_out"
        tone = "success" if scanned else "warning" if self.need.required else "muted"
        self._state.setProperty("role", tone)
        self._state.style().unpolish(self._state)
        self._state.style().polish(self._state)
        self._state.setText(self._step.wording.say(f"office.documents.{word}"))
        self._mark.setPixmap(symbol("circle-check" if scanned else "circle-dashed", tone))
        self._picture.setVisible(scanned)
        scan = self._step.visit.attachments.get(self.need.id)
        page = QPixmap()
        if scan is not None and page.loadFromData(scan.body):
            aspect, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            self._picture.setPixmap(page.scaled(_THUMB_WIDTH, _THUMB_HEIGHT, aspect, smooth))
