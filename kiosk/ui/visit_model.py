"""The visit as QML sees it: which screen, in which language, what is wrong; and the one door events go through."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from shubbak.domain.text import Language
from shubbak.domain.wording import Wording
from shubbak.flow import events
from shubbak.flow.effects import BESIDE, FOR_THE_PERSON, Effect, Wipe
from shubbak.flow.machine import VisitMachine
from shubbak.flow.route import progress
from shubbak.flow.steps import OPENING, Step
from shubbak.forms.catalogue import Catalogue
from shubbak.ports.camera import Camera

QML_IMPORT_NAME = "Shubbak"
QML_IMPORT_MAJOR_VERSION = 1
_NOBODY_HERE = frozenset({Step.ATTRACT, Step.CLOSED})


class Worker(Protocol):
    """Runs a blocking task elsewhere and brings its result home."""

    def run(self, task: Callable[[], object], done: Callable[[object], None]) -> None: ...

    def finish(self, milliseconds: int = 5000) -> bool: ...


Perform = Callable[[Effect], events.Event | None]


@QmlElement
class VisitModel(QObject):
    """Owns the visit machine; every tap becomes an event, every effect runs off this thread and answers as an event."""

    changed = Signal()
    stepChanged = Signal()
    languageChanged = Signal()
    wiped = Signal()
    #: Emitted from the working thread once an application is durable.
    submitted = Signal()

    def __init__(
        self, machine: VisitMachine, wording: Wording, perform: Perform, worker: Worker, aside: Worker
    ) -> None:
        super().__init__()
        self.machine = machine
        self.wording = wording
        self.perform = perform
        #: The cameras for cards and for documents, None where that is a scanner; set once the station is open.
        self.cameras: dict[str, Camera | None] = {"identity": None, "document": None}
        #: Whether chips of documents are read here; set with them.
        self.chips = False
        self._worker = worker
        self._still = False
        self._forward = True
        self._aside = aside  # what nobody waits for must not stand in the next visitor's way

    def dispatch(self, event: events.Event) -> None:
        """Hand one event to the machine, tell the screens, and start what it asks for."""
        before = (self.machine.visit.stage, self.machine.visit.language)
        self._forward = not isinstance(event, (events.Back, events.EditRequested))
        effects = self.machine.handle(event)
        after = (self.machine.visit.stage, self.machine.visit.language)
        # What takes time begins at once: the printer works while the next screen is still being made.
        for effect in effects:
            if not isinstance(effect, Wipe):
                self._start(effect)
        if after[1] != before[1]:
            self.languageChanged.emit()
        if after[0] != before[0]:
            self.stepChanged.emit()
        self.changed.emit()
        if any(isinstance(effect, Wipe) for effect in effects):
            self.wiped.emit()

    def stand_still(self) -> None:
        """From now on effects are not run: whoever draws the screens says what comes of them."""
        self._still = True

    def wind_down(self) -> None:
        """At the end of the program: wait, for a while, for what is under way."""
        self._worker.finish()
        self._aside.finish()

    def use_catalogue(self, catalogue: Catalogue) -> None:
        """Take a newer catalogue between two visits; a list does not change under the finger of whoever looks at it."""
        if self.machine.visit.step in _NOBODY_HERE:
            self.machine.use_catalogue(catalogue)
            self.changed.emit()

    def abandon(self) -> None:
        """After a bug: forget the visit and show the first screen; money that was taken is given back at recovery."""
        self.machine.context.forget_visit()
        self.languageChanged.emit()
        self.stepChanged.emit()
        self.changed.emit()
        self.wiped.emit()

    def _start(self, effect: Effect) -> None:
        if self._still:
            return
        asked_for = self.machine.visit

        def home(event: object) -> None:
            # An answer for a visit that is over must never reach the next person.
            if event is not None and self.machine.visit is asked_for:
                self.dispatch(event)  # type: ignore[arg-type]

        def errand() -> object:
            left = isinstance(effect, FOR_THE_PERSON) and self.machine.visit is not asked_for
            return None if left else self.perform(effect)

        worker = self._aside if isinstance(effect, BESIDE) else self._worker
        worker.run(errand, home)

    @property
    def paying(self) -> str:
        """The application whose payment the screen is dealing with, or "": it is left to the visitor."""
        visit = self.machine.visit
        return visit.application_id if visit.payment is not None and visit.receipt is None else ""

    @Property(str, notify=stepChanged)
    def screen(self) -> str:
        """The name of the screen to show."""
        return self.machine.visit.step.value

    @Property(str, notify=stepChanged)
    def stage(self) -> str:
        """Distinguishes one page of questions from the next on the same screen."""
        stage = self.machine.visit.stage
        return f"{stage.step.value}/{stage.page}"

    @Property(bool, notify=stepChanged)
    def forward(self) -> bool:
        """Whether the screen was reached by going on rather than by going back."""
        return self._forward

    @Property(str, notify=languageChanged)
    def language(self) -> str:
        return self.machine.visit.language.value

    @Property(bool, notify=languageChanged)
    def rtl(self) -> bool:
        return self.machine.visit.language.rtl

    @Property(str, notify=changed)
    def busy(self) -> str:
        """What is under way: "", identity, chip, document, payment, submit or print."""
        return self.machine.visit.busy

    @Property(bool, notify=changed)
    def mayLeave(self) -> bool:
        return self.machine.visit.may_leave

    @Property(bool, notify=changed)
    def idleWarning(self) -> bool:
        return self.machine.visit.idle_warning

    @Property(int, notify=changed)
    def idleSeconds(self) -> int:
        return self.machine.visit.idle_seconds

    @Property(str, notify=changed)
    def serviceName(self) -> str:
        visit = self.machine.visit
        return visit.service.name.say(visit.language) if visit.service else ""

    @Property(int, notify=changed)
    def place(self) -> int:
        """Which step of how many; 0 where counting makes no sense."""
        return self._progress()[0]

    @Property(int, notify=changed)
    def count(self) -> int:
        return self._progress()[1]

    @Property(str, notify=changed)
    def stageTitle(self) -> str:
        """The words of the progress line: a page's own title, or the step's."""
        visit = self.machine.visit
        if visit.step is Step.QUESTIONS:
            return self.machine.context.page.title.say(visit.language)
        return self.wording.say(f"kiosk.step.{visit.step.value}", visit.language)

    @Property(str, notify=changed)
    def problem(self) -> str:
        """What is wrong with the whole step, in a sentence, or ""."""
        visit = self.machine.visit
        whole = [problem for problem in visit.problems if not problem.field]
        return self.wording.explain(whole[0], visit.language) if whole else ""

    @Property(str, notify=changed)
    def notice(self) -> str:
        """What is worth knowing on this step although nothing is wrong, in a sentence, or ""."""
        visit = self.machine.visit
        return self.wording.explain(visit.notices[0], visit.language) if visit.notices else ""

    @Property(int, notify=changed)
    def problemCount(self) -> int:
        return len(self.machine.visit.problems)

    @Property(int, notify=changed)
    def wrongAnswers(self) -> int:
        """How many questions of this page have no answer yet, or one that cannot be."""
        return sum(1 for problem in self.machine.visit.problems if problem.field)

    def _progress(self) -> tuple[int, int]:
        return (0, 0) if self.machine.visit.step in OPENING else progress(self.machine.context)

    @Slot()
    def touch(self) -> None:
        self.dispatch(events.Touched())

    @Slot(str)
    def chooseLanguage(self, code: str) -> None:
        self.dispatch(events.LanguageChosen(Language(code)))

    @Slot()
    def next(self) -> None:
        self.dispatch(events.Next())

    @Slot()
    def back(self) -> None:
        self.dispatch(events.Back())

    @Slot()
    def startOver(self) -> None:
        self.dispatch(events.StartOver())

    @Slot()
    def agree(self) -> None:
        self.dispatch(events.ConsentGiven())

    @Slot()
    def stillHere(self) -> None:
        self.dispatch(events.StillHere())

    @Slot()
    def idle(self) -> None:
        self.dispatch(events.IdleElapsed())

    @Slot()
    def finish(self) -> None:
        self.dispatch(events.Finished())
