"""The signature's way from the pad to the visit."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Property, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.ui.screen_model import ScreenModel
from shubbak.flow.events import Signed, SubmitRetried
from shubbak.flow.steps import Step

QML_IMPORT_NAME = "Shubbak"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class SignModel(ScreenModel):
    """Takes strokes as the pad gives them: a list of strokes, each a list of [x, y] in a 1000 by 400 box."""

    changed = Signal()

    @Property(str, notify=changed)
    def problem(self) -> str:
        return self.problem_at("signature") if self.context.visit.step is Step.SIGN else ""

    @Property(bool, notify=changed)
    def paid(self) -> bool:
        """Whether money was taken for this visit."""
        return self.context.visit.paid

    @Slot("QVariantList")
    def sign(self, strokes: list[list[Any]]) -> None:
        drawn = tuple(tuple((int(x), int(y)) for x, y in stroke) for stroke in strokes)
        self.visit_model.dispatch(Signed(drawn))

    @Slot()
    def submitAgain(self) -> None:
        self.visit_model.dispatch(SubmitRetried())
