"""The plan that comes with the receipt: whether it is printed, and the key that prints it again."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from office_client.ui.action_button import ActionButton
from office_client.ui.notice import Notice
from office_client.ui.office_wording import OfficeWording
from shubbak.domain.problem import Problem
from shubbak.flow.visit import Visit


class PlanPanel(QWidget):
    """asked(copy): print now; copy where the plan came out before, so that a reason belongs to it."""

    asked = Signal(bool)

    def __init__(self, wording: OfficeWording) -> None:
        super().__init__()
        self._wording, self._printed = wording, False
        self.notice, self.again = Notice(), ActionButton("Ctrl+Shift+P", icon="printer")
        self.again.clicked.connect(self._ask)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.notice)
        column.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeading)

    def show_visit(self, visit: Visit) -> None:
        """Show what became of the plan; hidden where none comes with the receipt."""
        self.setVisible(bool(visit.plan))
        self._printed = visit.plan == "printed"
        say = self._wording.say
        if visit.plan == "failed":
            said = say("plan.counter.unsure" if visit.plan_unsure else "plan.counter.failed")
            why = self._wording.explain(Problem(visit.plan_problem))
            self.notice.say(f"{why} {said}", "warning")
        else:
            key, tone = ("printed", "success") if self._printed else ("drawing", "info")
            self.notice.say(say(f"plan.counter.{key}"), tone)
        self.again.say(say("plan.visit.copy" if self._printed else "plan.visit.again"))
        self.again.setVisible(visit.plan in ("printed", "failed"))
        self.again.setEnabled(not visit.busy)

    def _ask(self) -> None:
        self.asked.emit(self._printed)
