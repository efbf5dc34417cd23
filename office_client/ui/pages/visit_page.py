"""The visit at the counter: heading, problem, the step, and the bar of keys under it."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from office_client.ui.action_button import ActionButton, TwiceButton
from office_client.ui.camera_panel import CameraPanel
from office_client.ui.look import label
from office_client.ui.notice import Notice
from office_client.ui.steps.closed_step import ClosedStep
from office_client.ui.steps.consent_step import ConsentStep
from office_client.ui.steps.documents_step import DocumentsStep
from office_client.ui.steps.find_step import FindStep
from office_client.ui.steps.identity_step import IdentityStep
from office_client.ui.steps.needs_step import NeedsStep
from office_client.ui.steps.pay_step import PayStep
from office_client.ui.steps.questions_step import QuestionsStep
from office_client.ui.steps.receipt_step import ReceiptStep
from office_client.ui.steps.review_step import ReviewStep
from office_client.ui.steps.sign_step import SignStep
from office_client.ui.steps.slip_step import SlipStep
from office_client.ui.steps.submit_step import SubmitStep
from office_client.ui.steps.visit_step import VisitStep
from office_client.ui.visit_presenter import VisitPresenter
from shubbak.domain.text import isolate
from shubbak.flow.events import Back, PutAside, StartOver
from shubbak.flow.route import progress
from shubbak.flow.steps import OPENING, Step

_STEPS: tuple[type[VisitStep], ...] = (
    ClosedStep,
    FindStep,
    NeedsStep,
    ConsentStep,
    IdentityStep,
    QuestionsStep,
    DocumentsStep,
    ReviewStep,
    PayStep,
    SignStep,
    SubmitStep,
    ReceiptStep,
    SlipStep,
)


class VisitPage(QWidget):
    """Shows the step the machine is on; the accent button and its key are always at the same place."""

    def __init__(self, presenter: VisitPresenter) -> None:
        super().__init__()
        self.presenter = presenter
        self.wording = presenter.wording
        self.steps = {kind.step: kind(presenter) for kind in _STEPS}
        self.primary = ActionButton("Ctrl+Return", "primary")
        self.back = ActionButton("Esc")
        self.leave = TwiceButton("Ctrl+D")
        self.aside = ActionButton("Ctrl+S", "quiet")
        self.notice = Notice()
        self.camera = CameraPanel(presenter, presenter.desk.cameras)
        self._busy = ""
        self._title, self._help = label("title"), label("muted")
        self._service, self._place = label("place", wrap=False), label("place", wrap=False)
        self._stack = QStackedWidget()
        self._places = {step: self._stack.addWidget(_framed(widget)) for step, widget in self.steps.items()}
        self._lay()
        self.primary.clicked.connect(lambda: self.step.go_on())
        self.back.clicked.connect(lambda: presenter.dispatch(Back()))
        self.leave.confirmed.connect(self._leave)
        self.aside.clicked.connect(lambda: presenter.dispatch(PutAside()))
        presenter.stage_changed.connect(self._enter)
        presenter.changed.connect(self.refresh)
        presenter.refused.connect(self._lead_to_wrong)

    def _lay(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._service)
        head.addStretch(1)
        head.addWidget(self._place)
        page = QVBoxLayout()
        page.setContentsMargins(28, 18, 28, 14)
        page.setSpacing(10)
        page.addLayout(head)
        for part in (self._title, self._help, self.notice):
            page.addWidget(part)
        page.addWidget(self.camera, 1)
        page.addWidget(self._stack, 1)
        bar = QFrame()
        bar.setObjectName("bar")
        keys = QHBoxLayout(bar)
        keys.setContentsMargins(28, 10, 28, 10)
        keys.setSpacing(10)
        keys.addWidget(self.back)
        keys.addWidget(self.leave)
        keys.addWidget(self.aside)
        keys.addStretch(1)
        keys.addWidget(self.primary)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(page, 1)
        column.addWidget(bar)

    @property
    def step(self) -> VisitStep:
        """The step on the page; the list of services before anybody has signed in."""
        return self.steps.get(self.presenter.visit.step, self.steps[Step.FIND])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # What neither a field nor a button wants: a long page scrolls without the mouse.
        holder = self._stack.currentWidget()
        ways = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
        if isinstance(holder, QScrollArea) and event.key() in ways:
            bar = holder.verticalScrollBar()
            bar.setValue(bar.value() + ways[Qt.Key(event.key())] * bar.pageStep())
            return
        super().keyPressEvent(event)

    def refresh(self) -> None:
        """Show the visit as it is now, in the language of the moment."""
        visit, wording, step = self.presenter.visit, self.wording, self.step
        self._stack.setVisible(not self.camera.isVisibleTo(self))
        step.refresh()
        self._title.setText(step.title())
        self._help.setText(step.help())
        self._help.setVisible(bool(step.help()))
        self._service.setText(wording.read(visit.service.name) if visit.service else "")
        self._place.setText(self._progress())
        for line in (self._service, self._place):
            line.setVisible(bool(line.text()))
        self._say_whole()
        if self._busy and not visit.busy:
            # The accent button could not keep the focus while it was off.
            QTimer.singleShot(0, self, self._focus_if_shown)
        self._busy = visit.busy
        self._show_keys(step)

    def focus_first(self) -> None:
        """Put the focus where the step wants it."""
        (self.step.first_focus() or self.primary).setFocus(Qt.FocusReason.OtherFocusReason)

    def _enter(self) -> None:
        step = self.step
        self.leave.calm()
        self._stack.setCurrentIndex(self._places[step.step])
        if self.presenter.visit.step in self.steps:
            step.enter()
        holder = self._stack.currentWidget()
        if isinstance(holder, QScrollArea):
            holder.verticalScrollBar().setValue(0)
        self.refresh()
        # A widget that is only now being shown takes no focus yet.
        QTimer.singleShot(0, self, self._focus_if_shown)

    def _focus_if_shown(self) -> None:
        if self.isVisible() and not self.presenter.visit.problems:
            self.focus_first()

    def _progress(self) -> str:
        if self.presenter.visit.step in OPENING:
            return ""
        place, count = progress(self.presenter.context)
        return (
            self.wording.say("office.progress", place=isolate(str(place)), count=isolate(str(count))) if place else ""
        )

    def _say_whole(self) -> None:
        visit, wording = self.presenter.visit, self.wording
        whole = [problem for problem in visit.problems if not problem.field]
        if whole:
            self.notice.say("\n".join(wording.explain(problem) for problem in whole), "danger")
        elif visit.busy in ("identity", "chip", "document", "payment", "draft"):
            self.notice.say(wording.say(f"office.busy.{self._under_way()}"), "info")
        else:
            self.notice.say("")

    def _under_way(self) -> str:
        """Return what is under way; a question that asks for a photo says so."""
        visit = self.presenter.visit
        pages = visit.service.pages if visit.service and visit.busy == "document" else ()
        photos = {field.id for page in pages for field in page.fields if field.kind == "photo"}
        return "photo" if visit.scanning in photos else visit.busy

    def _show_keys(self, step: VisitStep) -> None:
        visit = self.presenter.visit
        word = step.action()
        self.primary.say(word)
        self.primary.setVisible(bool(word))
        self.primary.setEnabled(not visit.busy)
        self.back.say(self.wording.say("office.action.back"))
        begun = visit.step not in OPENING
        self.back.setVisible(visit.may_leave and begun)
        self.aside.say(self.wording.say("office.action.put_aside"))
        self.aside.setVisible(visit.may_be_put_aside)
        giving_back = self.presenter.may_give_back
        words = ("give_back", "give_back_again") if giving_back else ("leave", "leave_again")
        self.leave.offer(*(self.wording.say(f"office.action.{word}") for word in words))
        self.leave.setVisible(giving_back or (visit.may_leave and begun))

    def _lead_to_wrong(self) -> None:
        """Take the focus to the first wrong field."""
        wrong = self.step.wrong_focus()
        if wrong is None:
            return
        wrong.setFocus(Qt.FocusReason.OtherFocusReason)
        holder = self._stack.currentWidget()
        if isinstance(holder, QScrollArea):
            holder.ensureWidgetVisible(wrong, 20, 60)

    def _leave(self) -> None:
        if self.presenter.may_give_back:
            self.presenter.give_back()
        else:
            self.presenter.dispatch(StartOver())


def _framed(step: VisitStep) -> QWidget:
    if not step.scrolls:
        return step
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    step.setObjectName("scrolled")
    area.setWidget(step)
    return area
