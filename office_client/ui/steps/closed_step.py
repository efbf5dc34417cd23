"""No new work: why this station takes none, and what goes on all the same."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from office_client.ui.card import Card
from office_client.ui.steps.visit_step import VisitStep
from office_client.ui.visit_presenter import VisitPresenter
from shubbak.domain.problem import Problem
from shubbak.domain.readiness import closing
from shubbak.flow.steps import Step


class ClosedStep(VisitStep):
    """Stands where the list of services stands otherwise, and goes by itself once the reason is gone."""

    step = Step.CLOSED

    def __init__(self, presenter: VisitPresenter) -> None:
        super().__init__(presenter)
        self.reasons = Card()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.reasons)
        column.addStretch(1)

    def help(self) -> str:
        return self.wording.say("office.closed.help")

    def action(self) -> str:
        return ""

    def refresh(self) -> None:
        self.reasons.clear()
        for one in closing(self.context.conditions):
            self.reasons.line(self.wording.explain(Problem(one.code, "", one.params)), "large")
