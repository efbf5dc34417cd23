"""Lines, total, who receives what, then pay; and the honest states in between."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Property, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.ui.money_rows import fee_rows, payee_rows, total_text
from kiosk.ui.screen_model import ScreenModel
from kiosk.ui.visit_model import VisitModel
from shubbak.domain.payment import PaymentMethod
from shubbak.flow.events import PaymentAskedAgain, PayRequested
from shubbak.flow.steps import Step
from shubbak.forms.due import due_now

QML_IMPORT_NAME = "Shubbak"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class PaymentModel(ScreenModel):
    """What is due and what became of the charge; `methods` are those this station's devices can do."""

    changed = Signal()
    step = Step.PAY

    def __init__(self, visit_model: VisitModel, methods: tuple[PaymentMethod, ...]) -> None:
        super().__init__(visit_model)
        self._methods = methods

    @Property(list, notify=changed)
    def fees(self) -> list[dict[str, Any]]:
        return fee_rows(due_now(self.context.visit.fees), self.language, self.visit_model.wording)

    @Property(list, notify=changed)
    def payees(self) -> list[dict[str, str]]:
        """Who receives what: one row of `name` and `amount` a payee, in the order of the lines."""
        return payee_rows(due_now(self.context.visit.fees), self.language, self.visit_model.wording)

    @Property(str, notify=changed)
    def total(self) -> str:
        return total_text(self.context) if self.context.visit.service else ""

    @Property(list, notify=changed)
    def methods(self) -> list[dict[str, str]]:
        icons = {PaymentMethod.CARD: "credit-card", PaymentMethod.CASH: "banknote"}
        return [
            {"id": one.value, "name": self.say(f"kiosk.pay.{one.value}"), "icon": icons[one]} for one in self._methods
        ]

    @Property(str, notify=changed)
    def state(self) -> str:
        """The charge's state, or "" before the first try."""
        payment = self.context.visit.payment
        return payment.state.value if payment else ""

    @Slot(str)
    def pay(self, method: str) -> None:
        self.visit_model.dispatch(PayRequested(PaymentMethod(method)))

    @Slot()
    def askAgain(self) -> None:
        self.visit_model.dispatch(PaymentAskedAgain())
