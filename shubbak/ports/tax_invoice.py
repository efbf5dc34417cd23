"""The one door to a tax authority: an invoice is issued at the counter, and reported when the line allows."""

from __future__ import annotations

from dataclasses import dataclass
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


class TaxInvoicer(Protocol):
    """Issues and reports; blocking, called off the screen's thread."""

    def issue(self, order: InvoiceOrder) -> IssuedInvoice:
        """Return the invoice of this application; asked again, the same one. Raises InvoiceError."""

    def send_waiting(self) -> SendOutcome:
        """Report what is due, the oldest first; an authority that is away leaves it waiting. Raises InvoiceError."""
