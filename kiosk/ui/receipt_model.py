"""The receipt on the screen: its number, its code, whether it came out on paper, whether the portal has it."""

from __future__ import annotations

from PySide6.QtCore import Property, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.ui.screen_model import ScreenModel
from shubbak.domain.text import isolate
from shubbak.flow.events import PrintRetried
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
        service = self.context.visit.service
        return service.next_step.say(self.language) if service else ""

    @Property(bool, notify=changed)
    def tookCard(self) -> bool:
        """Whether an identity document may still lie on the scanner."""
        visit = self.context.visit
        return visit.identity is not None and not visit.identity_typed

    @Slot()
    def printAgain(self) -> None:
        self.visit_model.dispatch(PrintRetried())
