"""The visit between the machine and the pages: keys become events, effects run off this thread and answer as events."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from office_client.ui.desk import Desk, Worker
from office_client.ui.office_wording import OfficeWording
from shubbak.domain.copy_mark import CopyReason
from shubbak.domain.readiness import Condition
from shubbak.domain.text import Language
from shubbak.flow import events
from shubbak.flow.context import Context
from shubbak.flow.effects import BESIDE, FOR_THE_PERSON, DropDraft, Effect, KeepDraft, Submit, TakeDraft, Wipe
from shubbak.flow.machine import VisitMachine
from shubbak.flow.steps import Step
from shubbak.flow.visit import Visit
from shubbak.ports.store import StoreError
from shubbak.qtkit.copied_text import CopiedText

_SHELF = (KeepDraft, TakeDraft, DropDraft, Submit)
_GOING_ON = (events.Next, events.IdentityTyped, events.Signed)


class VisitPresenter(QObject):
    """One operator's visits, one after another. At a counter a visit begins at the list of services.

    changed: anything about the visit. stage_changed: another screenful. refused: going on failed, problems say where.
    wiped: nothing of the last customer may stay. kept: an application was committed, the outbox has news.
    shelf_changed: what is put aside may be another. copy_done: what came of a copy (`PrintOutcome`).
    paper_drawn: the receipt as the printer gets it (`Raster`), or the problem's code.
    """

    changed = Signal()
    stage_changed = Signal()
    wiped = Signal()
    kept = Signal()
    shelf_changed = Signal()
    refused = Signal()
    copy_done = Signal(object)
    paper_drawn = Signal(object)

    def __init__(self, desk: Desk, wording: OfficeWording, worker: Worker, aside: Worker) -> None:
        super().__init__()
        self.desk = desk
        self.wording = wording
        self._worker = worker
        self._aside = aside  # what nobody waits for must not stand in the next customer's way
        self._copied = CopiedText(self)
        self._conditions: tuple[Condition, ...] = ()
        self.machine = self._new_machine("")
        wording.changed.connect(self._speak)

    @property
    def context(self) -> Context:
        return self.machine.context

    @property
    def visit(self) -> Visit:
        return self.machine.visit

    @property
    def paying(self) -> str:
        """The application whose payment this counter is dealing with, or "": nobody else may settle it."""
        visit = self.visit
        return visit.application_id if visit.payment is not None and visit.receipt is None else ""

    @property
    def may_give_back(self) -> bool:
        """Whether money was taken for a visit that has no receipt and nothing under way."""
        return self.visit.paid and self.visit.receipt is None and not self.visit.busy

    def sign_in(self, operator: str) -> None:
        """Begin with a fresh machine: each application carries its operator's name."""
        self.machine = self._new_machine(operator)
        self._to_services()

    def sign_out(self) -> None:
        """Leave nothing of the customer or the operator behind."""
        self.machine = self._new_machine("")
        self._forget()
        self.stage_changed.emit()

    def dispatch(self, event: events.Event) -> None:
        """Hand one event to the machine, tell the pages, and start what it asks for."""
        before = self.visit.stage
        effects = self.machine.handle(event)
        wiped = any(isinstance(effect, Wipe) for effect in effects)
        if not wiped:
            self._tell(before != self.visit.stage)
        for effect in effects:
            self._start(effect)
        if wiped:
            self._begin_anew()
        elif isinstance(event, _GOING_ON) and self.visit.problems:
            self.refused.emit()

    def give_back(self) -> None:
        """End a paid visit that cannot go on; its money goes back. The machine does so when a visit is left idle."""
        while self.may_give_back:
            self.dispatch(events.IdleElapsed())

    def take_catalogue(self) -> None:
        """Offer the newest services; a visit under way keeps those it began with."""
        self.machine.use_catalogue(self.desk.catalogue())
        self.changed.emit()

    def take_conditions(self, found: tuple[Condition, ...]) -> None:
        """A closed station begins no new visit; the one under way is finished."""
        self._conditions = found
        self.dispatch(events.ConditionsChanged(found))

    def abandon(self) -> None:
        """After a bug: a clean page. Money without a receipt is given back at the next start."""
        self.machine = self._new_machine(self.context.operator)
        self._begin_anew()

    def print_copy(self, reason: CopyReason, printer: int) -> None:
        """Print the receipt once more, marked as a copy and counted by the station."""
        visit = self.visit
        if visit.receipt is None or visit.busy:
            return
        application_id = visit.receipt.application_id

        def home(outcome: object) -> None:
            if self.visit is visit:
                self.copy_done.emit(outcome)

        self._worker.run(lambda: self.desk.papers.print(application_id, reason, printer), home)

    def draw_paper(self) -> None:
        """Have the receipt drawn as it would come out now, beside what is being printed."""
        visit = self.visit
        if visit.receipt is None:
            return
        application_id = visit.receipt.application_id

        def home(drawn: object) -> None:
            if self.visit is visit:
                self.paper_drawn.emit(drawn)

        self._aside.run(lambda: self.desk.papers.picture(application_id), home)

    def _start(self, effect: Effect) -> None:
        if isinstance(effect, Wipe):
            return
        asked_for = self.visit

        def home(event: object) -> None:
            if isinstance(effect, Submit):
                self.kept.emit()
            # An answer for a visit that is over must never reach the next customer.
            if event is not None and self.visit is asked_for:
                self.dispatch(event)  # type: ignore[arg-type]
            if isinstance(effect, _SHELF):
                self.shelf_changed.emit()

        def errand() -> object:
            left = isinstance(effect, FOR_THE_PERSON) and self.visit is not asked_for
            return None if left else self.desk.perform(effect)

        worker = self._aside if isinstance(effect, BESIDE) else self._worker
        worker.run(errand, home)

    def _begin_anew(self) -> None:
        # A new machine and not the old one: it takes the newest catalogue along.
        self.machine = self._new_machine(self.context.operator)
        self._forget()
        self._to_services()

    def _forget(self) -> None:
        self._copied.forget()
        # On the visit's own worker: after what was asked of the shelf before, and before the next customer's.
        self._worker.run(self._close_draft, lambda _: None)
        self.wiped.emit()

    def _close_draft(self) -> object:
        """Nothing is on the screen any more: whatever is put aside may be handed to another counter."""
        try:
            self.desk.store.close_draft()
        except StoreError as error:
            return error.code  # it is only not handed on, until the next visit is over
        return ""

    def _to_services(self) -> None:
        self.machine.handle(events.Touched())
        self.machine.handle(events.LanguageChosen(self.wording.language))
        self._tell(True)

    def _speak(self) -> None:
        if self.visit.step is not Step.ATTRACT:
            self.dispatch(events.LanguageChosen(self.wording.language))

    def _tell(self, moved: bool) -> None:
        if moved:
            self.stage_changed.emit()
        self.changed.emit()

    def _new_machine(self, operator: str) -> VisitMachine:
        language = Language(self.wording.language)
        machine = VisitMachine(self.desk.catalogue(), self.desk.clock, language, operator=operator)
        machine.handle(events.ConditionsChanged(self._conditions))
        return machine
