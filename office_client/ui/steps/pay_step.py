"""Lines, total, who receives what; then the money, and the honest states in between."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from office_client.ui.action_button import ActionButton
from office_client.ui.card import Card
from office_client.ui.fee_table import FeeTable
from office_client.ui.steps.visit_step import VisitStep
from office_client.ui.visit_presenter import VisitPresenter
from shubbak.domain.payment import PaymentMethod, PaymentState
from shubbak.flow.events import PaymentAskedAgain, PayRequested
from shubbak.flow.paying import amount_due
from shubbak.flow.steps import Step
from shubbak.forms.due import due_now


class PayStep(VisitStep):
    """The first method is the accent button, each further one has a key of its own."""

    step = Step.PAY

    def __init__(self, presenter: VisitPresenter) -> None:
        super().__init__(presenter)
        self._bill = Card()
        self._fees = FeeTable(self.wording)
        self._bill.body.addWidget(self._fees)
        self.others = {
            method: ActionButton(f"F{8 + place}", icon=_ICONS[method])
            for place, method in enumerate(presenter.desk.methods[1:])
        }
        keys = QHBoxLayout()
        for method, button in self.others.items():
            button.clicked.connect(lambda _=False, chosen=method: self._pay(chosen))
            keys.addWidget(button)
        keys.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(self._bill)
        column.addLayout(keys)
        column.addStretch(1)

    @property
    def unknown(self) -> bool:
        """Whether the terminal has not yet said what became of the charge."""
        payment = self.visit.payment
        return payment is not None and payment.state is PaymentState.UNKNOWN

    def help(self) -> str:
        return self.wording.say("office.pay.unknown" if self.unknown else "office.pay.help")

    def action(self) -> str:
        if self.unknown:
            return self.wording.say("office.pay.ask_again")
        methods = self.presenter.desk.methods
        return self.wording.say(f"office.pay.{methods[0].value}") if methods else ""

    def go_on(self) -> None:
        if self.unknown:
            self.presenter.dispatch(PaymentAskedAgain())
        elif self.presenter.desk.methods:
            self._pay(self.presenter.desk.methods[0])

    def refresh(self) -> None:
        if self.visit.step is not Step.PAY:
            return
        self._bill.say(self.wording.read(self.context.service.name))
        self._fees.show_fees(due_now(self.visit.fees), amount_due(self.context))
        for method, button in self.others.items():
            button.say(self.wording.say(f"office.pay.{method.value}"))
            button.setVisible(not self.unknown)
            button.setEnabled(not self.visit.busy)

    def _pay(self, method: PaymentMethod) -> None:
        self.presenter.dispatch(PayRequested(method))


_ICONS = {PaymentMethod.CARD: "credit-card", PaymentMethod.CASH: "wallet"}
