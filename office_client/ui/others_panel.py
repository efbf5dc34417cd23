"""The lower half of what is put aside: the other counters' applications, to be brought here or taken back."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from office_client.ui.action_button import ActionButton, TwiceButton
from office_client.ui.drafts_watch import DraftsWatch
from office_client.ui.look import label
from office_client.ui.notice import Notice
from office_client.ui.others_table import OthersTable
from office_client.ui.others_watch import OthersWatch
from office_client.ui.visit_presenter import VisitPresenter
from shubbak.domain.text import isolate
from shubbak.flow.steps import Step


class OthersPanel(QWidget):
    """Ctrl+T brings the chosen one here; Ctrl+R, twice, takes back what was handed on and never confirmed."""

    def __init__(self, presenter: VisitPresenter, watch: OthersWatch, drafts: DraftsWatch) -> None:
        super().__init__()
        self._presenter, self._wording, self._watch = presenter, presenter.wording, watch
        self.table = OthersTable(watch, drafts, self._wording, presenter.desk.catalogue)
        self.bring, self.back = ActionButton("Ctrl+T"), TwiceButton("Ctrl+R")
        self.notice, self.silent, self.handed = Notice(), Notice(), Notice()
        self._title, self._help = label("strong"), label("muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(10)
        keys = QHBoxLayout()
        keys.addWidget(self.back)
        keys.addStretch(1)
        keys.addWidget(self.bring)
        for part in (self._title, self._help, self.notice, self.silent, self.table, self.handed):
            column.addWidget(part)
        column.addLayout(keys)
        self.bring.clicked.connect(self._bring)
        self.back.confirmed.connect(self._take_back)
        self.table.currentCellChanged.connect(lambda *_: self._choose())
        for changed in (watch.changed, presenter.changed, self._wording.changed):
            changed.connect(self.refresh)

    def refresh(self) -> None:
        """Show what the watch holds in the language of the moment."""
        say, watch = self._wording.say, self._watch
        self.setVisible(watch.there)
        self.table.take()
        there = bool(watch.lines)
        self._title.setText(say("office.drafts.others.title"))
        self._help.setText(say(f"office.drafts.others.{'help' if there else 'empty'}"))
        self.table.setVisible(there)
        news = say(f"office.drafts.others.{watch.news}") if watch.news else ""
        failed = say(f"problem.{watch.problem}") if watch.problem else ""
        self.notice.say(failed or news, "danger" if failed else "success")
        self.silent.say(say("office.drafts.others.silent") if watch.silent else "", "warning")
        self.bring.say(say("office.drafts.others.bring"))
        self.back.offer(say("office.drafts.others.take_back"), say("office.drafts.others.take_back_again"))
        self._show_chosen()

    def _choose(self) -> None:
        self.back.calm()
        self._show_chosen()

    def _show_chosen(self) -> None:
        one = self.table.chosen()
        handed = one is not None and one.state == "handed"
        words = self._wording.say("office.drafts.others.handed", station=isolate(one.station)) if one and handed else ""
        self.handed.say(words, "warning")
        self.back.setVisible(handed)
        self.bring.setVisible(one is not None and not handed)
        closed = self._presenter.visit.step is Step.CLOSED
        may = one is not None and one.state in ("free", "yours") and not self._watch.busy and not closed
        self.bring.setEnabled(may)

    def _bring(self) -> None:
        one = self.table.chosen()
        if one is not None and self.bring.isEnabled():
            self._watch.bring(one)

    def _take_back(self) -> None:
        one = self.table.chosen()
        if one is not None and one.state == "handed":
            self._watch.take_back(one)
