"""The receipt on the screen: its number, its code, whether it came out on paper, whether the portal has it."""

from __future__ import annotations

from PySide6.QtCore import Property, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.ui.screen_model import ScreenModel
from shubbak.domain.problem import Problem
from shubbak.domain.text import isolate
from shubbak.flow.events import PlanRetried, PrintRetried
from shubbak.flow.steps import Step

QML_IMPORT_NAME = "Shubbak"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class ReceiptModel(ScreenModel):
    """Everything a person may photograph when the paper does not come."""

    changed = Signal()
    step = Step.RECEIPT

    @Property(str, notify=changed)
    def number(self) -> str:
        receipt = self.context.visit.receipt
        return isolate(str(receipt.number)) if receipt else ""

    @Property(str, notify=changed)
    def code(self) -> str:
        """The picture of the receipt's QR, or ""."""
        return f"image://receipt-code/{self.context.visit.receipt.number}" if self.context.visit.receipt else ""

    @Property(bool, notify=changed)
    def printed(self) -> bool:
        return self.context.visit.printed

    @Property(bool, notify=changed)
    def unsure(self) -> bool:
        """Whether a print was begun that the printer did not confirm."""
        return self.context.visit.paper_unsure

    @Property(bool, notify=changed)
    def accepted(self) -> bool:
        return bool(self.context.visit.case)

    @Property(str, notify=changed)
    def case(self) -> str:
        return isolate(self.context.visit.case)

    @Property(str, notify=changed)
    def nextStep(self) -> str:
        visit = self.context.visit
        if visit.plan == "printed":
            return self.say("plan.visit.in_hand")
        return visit.service.next_step.say(self.language) if visit.service else ""

    @Property(str, notify=changed)
    def plan(self) -> str:
        """What became of the plan that comes with the receipt: "" for none, owed, drawing, printed or failed."""
        return self.context.visit.plan

    @Property(bool, notify=changed)
    def planUnsure(self) -> bool:
        """Whether the plan's print was begun and never ended well."""
        return self.context.visit.plan_unsure

    @Property(str, notify=changed)
    def planProblem(self) -> str:
        """Why the plan did not come out, in a sentence, or ""."""
        code = self.context.visit.plan_problem
        return self.visit_model.wording.explain(Problem(code), self.language) if code else ""

    @Property(str, notify=changed)
    def planCode(self) -> str:
        """The picture of the plan's QR, or ""."""
        visit = self.context.visit
        return f"image://receipt-code/plan-{visit.receipt.number}" if visit.receipt and visit.plan_code else ""

    @Slot()
    def printPlanAgain(self) -> None:
        self.visit_model.dispatch(PlanRetried())

    @Property(bool, notify=changed)
    def tookCard(self) -> bool:
        """Whether an identity document may still lie on the scanner."""
        visit = self.context.visit
        return visit.identity is not None and not visit.identity_typed

    @Slot()
    def printAgain(self) -> None:
        self.visit_model.dispatch(PrintRetried())
