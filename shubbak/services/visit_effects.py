"""Does what a visit asks of the world, one blocking effect at a time, and brings the answer as an event."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Protocol

from shubbak.domain.calendar import local_date
from shubbak.domain.draft import Draft
from shubbak.domain.paper_template import PaperKind
from shubbak.domain.payment import PaymentState
from shubbak.domain.receipt import Receipt, ReceiptStatus
from shubbak.domain.wording import Wording
from shubbak.flow import events
from shubbak.flow.effects import (
    AskPayment,
    BindDocument,
    DrawPlan,
    DropDraft,
    Effect,
    FindDraft,
    FindLand,
    GiveBack,
    KeepDraft,
    LookUp,
    NoteWrongProofs,
    Print,
    PrintSlip,
    ReadChip,
    ReadIdentity,
    ScanDocument,
    SearchRegister,
    StopChip,
    Submit,
    TakeDraft,
    TakePayment,
)
from shubbak.ports.clock import Clock
from shubbak.ports.drafts import DraftShelf
from shubbak.ports.outputs import OutputShelf
from shubbak.ports.page_printer import PagePrinterError
from shubbak.ports.paper import PaperShelf
from shubbak.ports.printer import PrinterError
from shubbak.ports.registers import Registers, RegisterUnreachableError
from shubbak.ports.renderer import Part, Sheet
from shubbak.ports.store import StationStore, StoreError
from shubbak.services.drafts import DraftRefusedError, find_by_code, put_aside, take_up
from shubbak.services.invoice_parts import invoice_parts, whole_invoice
from shubbak.services.kept_sheet import write_sheet
from shubbak.services.office_invoices import OfficeInvoices, VisitInvoice
from shubbak.services.paper_parts import Speaker
from shubbak.services.payments import EarlierPaymentError, ask_payment, give_back, take_payment
from shubbak.services.plan_issue import PlanDesk, with_plan
from shubbak.services.print_pieces import print_pieces
from shubbak.services.receipt_papers import ReceiptPapers, no_code
from shubbak.services.receipt_sheet import IssuingOffice, receipt_sheet
from shubbak.services.resume_tries import ResumeTries
from shubbak.services.scan_effects import Devices, ScanEffects
from shubbak.services.station_identity import StationIdentity
from shubbak.services.still_needed_sheet import still_needed_sheet
from shubbak.services.submission import SubmissionError, submit_application
from shubbak.wire.receipt_code import make_code


class VisitMemory(StationStore, DraftShelf, PaperShelf, OutputShelf, Protocol):
    """What a visit asks of the station's store."""


