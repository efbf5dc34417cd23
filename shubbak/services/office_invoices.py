"""A private office's tax invoices in its visits: issued before the application is submitted, and never in its way."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from datetime import timedelta

from shubbak.domain.application import Application
from shubbak.domain.money import Money
from shubbak.domain.payment import PaymentState
from shubbak.domain.readiness import Condition, Level
from shubbak.domain.tax_invoice import InvoiceError, InvoiceOrder, Seller, order_of, owes_invoice
from shubbak.domain.text import isolate
from shubbak.ports.audit import StationFacts
from shubbak.ports.clock import Clock
from shubbak.ports.store import StoreError
from shubbak.ports.tax_invoice import InvoiceShelf, InvoiceStanding, IssuedInvoice, TaxInvoicer

#: The authority wants an invoice within 24 hours; staff hear of it while something can still be done.
LONGEST_WAIT = timedelta(hours=20)
#: Where the authority gives the code, a customer waits for it.
LONGEST_WAIT_FOR_CODE = timedelta(hours=2)
#: Facts of the store: how many invoices could not be issued, and how many refused ones the office has dealt with.
MISSING, DEALT_WITH = "invoices-missing", "invoices-dealt-with"
#: A further one: how many invoices without a code the office has fetched elsewhere.
CODES_FETCHED = "invoices-codes-fetched"


@dataclass(frozen=True, slots=True)
class InvoiceDesk:
    """What a usable configuration gives: who sells, what issues and reports, and the book behind it.

    longest_wait: after that staff hear of an invoice that the authority has not answered for.
    """

    seller: Seller
    invoicer: TaxInvoicer
    shelf: InvoiceShelf
    longest_wait: timedelta = LONGEST_WAIT


@dataclass(frozen=True, slots=True)
class VisitInvoice:
    """What a receipt says of the invoice. issued: None where the office has to issue it elsewhere, and then the other
    two are None as well; one whose code is still to come follows.
    """

    issued: IssuedInvoice | None = None
    order: InvoiceOrder | None = None
    seller: Seller | None = None

    @property
    def follows(self) -> bool:
        """Say whether the invoice stands in the book, and the authority's code is still to come."""
        return self.issued is not None and not self.issued.code_text

    @property
    def sum(self) -> Money:
        """Return net and tax together; of an issued invoice only."""
        assert self.order is not None
        return Money(self.order.net.amount_minor + self.order.tax.amount_minor, self.order.tax.currency)


@dataclass(frozen=True, slots=True)
class OfficeInvoices:
    """Blocking, off the screen's thread. desk: None where the office wants invoices and its settings cannot be used;
    then every receipt that owes one says that it follows.
    """

    desk: InvoiceDesk | None
    facts: StationFacts
    clock: Clock

    def of(self, application: Application) -> VisitInvoice | None:
        """Issue what the application owes, None where it owes nothing; one that cannot be given now follows."""
        payment = application.payment
        if application.channel != "office" or payment is None or payment.state is not PaymentState.CAPTURED:
            return None
        if not owes_invoice(application):
            return None
        try:
            return self._issued(application)
        except (InvoiceError, OSError):
            self._note_missing()
            return VisitInvoice()

    def _issued(self, application: Application) -> VisitInvoice:
        if self.desk is None:
            raise InvoiceError("invoice-setup-refused")
        order = order_of(application, self.desk.seller, self.clock.now())
        assert order is not None  # what owes an invoice has an order
        return VisitInvoice(self.desk.invoicer.issue(order), order, self.desk.seller)

    def _note_missing(self) -> None:
        with contextlib.suppress(StoreError):  # a store that fails now fails the submission too, and says so itself
            self.facts.keep_fact(MISSING, str(self.missing() + 1))

    def missing(self) -> int:
        """Return how many invoices follow that nobody has issued since; raises StoreError."""
        return int(self.facts.fact(MISSING) or 0)

    def send(self) -> None:
        """Report what waits; an authority or a book that fails shows in what staff are told."""
        if self.desk is not None:
            with contextlib.suppress(InvoiceError):
                self.desk.invoicer.send_waiting()

    def standing(self) -> InvoiceStanding:
        """Return how the book stands, an empty one without a desk; raises InvoiceError."""
        return self.desk.shelf.standing() if self.desk else InvoiceStanding(0, 0, 0, None)

    def code_of(self, application_id: str) -> str:
        """Return the code that the authority gave for an application's invoice, "" for none that can be had now."""
        if self.desk is None:
            return ""
        try:
            return self.desk.shelf.code_of(application_id)
        except InvoiceError:
            return ""

    def dealt_with(self) -> None:
        """Staff have issued what is missing, answered for what was refused and fetched the codes that never came;
        raises StoreError and InvoiceError.
        """
        standing = self.standing()
        self.facts.keep_fact(DEALT_WITH, str(standing.refused))
        self.facts.keep_fact(CODES_FETCHED, str(standing.codeless))
        self.facts.keep_fact(MISSING, "")

    def faults(self) -> tuple[str, ...]:
        """Return the codes of what staff have to know; raises StoreError."""
        try:
            standing = self.standing()
        except InvoiceError as error:
            return (error.code,)
        found = {
            "invoice-setup-refused": self.desk is None,
            "invoice-missing": self.missing() > 0,
            "invoice-refused": standing.refused > int(self.facts.fact(DEALT_WITH) or 0),
            "invoice-codeless": standing.codeless > int(self.facts.fact(CODES_FETCHED) or 0),
            self._late_code(): self._late(standing),
        }
        return tuple(code for code, so in found.items() if so)

    def conditions(self) -> tuple[Condition, ...]:
        """Return what staff see in the station's state: the faults, and how many customers hold a promise; raises
        StoreError.
        """
        found = [Condition(code, Level.WARNING) for code in self.faults()]
        with contextlib.suppress(InvoiceError):  # that is among the faults
            if following := self.standing().following:
                found.append(Condition("invoice-follows", Level.WARNING, {"count": isolate(str(following))}))
        return tuple(found)

    def _late(self, standing: InvoiceStanding) -> bool:
        if self.desk is None or standing.oldest_waiting is None:
            return False
        return self.clock.now() - standing.oldest_waiting > self.desk.longest_wait

    def _late_code(self) -> str:
        """The authority that wants a report names its limit; the one that gives a code lets a customer wait."""
        codes = self.desk is not None and self.desk.longest_wait < LONGEST_WAIT
        return "invoice-code-late" if codes else "invoice-waits-long"
