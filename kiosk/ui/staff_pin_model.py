"""The PIN on its pad and the card beside it: digits go in, a dot each comes out, and the door says yes or how long."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Property, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.ui.screen_model import ScreenModel
from kiosk.ui.staff_desk import StaffDesk
from kiosk.ui.visit_model import VisitModel, Worker
from shubbak.domain.problem import Problem
from shubbak.flow.events import StaffAdmitted, StaffAsked, StaffLeft
from shubbak.flow.steps import Step
from shubbak.ports.operators import Operator
from shubbak.services.staff_door import ShownCard

QML_IMPORT_NAME = "Shubbak"
QML_IMPORT_MAJOR_VERSION = 1
#: As many digits as an operator's PIN may have.
MOST_DIGITS = 12


@QmlElement
class StaffPinModel(ScreenModel):
    """`desk` and `worker` come when the station is open; before that the door stays shut. operator: who is in."""

    changed = Signal()
    step: Step | None = Step.STAFF_PIN

    def __init__(self, visit_model: VisitModel) -> None:
        super().__init__(visit_model)
        self.desk: StaffDesk | None = None
        self.worker: Worker | None = None
        self.operator = ""
        self._digits = ""
        self._card: ShownCard | None = None
        self._problem: Problem | None = None
        self._checking = self._scanning = False
        visit_model.wiped.connect(self._forget)

    @Property(int, notify=changed)
    def count(self) -> int:
        """How many digits were typed; which, nobody sees."""
        return len(self._digits)

    @Property(bool, notify=changed)
    def checking(self) -> bool:
        return self._checking

    @Property(bool, notify=changed)
    def scanning(self) -> bool:
        """Whether the wait is for the card scanner."""
        return self._scanning

    @Property(bool, notify=changed)
    def cardShown(self) -> bool:
        return self._card is not None

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
        desk, pin, card = self.desk, self._digits, self._card
        if desk is not None and pin:
            self._ask(lambda: desk.enter(pin, card))

    @Slot()
    def scanCard(self) -> None:
        """Read the card that lies on the card scanner."""
        desk = self.desk
        if desk is not None:
            self._ask(desk.scan_card, scanning=True)

    def listening(self) -> bool:
        """Whether what a reader types is meant for this screen."""
        return self.context.visit.step is self.step

    def show_card(self, untrusted_text: str) -> None:
        """A reader has typed a line; during a check it is let go, and the card can be shown again."""
        desk = self.desk
        if desk is not None:
            self._ask(lambda: desk.show_card(untrusted_text))

    @Slot()
    def leave(self) -> None:
        self.visit_model.dispatch(StaffLeft())

    def _ask(self, task: Callable[[], object], *, scanning: bool = False) -> None:
        """One question at a time; digits that were typed before it are gone."""
        worker = self.worker
        if worker is None or self._checking:
            return
        self._checking, self._scanning = True, scanning
        self._digits, self._problem = "", None
        self.changed.emit()
        asked_for = self.visit_model.machine.visit
        worker.run(task, lambda answer: self._home(answer, asked_for))

    def _home(self, answer: object, asked_for: object) -> None:
        self._checking = self._scanning = False
        # Whoever walked away while it was checked opens nothing for the next person.
        if self.visit_model.machine.visit is not asked_for:
            return
        if isinstance(answer, Operator):
            self.operator, self._card = answer.name, None
            self._admit()
        elif isinstance(answer, ShownCard):
            self._card = answer
        elif isinstance(answer, Problem):
            self._problem = answer
            if answer.code == "staff-card-unknown":
                self._card = None
        self.changed.emit()

    def _admit(self) -> None:
        """The door is open to `operator`."""
        self.visit_model.dispatch(StaffAdmitted())

    def _forget(self) -> None:
        self._digits, self._card, self._problem, self.operator = "", None, None, ""
        self.changed.emit()
