"""A visit that was put aside, on the screen: its code, what is still needed, whether the slip came out."""

from __future__ import annotations

from PySide6.QtCore import Property, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.ui.screen_model import ScreenModel
from shubbak.domain.resume_code import shown_code
from shubbak.domain.text import isolate
from shubbak.flow.events import SlipAsked, SlipRetried
from shubbak.flow.slipping import may_slip, still_needed
from shubbak.flow.steps import Step

QML_IMPORT_NAME = "Shubbak"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class SlipModel(ScreenModel):
    """What a person may write down when the paper does not come."""

    changed = Signal()

    @Property(str, notify=changed)
    def code(self) -> str:
        slip = self.context.visit.slip
        return isolate(shown_code(slip)) if slip else ""

    @Property(list, notify=changed)
    def needed(self) -> list[str]:
        """The names of the documents that are still to be brought."""
        if self.context.visit.service is None:
            return []
        return [need.name.say(self.language) for need in still_needed(self.context)]

    @Property(bool, notify=changed)
    def printed(self) -> bool:
        return self.context.visit.printed

    @Property(bool, notify=changed)
    def offered(self) -> bool:
        """Whether something is missing, and this visit may be put aside for it now."""
        visit = self.context.visit
        return visit.step is Step.DOCUMENTS and may_slip(self.context) and bool(still_needed(self.context))

    @Slot()
    def ask(self) -> None:
        """Put the visit aside and print its slip."""
        self.visit_model.dispatch(SlipAsked())

    @Slot()
    def printAgain(self) -> None:
        self.visit_model.dispatch(SlipRetried())
