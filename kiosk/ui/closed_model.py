"""Why the machine takes no new applications, as its visitor reads it."""

from __future__ import annotations

from PySide6.QtCore import Property, Signal
from PySide6.QtQml import QmlElement

from kiosk.ui.screen_model import ScreenModel
from shubbak.domain.readiness import closing
from shubbak.flow.steps import Step

QML_IMPORT_NAME = "Shubbak"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class ClosedModel(ScreenModel):
    """The closing conditions: sentences for the visitor, codes for staff."""

    changed = Signal()
    step = Step.CLOSED

    @Property(str, notify=changed)
    def why(self) -> str:
        """The reasons in the visitor's language, one sentence each."""
        return " ".join(self.say(f"kiosk.closed.why.{one.code}") for one in closing(self.context.conditions))

    @Property(str, notify=changed)
    def codes(self) -> str:
        return "  ".join(one.code for one in closing(self.context.conditions))
