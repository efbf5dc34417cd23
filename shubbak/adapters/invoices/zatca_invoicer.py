"""Tax invoices for Saudi Arabia: issued offline with the office's own key, reported to ZATCA when the line allows."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import uuid4

import fatoora  # type: ignore[import-untyped]

from shubbak.adapters.invoices.authority import AuthorityAwayError, PostJson, UntrustedAnswer
from shubbak.adapters.invoices.invoice_book import InvoiceBook, KeptInvoice
from shubbak.adapters.invoices.sending import Ruling, send_due, told
from shubbak.adapters.invoices.zatca_xml import signed_invoice
from shubbak.domain.tax_invoice import InvoiceError, InvoiceOrder, Seller
from shubbak.ports.clock import Clock
from shubbak.ports.tax_invoice import IssuedInvoice, SendOutcome

_HEADERS = {"Accept-Version": "V2", "Accept-Language": "ar", "Clearance-Status": "0"}
#: What the authority's answer says of the invoice; its other words are not kept.
_TOLD = ("reportingStatus", "validationResults")


@dataclass(frozen=True, slots=True)
class ZatcaAccess:
    """What the office got from the authority. url: up to before /invoices; number_prefix: of this station alone.

    certificate_pem and key_pem sign; token and secret are the login of reporting.
    """

    url: str
    number_prefix: str
    certificate_pem: str = field(repr=False)
    key_pem: str = field(repr=False)
    token: str = field(repr=False)
    secret: str = field(repr=False)


class ZatcaInvoicer:
    """Implements ports.tax_invoice.TaxInvoicer for simplified invoices; bad credentials are told at once."""

    def __init__(self, access: ZatcaAccess, seller: Seller, book: InvoiceBook, clock: Clock, post: PostJson) -> None:
        self._access, self._seller, self._book, self._clock, self._post = access, seller, book, clock, post
        try:
            self._signer = fatoora.Signer.from_pem(access.certificate_pem, access.key_pem)
        except fatoora.FatooraError as error:
            raise InvoiceError("invoice-credentials") from error

    def issue(self, order: InvoiceOrder) -> IssuedInvoice:
        """Return the invoice of this application; asked again, the same one. Raises InvoiceError."""

        def make(counter: int, previous: str) -> KeptInvoice:
            number = f"{self._access.number_prefix}-{counter:06d}"
            return signed_invoice(order, self._seller, self._signer, number, str(uuid4()), counter, previous)

        kept = self._book.keep(order.application_id, make)
        return IssuedInvoice(kept.number, kept.code_text)

    def send_waiting(self) -> SendOutcome:
        """Report what is due, the oldest first, until the authority does not answer. Raises InvoiceError."""
        return send_due(self._book, self._clock, self._report)

    def _report(self, invoice: KeptInvoice) -> Ruling:
        body = {
            "invoiceHash": invoice.hash,
            "uuid": invoice.uuid,
            "invoice": base64.b64encode(invoice.xml.encode()).decode(),
        }
        login = (self._access.token, self._access.secret)
        try:
            answer = self._post(f"{self._access.url.rstrip('/')}/invoices/reporting/single", _HEADERS, body, login)
        except AuthorityAwayError as error:
            return Ruling("waiting", str(error))
        return Ruling(_state(answer), told(answer, _TOLD))


def _state(answer: UntrustedAnswer) -> str:
    """Return what the answer makes of the invoice; only the authority's own words settle it, a gateway's page never."""
    said = answer.untrusted_body.get("reportingStatus")
    if answer.status in (200, 202) and said == "REPORTED":
        return "reported"
    results = answer.untrusted_body.get("validationResults")
    if answer.status == 400 and isinstance(results, Mapping) and results.get("status") == "ERROR":
        return "refused"
    # 409: an invoice that was reported before, the answer to which was lost on the way.
    return "reported" if answer.status == 409 and said in ("REPORTED", "ALREADY_REPORTED") else "waiting"
