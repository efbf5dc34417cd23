"""The PIN on its pad: digits go in, a dot each comes out, and the door says yes or how long to wait."""

from __future__ import annotations

from PySide6.QtCore import Property, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.ui.screen_model import ScreenModel
from kiosk.ui.staff_desk import StaffDesk
from kiosk.ui.visit_model import VisitModel, Worker
from shubbak.domain.problem import Problem
from shubbak.flow.events import StaffAdmitted, StaffAsked, StaffLeft
from shubbak.flow.steps import Step
from shubbak.ports.operators import Operator

QML_IMPORT_NAME = "Shubbak"
QML_IMPORT_MAJOR_VERSION = 1
#: As many digits as an operator's PIN may have.
MOST_DIGITS = 12


@QmlElement
class StaffPinModel(ScreenModel):
    """`desk` and `worker` come when the station is open; before that the door stays shut. operator: who is in."""

    changed = Signal()
    step = Step.STAFF_PIN

    def __init__(self, visit_model: VisitModel) -> None:
        super().__init__(visit_model)
        self.desk: StaffDesk | None = None
        self.worker: Worker | None = None
        self.operator = ""
        self._digits = ""
        self._problem: Problem | None = None
        self._checking = False
        visit_model.wiped.connect(self._forget)

    @Property(int, notify=changed)
    def count(self) -> int:
        """How many digits were typed; which, nobody sees."""
        return len(self._digits)

    @Property(bool, notify=changed)
    def checking(self) -> bool:
        return self._checking

    @Property(str, notify=changed)
    def problem(self) -> str:
        return self.visit_model.wording.explain(self._problem, self.language) if self._problem else ""

    @Slot()
    def ask(self) -> None:
        """The staff's gesture."""
        if self.desk is not None:
            self.visit_model.dispatch(StaffAsked())

    @Slot(str)
    def press(self, digit: str) -> None:
        if not self._checking and len(self._digits) < MOST_DIGITS:
            self._digits += digit
            self._problem = None
            self.changed.emit()

    @Slot()
    def erase(self) -> None:
        if not self._checking:
            self._digits = self._digits[:-1]
            self.changed.emit()

    @Slot()
    def enter(self) -> None:
        """Ask the door; the answer comes later, slowly on purpose."""
        desk, worker, pin = self.desk, self.worker, self._digits
        if desk is None or worker is None or self._checking or not pin:
            return
        self._checking, self._digits = True, ""
        self.changed.emit()
        asked_for = self.visit_model.machine.visit
        worker.run(lambda: desk.enter(pin), lambda answer: self._home(answer, asked_for))

    @Slot()
    def leave(self) -> None:
        self.visit_model.dispatch(StaffLeft())

    def _home(self, answer: object, asked_for: object) -> None:
        self._checking = False
        # Whoever walked away while it was checked opens nothing for the next person.
        if self.visit_model.machine.visit is not asked_for:
            return
        if isinstance(answer, Operator):
            self.operator = answer.name
            self.visit_model.dispatch(StaffAdmitted())
        elif isinstance(answer, Problem):
            self._problem = answer
        self.changed.emit()

    def _forget(self) -> None:
        self._digits, self._problem, self.operator = "", None, ""
        self.changed.emit()
