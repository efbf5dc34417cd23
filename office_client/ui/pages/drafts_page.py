"""Applications that were put aside: take one up again, or throw it away."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from office_client.ui.action_button import ActionButton, TwiceButton
from office_client.ui.drafts_table import DraftsTable
from office_client.ui.drafts_watch import DraftsWatch
from office_client.ui.look import label
from office_client.ui.notice import Notice
from office_client.ui.others_panel import OthersPanel
from office_client.ui.others_watch import OthersWatch
from office_client.ui.visit_presenter import VisitPresenter
from shubbak.flow.events import DraftChosen
from shubbak.flow.steps import Step


class DraftsPage(QWidget):
    """taken: one is being taken up, and the visit's page has the word."""

    taken = Signal()

    def __init__(self, presenter: VisitPresenter, watch: DraftsWatch, others: OthersWatch) -> None:
        super().__init__()
        self.presenter, self.wording = presenter, presenter.wording
        self._watch, self._others = watch, others
        self.others = OthersPanel(presenter, others, watch)
        self.table = DraftsTable(watch, self.wording, presenter.desk.catalogue)
        self.open, self.drop = ActionButton("Ctrl+Return", "primary"), TwiceButton("Ctrl+D")
        self.empty, self.fault, self.blocked = Notice(), Notice(), Notice()
        self._title, self._help = label("title"), label("muted")
        self._lay()
        self.open.clicked.connect(self._take_up)
        self.table.doubleClicked.connect(lambda _: self._take_up())
        self.table.currentCellChanged.connect(lambda *_: self.drop.calm())
        self.drop.confirmed.connect(self._drop)
        for changed in (watch.changed, presenter.changed, self.wording.changed):
            changed.connect(self.refresh)
        presenter.shelf_changed.connect(watch.look)
        others.moved.connect(watch.look)

    def _lay(self) -> None:
        page = QVBoxLayout()
        page.setContentsMargins(28, 22, 28, 18)
        page.setSpacing(12)
        parts: tuple[QWidget, ...] = (self._title, self._help, self.fault, self.blocked, self.empty)
        for part in parts:
            page.addWidget(part)
        page.addWidget(self.table, 1)
        page.addWidget(self.others, 1)
        page.addStretch(0)
        bar = QFrame()
        bar.setObjectName("bar")
        keys = QHBoxLayout(bar)
        keys.setContentsMargins(28, 10, 28, 10)
        keys.addWidget(self.drop)
        keys.addStretch(1)
        keys.addWidget(self.open)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(page, 1)
        column.addWidget(bar)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._watch.show(True)
        self._others.show(True)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._watch.show(False)
        self._others.show(False)

    def refresh(self) -> None:
        """Show what the watch holds in the language of the moment."""
        say, watch = self.wording.say, self._watch
        self.table.take()
        there = bool(watch.lines)
        self._title.setText(say("office.drafts.title"))
        self._help.setText(say("office.drafts.help"))
        self.table.setVisible(there)
        self.drop.setVisible(there)
        self.empty.say("" if there or watch.problem else say("office.drafts.empty"), "info")
        self.fault.say(say(f"problem.{watch.problem}") if watch.problem else "", "danger")
        obstacle = self._obstacle() if there else ""
        self.blocked.say(say(f"office.drafts.{obstacle}") if obstacle else "", "warning")
        self.open.say(say("office.drafts.take_up"))
        self.open.setEnabled(there and not obstacle)
        self.drop.offer(say("office.drafts.drop"), say("office.drafts.drop_again"))

    def _obstacle(self) -> str:
        """What stands in the way of taking one up: a closed station, or a visit that would be lost."""
        visit = self.presenter.visit
        if visit.step is Step.CLOSED:
            return "closed"
        return "" if visit.step is Step.FIND and visit.service is None and not visit.busy else "visit_open"

    def _take_up(self) -> None:
        line = self.table.chosen()
        if line is not None and self.open.isEnabled():
            self.taken.emit()
            self.presenter.dispatch(DraftChosen(line.id))

    def _drop(self) -> None:
        line = self.table.chosen()
        # The one that is on the visit's page is thrown away there.
        if line is not None and line.id != self.presenter.visit.application_id:
            self._watch.drop(line.id)
