"""Before the first question: what to bring, what it costs, how long it takes, who can apply."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from office_client.ui.card import Card
from office_client.ui.fee_table import FeeTable
from office_client.ui.steps.visit_step import VisitStep
from office_client.ui.visit_presenter import VisitPresenter
from shubbak.flow.events import Next
from shubbak.flow.paying import amount_due
from shubbak.flow.steps import Step
from shubbak.forms.documents import told_documents
from shubbak.forms.service import DocumentNeed, Service


class NeedsStep(VisitStep):
    """What the operator tells the customer before either spends time on the form."""

    step = Step.NEEDS

    def __init__(self, presenter: VisitPresenter) -> None:
        super().__init__(presenter)
        self._bring, self._conditions, self._cost, self._time = Card(), Card(), Card(), Card()
        self._fees = FeeTable(self.wording)
        columns = QHBoxLayout(self)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(14)
        for cards in ((self._bring, self._conditions), (self._cost, self._time)):
            column = QVBoxLayout()
            column.setSpacing(14)
            for card in cards:
                column.addWidget(card)
            column.addStretch(1)
            columns.addLayout(column, 1)
        self._cost.body.addWidget(self._fees)
        self._depends = self._cost.line("", "hint")

    def help(self) -> str:
        return self.wording.read(self.visit.service.summary) if self.visit.service else ""

    def action(self) -> str:
        return self.wording.say("office.needs.start")

    def go_on(self) -> None:
        self.presenter.dispatch(Next())

    def refresh(self) -> None:
        service = self.visit.service
        if service is None:
            return
        self._show_documents(service)
        self._conditions.clear()
        self._conditions.say(self.wording.say("office.needs.conditions"))
        for rule in service.eligibility:
            self._conditions.line(self._bullet(self.wording.read(rule.text)))
        self._conditions.setVisible(bool(service.eligibility))
        self._cost.say(self.wording.say("office.needs.cost"))
        self._fees.show_fees(self.visit.fees, amount_due(self.context), service.procedure)
        self._depends.setText(self.wording.say("office.needs.cost_depends"))
        self._depends.setVisible(any(line.when or line.base for line in service.fees))
        self._time.clear()
        self._time.say(self.wording.say("office.needs.duration"))
        self._time.line(self.wording.read(service.duration.text))
        self._time.line(self.wording.say("office.needs.owner", owner=self.wording.read(service.owner)), "hint")

    def _show_documents(self, service: Service) -> None:
        card, needs = self._bring, told_documents(service, self.visit.answers)
        card.clear()
        card.say(self.wording.say("office.needs.documents"))
        if service.identify:
            card.line(self._bullet(self.wording.say("office.needs.identity")))
        for need in needs:
            card.line(self._bullet(self._named(need)))
            if len(need.alternatives) > 1:
                names = self.wording.say("office.joint").join(self.wording.read(one.name) for one in need.alternatives)
                line = card.line(self.wording.say("office.needs.either", names=names), "hint")
                line.setContentsMargins(*((0, 0, 16, 0) if self.wording.language.rtl else (16, 0, 0, 0)))
        if not needs and not service.identify:
            card.line(self.wording.say("office.needs.no_documents"))

    def _named(self, need: DocumentNeed) -> str:
        name = self.wording.read(need.name)
        return name if need.required else self.wording.say("office.needs.optional", name=name)

    def _bullet(self, text: str) -> str:
        return f"•  {text}"
