"""The receipt: its number, its paper as it is printed, whether the portal has the application, and a marked copy."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout

from office_client.ui.card import Card
from office_client.ui.copy_bar import REASONS, CopyBar
from office_client.ui.look import label
from office_client.ui.notice import Notice
from office_client.ui.plan_panel import PlanPanel
from office_client.ui.steps.visit_step import VisitStep
from office_client.ui.visit_presenter import VisitPresenter
from shubbak.domain.copy_mark import CopyReason
from shubbak.domain.paper import PaperState
from shubbak.domain.problem import Problem
from shubbak.domain.text import isolate
from shubbak.flow.events import Finished, PlanRetried, PrintRetried
from shubbak.flow.steps import Step
from shubbak.ports.printer import Raster
from shubbak.qtkit.receipt_raster import raster_image
from shubbak.services.receipt_papers import PrintOutcome

_PAPER_WIDTH = 340


class ReceiptStep(VisitStep):
    """Facts on the leading side, the paper on the trailing side."""

    step = Step.RECEIPT
    scrolls = False

    def __init__(self, presenter: VisitPresenter) -> None:
        super().__init__(presenter)
        printers = presenter.desk.papers.printers
        self.reprint = CopyBar(self.wording, [one.name for one in printers])
        self.reprint.asked.connect(self._print)
        self.copy_notice, self._print_state, self._portal_state = Notice(), Notice(), Notice()
        self.plan = PlanPanel(self.wording)
        self.plan.asked.connect(self._print_plan)
        self._facts, self.number = Card(), label("number", wrap=False)
        self.number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._next = Card()
        self.paper = QLabel()
        self.paper.setWordWrap(True)  # where the paper cannot be shown, it says why
        self.paper.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._drawn: object = None
        self._printing_copy = False
        self._copy: PrintOutcome | None = None
        presenter.copy_done.connect(self._copied)
        presenter.paper_drawn.connect(self._show_paper)
        self._lay()

    def _lay(self) -> None:
        self._facts.body.addWidget(self.number)
        facts = QVBoxLayout()
        facts.setSpacing(12)
        for part in (self._facts, self._print_state, self.plan, self._portal_state, self.copy_notice, self._next):
            facts.addWidget(part)
        facts.addWidget(self.reprint, 0, Qt.AlignmentFlag.AlignLeading)
        facts.addStretch(1)
        preview = QScrollArea()
        preview.setFixedWidth(_PAPER_WIDTH + 40)
        preview.setWidgetResizable(True)
        preview.setWidget(self.paper)
        preview.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the arrows scroll the paper
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(20)
        row.addLayout(facts, 1)
        row.addWidget(preview)

    def help(self) -> str:
        return self.wording.say("office.receipt.help")

    def action(self) -> str:
        return self.wording.say("office.receipt.done")

    def go_on(self) -> None:
        if not self.visit.busy:
            self.presenter.dispatch(Finished())

    def forget(self) -> None:
        self.paper.clear()
        self.number.clear()
        for notice in (self._print_state, self._portal_state):
            notice.say("")
        self._drawn = None
        self._printing_copy = False
        self._copy = None
        self._show_copy()

    def refresh(self) -> None:
        visit, wording = self.visit, self.wording
        if visit.receipt is None or visit.service is None:
            return
        self._facts.say(wording.say("office.receipt.number"))
        self.number.setText(isolate(str(visit.receipt.number)))
        self._next.clear()
        self._next.say(wording.say("office.receipt.next"))
        in_hand = visit.plan == "printed"
        self._next.line(wording.say("plan.counter.in_hand") if in_hand else wording.read(visit.service.next_step))
        self._next.line(wording.read(visit.service.duration.text), "hint")
        self._show_states()
        self._draw()

    def _show_states(self) -> None:
        visit, wording = self.visit, self.wording
        if visit.busy == "print":
            self._print_state.say(wording.say("office.receipt.printing"), "info")
        elif visit.printed:
            self._print_state.say(wording.say("office.receipt.printed"), "success")
        else:
            key = "paper_unsure" if visit.paper_unsure else "not_printed"
            self._print_state.say(wording.say(f"office.receipt.{key}"), "warning")
        if visit.case:
            self._portal_state.say(wording.say("office.receipt.accepted", case=isolate(visit.case)), "success")
        else:
            self._portal_state.say(wording.say("office.receipt.taken"), "info")
        self.plan.show_visit(visit)
        self._show_copy()
        self.reprint.offer(self._paper_state(), free=not visit.busy and not self._printing_copy)

    def _paper_state(self) -> PaperState:
        failed = self._copy is not None and self._copy.problem and self._copy.begun
        if self.visit.printed and not failed:
            return PaperState.PRINTED
        return PaperState.UNSURE if failed or self.visit.paper_unsure else PaperState.OWED

    def _print(self, reason: CopyReason | None, printer: int) -> None:
        if not self.visit.printed:
            self.presenter.dispatch(PrintRetried(printer))
            return
        self._printing_copy = True
        self._show_states()
        self.presenter.print_copy(reason or CopyReason.LOST, printer)

    def _print_plan(self, copy: bool) -> None:
        """A copy of the plan has the reason that the operator chose for copies."""
        chosen = REASONS[max(0, self.reprint.reasons.currentIndex())]
        self.presenter.dispatch(PlanRetried(chosen if copy else None))

    def _copied(self, outcome: object) -> None:
        self._printing_copy = False
        self._copy = outcome if isinstance(outcome, PrintOutcome) else None
        self._show_states()
        self._draw()

    def _show_copy(self) -> None:
        if self._printing_copy:
            self.copy_notice.say(self.wording.say("office.receipt.printing"), "info")
        elif self._copy is None or (self._copy.mark is None and not self._copy.problem):
            self.copy_notice.say("")
        elif self._copy.problem or self._copy.mark is None:
            self.copy_notice.say(self.wording.explain(Problem(self._copy.problem)), "danger")
        else:
            number = isolate(str(self._copy.mark.number))
            self.copy_notice.say(self.wording.say("office.receipt.copied", number=number), "success")

    def _draw(self) -> None:
        """Have the paper drawn, and again after each print: the code of an invoice may have come meanwhile."""
        shown = (self.visit.receipt, self.visit.printed, self._copy, self.wording.language)
        if self._drawn != shown:
            self._drawn = shown
            self.presenter.draw_paper()

    def _show_paper(self, drawn: Raster | str) -> None:
        if isinstance(drawn, str):
            self.paper.setText(self.wording.explain(Problem(drawn)))
            return
        picture = raster_image(drawn)
        ratio = self.paper.devicePixelRatioF()
        width = round(_PAPER_WIDTH * ratio)
        shown = QPixmap.fromImage(picture.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation))
        shown.setDevicePixelRatio(ratio)
        self.paper.setPixmap(shown)
