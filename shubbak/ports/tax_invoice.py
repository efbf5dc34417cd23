"""The one door to a tax authority: an invoice is issued at the counter, and reported when the line allows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from shubbak.domain.tax_invoice import InvoiceOrder


@dataclass(frozen=True, slots=True)
class IssuedInvoice:
    """An invoice that is kept. code_text: what its QR code says, "" where the authority gives it and has not yet."""

    number: str
    code_text: str


@dataclass(frozen=True, slots=True)
class SendOutcome:
    """How many invoices the authority took, refused, and how many still wait."""

    reported: int
    refused: int
    waiting: int


@dataclass(frozen=True, slots=True)
class InvoiceStanding:
    """How a book stands. oldest_waiting: when the invoice that waits longest was issued, None where none waits.

    refusals: the number of each refused invoice with the authority's own words, the newest twenty. following: how many
    of those that wait were promised on a receipt, which bears no code of theirs. codeless: how many the authority took
    without ever giving their code.
    """

    reported: int
    refused: int
    waiting: int
    oldest_waiting: datetime | None
    refusals: tuple[str, ...] = ()
    following: int = 0
    codeless: int = 0


@dataclass(frozen=True, slots=True)
class InvoiceLine:
    """One invoice as staff see it; it names no person. state: waiting, reported or refused. answer: the last thing that
    the authority, or the line to it, said. issued_at: aware UTC.
    """

    number: str
    state: str
    issued_at: datetime
    tries: int
    answer: str
    code_text: str
    xml: str = field(repr=False)


class InvoiceShelf(Protocol):
    """The book of issued invoices, as far as staff look at it."""

    def standing(self) -> InvoiceStanding:
        """Return how many invoices stand how; raises InvoiceError."""

    def lines(self) -> tuple[InvoiceLine, ...]:
        """Return all invoices, the oldest first; raises InvoiceError."""

    def code_of(self, application_id: str) -> str:
        """Return what the code of an application's invoice says, "" where there is none yet; raises InvoiceError."""


class TaxInvoicer(Protocol):
    """Issues and reports; blocking, called off the screen's thread."""

    def issue(self, order: InvoiceOrder) -> IssuedInvoice:
        """Return the invoice of this application; asked again, the same one. Raises InvoiceError."""

    def send_waiting(self) -> SendOutcome:
        """Report what is due, the oldest first; an authority that is away leaves it waiting. Raises InvoiceError."""