@dataclass(frozen=True, slots=True)
class VisitEffects:
    """The hands of a visit. `submitted` is called after each commit, so that the outbox looks at once. tries: the
    station's count of wrong codes; draft_days: how long what is put aside is kept, 0 for without end. plans: None
    where no plan is drawn. invoices: None where the office issues no tax invoices here.
    """

    devices: Devices
    store: VisitMemory
    clock: Clock
    identity: StationIdentity
    wording: Wording
    submitted: Callable[[], None]
    registers: Registers
    tries: ResumeTries | None = None
    draft_days: int = 0
    plans: PlanDesk | None = None
    invoices: OfficeInvoices | None = None

    def perform(self, effect: Effect) -> events.Event | None:
        """Do one effect; blocking. A broken world comes back as an event; a bug is not caught."""
        match effect:
            case ReadIdentity() | ReadChip() | ScanDocument() | BindDocument():
                return ScanEffects(self.devices, self._today).perform(effect)
            case StopChip():
                self.devices.stop_chip()
            case LookUp():
                return self._look_up(effect)
            case SearchRegister():
                return self._search(effect)
            case TakePayment():
                return self._take_payment(effect)
            case AskPayment(payment):
                return self._ask_payment(events.PaymentSettled(payment), effect)
            case GiveBack():
                self._give_back(effect)
            case Submit():
                return self._submit(effect)
            case Print():
                return self._print(effect)
            case KeepDraft(draft):
                return self._keep_draft(draft)
            case TakeDraft(draft_id):
                return self._take_draft(draft_id)
            case FindDraft(code):
                return self._find_draft(code)
            case PrintSlip():
                return self._print_slip(effect)
            case DropDraft(draft_id):
                self._drop_draft(draft_id)
            case FindLand():
                found = self.plans.find(effect.country, effect.parts) if self.plans else ((), "cadastre-missing")
                return events.LandFound(effect.parts, *found)
            case DrawPlan():
                return self._draw_plan(effect)
            case NoteWrongProofs():
                self._note_wrong()
        return None

    def _today(self) -> date:
        return local_date(self.clock.now(), self.identity.country)

    def _look_up(self, effect: LookUp) -> events.Event:
        try:
            record = self.registers.find(effect.register, effect.number)
        except RegisterUnreachableError:
            return events.RegisterUnreachable(effect.field, effect.number)
        if record is None:
            return events.RecordMissing(effect.field, effect.number)
        return events.RecordFound(effect.field, effect.number, record.untrusted_parts)

    def _search(self, effect: SearchRegister) -> events.Event:
        try:
            entries = self.registers.choices(effect.register, effect.words, effect.language)
        except RegisterUnreachableError:
            return events.RegisterUnreachable(effect.field, effect.words)
        return events.EntriesFound(effect.field, effect.words, entries)

    def _take_payment(self, effect: TakePayment) -> events.Event:
        try:
            # No money before paper: a printer that cannot print is found out now, not afterwards.
            self.devices.printer.check()
            if effect.pages and self.plans is not None:
                self.plans.check()
            return events.PaymentSettled(take_payment(effect.payment, self.devices.terminal, self.store))
        except (EarlierPaymentError, PrinterError, PagePrinterError) as error:
            return events.PaymentNotStarted(error.code)
        except StoreError as error:
            return self._after_store_error(effect, error)

    def _after_store_error(self, effect: TakePayment, error: StoreError) -> events.Event:
        """The row of the intent decides: without it the terminal was never asked."""
        try:
            asked = any(payment.id == effect.payment.id for payment in self.store.unsettled())
        except StoreError:
            asked = True
        if not asked:
            return events.PaymentNotStarted(error.code)
        unknown = replace(effect.payment, state=PaymentState.UNKNOWN)
        return self._ask_payment(events.PaymentSettled(unknown), AskPayment(unknown))

    def _ask_payment(self, unknown: events.PaymentSettled, effect: AskPayment) -> events.Event:
        try:
            return events.PaymentSettled(ask_payment(effect.payment, self.devices.terminal, self.store))
        except StoreError:
            return unknown

    def _give_back(self, effect: GiveBack) -> None:
        try:
            payment = effect.payment
            if payment.state is not PaymentState.CAPTURED:
                payment = ask_payment(payment, self.devices.terminal, self.store)
            # Known to be captured, it is reversed before anything is written: a full disk must not keep the money.
            if payment.state is PaymentState.CAPTURED:
                give_back(payment, self.devices.terminal, self.store)
        except StoreError:
            return  # the row still says captured or unknown, and recovery at the next start takes it up

    def _submit(self, effect: Submit) -> events.Event:
        # Before the commit: the paper that is owed from then on carries it.
        invoice = self.invoices.of(effect.application) if self.invoices else None
        try:
            receipt = submit_application(
                effect.application,
                self.clock,
                self.store,
                self.identity,
                lambda receipt: self._paper(effect, receipt, invoice),
                lambda receipt: self._plan(effect, receipt),
            )
        except (StoreError, SubmissionError) as error:
            return events.SubmitFailed(error.code)
        self.submitted()
        return events.Submitted(receipt, self._code(receipt))

    def _plan(self, effect: Submit, receipt: Receipt) -> bytes:
        """Return what the plan is drawn from that is owed from now on, b"" where none is."""
        if effect.plan is None or self.plans is None:
            return b""
        return self.plans.owe(effect.plan, effect.service.id, receipt)

    def _draw_plan(self, effect: DrawPlan) -> events.Event:
        application_id = effect.application_id
        if self.plans is None:
            return events.PlanFailed(application_id, "cadastre-missing")
        outcome = self.plans.print(application_id, effect.reason)
        if outcome.problem:
            return events.PlanFailed(application_id, outcome.problem, unsure=outcome.begun)
        return events.PlanPrinted(application_id, outcome.code)

    def _code(self, receipt: Receipt) -> str:
        return make_code(receipt, self.identity.verify_url, self.identity.key_id, self.identity.key)

    def _paper(self, effect: Submit, receipt: Receipt, invoice: VisitInvoice | None) -> bytes:
        """Set the receipt as it is owed from now on: the packet is sealed, and nothing here could read it later.

        An invoice whose code is still to come is set as well as its promise, for whoever prints then.
        """
        identity, language = self.identity, effect.application.language
        office = IssuingOffice(identity.municipality, identity.office, identity.country)
        speaker = Speaker(self.wording.paper(PaperKind.RECEIPT, language), office)
        sheet = self._sheet(effect, receipt, office, invoice_parts(invoice, speaker))
        if invoice is None or not invoice.follows:
            return write_sheet(sheet)
        return write_sheet(sheet, self._sheet(effect, receipt, office, whole_invoice(invoice, speaker)))

    def _sheet(self, effect: Submit, receipt: Receipt, office: IssuingOffice, invoice: tuple[Part, ...]) -> Sheet:
        application = effect.application
        return receipt_sheet(
            receipt=receipt,
            application=application,
            service=with_plan(effect.service, self.wording) if effect.plan else effect.service,
            station=office,
            status=ReceiptStatus.TAKEN,
            code_text=self._code(receipt),
            wording=self.wording,
            language=application.language,
            invoice=invoice,
        )

    def _keep_draft(self, draft: Draft) -> events.Event:
        try:
            put_aside(draft, self.clock, self.store)
        except (StoreError, DraftRefusedError) as error:
            return events.DraftFailed(error.code)
        return events.DraftKept()

    def _take_draft(self, draft_id: str) -> events.Event:
        try:
            return events.DraftTaken(take_up(draft_id, self.store))
        except (StoreError, DraftRefusedError) as error:
            return events.DraftFailed(error.code)

    def _find_draft(self, code: str) -> events.Event:
        if self.tries is not None and self.tries.exhausted:
            return events.DraftFailed("resume-code-wait")
        try:
            draft_id = find_by_code(code, self.store)
        except StoreError as error:
            return events.DraftFailed(error.code)
        if draft_id is None:
            self._note_wrong()
            return events.DraftFailed("resume-code-unknown")
        return self._take_draft(draft_id)

    def _note_wrong(self) -> None:
        if self.tries is not None:
            self.tries.note_wrong()

    def _print_slip(self, effect: PrintSlip) -> events.Event:
        identity = self.identity
        sheet = still_needed_sheet(
            effect.service,
            effect.needed,
            effect.code,
            IssuingOffice(identity.municipality, identity.office, identity.country),
            self._today() + timedelta(days=self.draft_days) if self.draft_days else None,
            self.wording,
            effect.language,
            counter=effect.counter,
        )
        try:
            self.devices.printer.print(print_pieces(sheet, self.devices.renderer, self.devices.printer))
        except PrinterError as error:
            return events.SlipFailed(error.code)
        except TimeoutError:
            return events.SlipFailed("paper-not-drawn")
        return events.SlipPrinted()

    def _drop_draft(self, draft_id: str) -> None:
        try:
            self.store.drop_draft(draft_id)
        except StoreError:
            return  # it still stands on the list, where it can be thrown away again

    def _print(self, effect: Print) -> events.Event:
        printers, renderer = self.devices.printers, self.devices.renderer
        code_of = self.invoices.code_of if self.invoices else no_code
        papers = ReceiptPapers(self.store, printers, renderer, self.wording, code_of=code_of)
        outcome = papers.print(effect.application.id, printer=effect.printer)
        if outcome.problem:
            return events.PrintFailed(outcome.problem, unsure=outcome.begun)
        return events.Printed()
