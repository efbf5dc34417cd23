"""A private office's tax invoices in its visits: issued before the application is submitted, and never in its way."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from datetime import timedelta

from shubbak.domain.application import Application
from shubbak.domain.money import Money
from shubbak.domain.payment import PaymentState
from shubbak.domain.tax_invoice import InvoiceError, InvoiceOrder, Seller, order_of, owes_invoice
from shubbak.ports.audit import StationFacts
from shubbak.ports.clock import Clock
from shubbak.ports.store import StoreError
from shubbak.ports.tax_invoice import InvoiceShelf, InvoiceStanding, IssuedInvoice, TaxInvoicer

#: The authority wants an invoice within 24 hours; staff hear of it while something can still be done.
LONGEST_WAIT = timedelta(hours=20)
#: Facts of the store: how many invoices could not be issued, and how many refused ones the office has dealt with.
MISSING, DEALT_WITH = "invoices-missing", "invoices-dealt-with"


@dataclass(frozen=True, slots=True)
class InvoiceDesk:
    """What a usable configuration gives: who sells, what issues and reports, and the book behind it."""

    seller: Seller
    invoicer: TaxInvoicer
    shelf: InvoiceShelf


@dataclass(frozen=True, slots=True)
class VisitInvoice:
    """What a receipt says of the invoice. issued: None where it follows, and then the other two are None as well."""

    issued: IssuedInvoice | None = None
    order: InvoiceOrder | None = None
    seller: Seller | None = None

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

    def dealt_with(self) -> None:
        """Staff have issued what follows and answered for what was refused; raises StoreError and InvoiceError."""
        self.facts.keep_fact(DEALT_WITH, str(self.standing().refused))
        self.facts.keep_fact(MISSING, "")

    def faults(self) -> tuple[str, ...]:
        """Return the codes of what staff have to know; raises StoreError."""
        try:
            standing = self.standing()
        except InvoiceError as error:
            return (error.code,)
        late = standing.oldest_waiting is not None and self.clock.now() - standing.oldest_waiting > LONGEST_WAIT
        found = {
            "invoice-setup-refused": self.desk is None,
            "invoice-missing": self.missing() > 0,
            "invoice-refused": standing.refused > int(self.facts.fact(DEALT_WITH) or 0),
            "invoice-waits-long": late,
        }
        return tuple(code for code, so in found.items() if so)
