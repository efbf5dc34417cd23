"""The purpose notice, read to the customer, and their yes."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from office_client.ui.card import Card
from office_client.ui.steps.visit_step import VisitStep
from office_client.ui.visit_presenter import VisitPresenter
from shubbak.flow.events import ConsentGiven
from shubbak.flow.steps import Step


class ConsentStep(VisitStep):
    """The operator reads it out; the customer agrees, nobody agrees for them."""

    step = Step.CONSENT

    def __init__(self, presenter: VisitPresenter) -> None:
        super().__init__(presenter)
        self._notice = Card()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._notice)
        column.addStretch(1)

    def help(self) -> str:
        return self.wording.say("office.consent.help")

    def action(self) -> str:
        return self.wording.say("office.consent.agrees")

    def go_on(self) -> None:
        self.presenter.dispatch(ConsentGiven())

    def refresh(self) -> None:
        service = self.visit.service
        if service is None:
            return
        self._notice.clear()
        self._notice.line(self.wording.read(service.purpose), "large")
        for name in ("sealed", "kept", "rights"):
            self._notice.line(self.wording.say(f"office.consent.{name}"))
        self._notice.line(self.wording.say("office.needs.owner", owner=self.wording.read(service.owner)), "hint")
