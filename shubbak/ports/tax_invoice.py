"""The one door to a tax authority: an invoice is issued at the counter, and reported when the line allows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from shubbak.domain.tax_invoice import InvoiceOrder


@dataclass(frozen=True, slots=True)
class IssuedInvoice:
    """An invoice that is kept. code_text: what its QR code says."""

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

    refusals: the number of each refused invoice with the authority's own words, the newest twenty.
    """

    reported: int
    refused: int
    waiting: int
    oldest_waiting: datetime | None
    refusals: tuple[str, ...] = ()


class InvoiceShelf(Protocol):
    """The book of issued invoices, as far as staff look at it."""

    def standing(self) -> InvoiceStanding:
        """Return how many invoices stand how; raises InvoiceError."""


class TaxInvoicer(Protocol):
    """Issues and reports; blocking, called off the screen's thread."""

    def issue(self, order: InvoiceOrder) -> IssuedInvoice:
        """Return the invoice of this application; asked again, the same one. Raises InvoiceError."""

    def send_waiting(self) -> SendOutcome:
        """Report what is due, the oldest first; an authority that is away leaves it waiting. Raises InvoiceError."""
