"""The office's window: the sign-in page, and behind it the list of pages, the page and the status line."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from office_client.ui.desk import Desk, Worker
from office_client.ui.drafts_watch import DraftsWatch
from office_client.ui.licences_watch import LicencesWatch
from office_client.ui.office_wording import OfficeWording
from office_client.ui.others_watch import OthersWatch
from office_client.ui.outbox_watch import OutboxWatch
from office_client.ui.pages.devices_page import DevicesPage
from office_client.ui.pages.drafts_page import DraftsPage
from office_client.ui.pages.licences_page import LicencesPage
from office_client.ui.pages.outbox_page import OutboxPage
from office_client.ui.pages.receipts_page import ReceiptsPage
from office_client.ui.pages.sign_in_page import SignInPage
from office_client.ui.pages.visit_page import VisitPage
from office_client.ui.papers_watch import PapersWatch
from office_client.ui.printer_test_panel import PrinterTestPanel
from office_client.ui.side_rail import SideRail
from office_client.ui.status_line import StatusLine
from office_client.ui.steps.find_step import FindStep
from office_client.ui.visit_presenter import VisitPresenter
from shubbak.domain.readiness import Condition
from shubbak.flow.events import Acknowledged

SMALLEST, USUAL = (1100, 700), (1280, 840)


class OfficeWindow(QWidget):
    """One counter. `worker` runs the visit's effects in order, `aside` what nobody waits for."""

    def __init__(self, desk: Desk, worker: Worker, aside: Worker) -> None:
        super().__init__()
        self.setObjectName("window")
        self.wording = OfficeWording(desk.sentences)
        self.presenter = VisitPresenter(desk, self.wording, worker, aside)
        self.watch, self.drafts = OutboxWatch(desk, aside), DraftsWatch(desk, aside)
        self.others, self.papers = OthersWatch(desk, aside), PapersWatch(desk, worker)
        self.licences = LicencesWatch(desk.issued, worker, aside)
        models = (self.wording, self.presenter, self.watch, self.drafts, self.others, self.papers, self.licences)
        for model in models:
            model.setParent(self)  # none of them may outlive the widgets it tells
        self.sign_in = SignInPage(desk, self.wording, aside)
        self.visit_page = VisitPage(self.presenter)
        self.outbox_page = OutboxPage(desk, self.watch, self.wording)
        self.drafts_page = DraftsPage(self.presenter, self.drafts, self.others)
        self.receipts_page = ReceiptsPage(desk, self.papers, self.wording)
        self.licences_page = LicencesPage(desk.office.country, self.licences, self.wording, self._operator)
        self.devices_page = DevicesPage(desk, self.wording, aside)
        if desk.printer_tests is not None:
            panel = PrinterTestPanel(desk.printer_tests, self.wording, worker, self._operator, desk.office.country)
            self.devices_page.add(panel)
        self.rail = SideRail(self.wording, desk.office.municipality)
        self.status = StatusLine(
            self.wording, self.watch, desk.station, desk.office.office, lambda: desk.catalogue().version
        )
        self._pages, self._outer = QStackedWidget(), QStackedWidget()
        self._lay()
        self._join()
        self._speak()

    def open_page(self, page: str) -> None:
        """Show one of the pages; a visit that is under way stays as it is behind the outbox."""
        wanted: dict[str, QWidget] = {
            "outbox": self.outbox_page,
            "drafts": self.drafts_page,
            "devices": self.devices_page,
            "receipts": self.receipts_page,
            "licences": self.licences_page,
        }
        self._pages.setCurrentWidget(wanted.get(page, self.visit_page))
        self.rail.mark(page)
        if page == "visit":
            self.visit_page.focus_first()

    def acknowledged(self, packet_id: str, case: str) -> None:
        """The portal vouched for a packet."""
        self.presenter.dispatch(Acknowledged(packet_id, case))
        self.watch.look()

    def take_conditions(self, found: tuple[Condition, ...]) -> None:
        """The station looked at itself: warnings under everything, and no new visit while it is closed."""
        self.status.take_conditions(found)
        self.outbox_page.take_conditions(found)
        self.presenter.take_conditions(found)

    def show_code(self, untrusted_text: str) -> None:
        """Take what a code reader on a line of its own read: at the lists of services, receipts and licences, as if
        it were typed there.
        """
        if self._pages.currentWidget() is self.receipts_page:
            self.receipts_page.take_code(untrusted_text)
            return
        if self._pages.currentWidget() is self.licences_page:
            self.licences_page.take_code(untrusted_text)
            return
        step = self.visit_page.step
        if isinstance(step, FindStep):
            step.search.setText(untrusted_text)

    def start_again(self) -> None:
        """After a bug: nothing of the customer stays on the screen."""
        self.presenter.abandon()

    def _lay(self) -> None:
        inner = QWidget()
        body = QHBoxLayout()
        body.setSpacing(0)
        edge = QFrame()
        edge.setObjectName("edge")
        edge.setFixedWidth(1)
        body.addWidget(self.rail)
        body.addWidget(edge)
        body.addWidget(self._pages, 1)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(body, 1)
        column.addWidget(self.status)
        beside = (self.outbox_page, self.drafts_page, self.devices_page, self.receipts_page, self.licences_page)
        for page in (self.visit_page, *beside):
            self._pages.addWidget(page)
        for part in (self.sign_in, inner):
            self._outer.addWidget(part)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._outer)
        self.setMinimumSize(*SMALLEST)
        self.resize(*USUAL)

    def _join(self) -> None:
        self.sign_in.signed_in.connect(self._signed_in)
        self.rail.chosen.connect(self.open_page)
        self.rail.left.connect(self._sign_out)
        self.presenter.kept.connect(self.watch.look)
        self.watch.changed.connect(lambda: self.rail.count(len(self.watch.waiting) + len(self.watch.refused)))
        self.papers.changed.connect(lambda: self.rail.count_papers(self.papers.owed))
        self.licences.changed.connect(lambda: self.rail.count_licences(self.licences.waiting))
        self.presenter.stage_changed.connect(self._look_at_papers)
        self.drafts.changed.connect(lambda: self.rail.count_drafts(self.drafts.count))
        self.drafts_page.taken.connect(lambda: self.open_page("visit"))
        self.presenter.changed.connect(lambda: self.rail.leave.setEnabled(not self._money_open()))
        self.wording.changed.connect(self._speak)

    def _speak(self) -> None:
        rtl = self.wording.language.rtl
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
        self.setWindowTitle(self.wording.say("office.app"))

    def _look_at_papers(self) -> None:
        """A visit has ended, or begun: its receipt may be owed."""
        if self.presenter.context.operator and self.presenter.visit.opening:
            self.papers.look()

    def _signed_in(self, operator: str) -> None:
        self.presenter.sign_in(operator)
        self.status.sign(operator)
        self._outer.setCurrentIndex(1)
        self.open_page("visit")
        self.watch.look()
        self.drafts.look()
        self.licences.look()

    def _sign_out(self) -> None:
        # Money without a receipt belongs to somebody: first it is given back or the visit is finished.
        if not self._money_open():
            self.presenter.sign_out()
            self.status.sign("")
            self._outer.setCurrentIndex(0)
            self.sign_in.begin()

    def _operator(self) -> str:
        return self.presenter.context.operator

    def _money_open(self) -> bool:
        visit = self.presenter.visit
        return bool(visit.busy) or (visit.paid and visit.receipt is None)
