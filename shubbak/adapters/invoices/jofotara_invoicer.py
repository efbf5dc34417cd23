"""Tax invoices for Jordan: the authority gives the code, so the counter asks it for a moment, and the rounds go on."""

from __future__ import annotations

import base64
import contextlib
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import uuid4

from shubbak.adapters.invoices.authority import AuthorityAwayError, PostJson, UntrustedAnswer
from shubbak.adapters.invoices.invoice_book import InvoiceBook, KeptInvoice
from shubbak.adapters.invoices.jofotara_xml import unsigned_invoice
from shubbak.adapters.invoices.sending import Ruling, send_due, send_one, told
from shubbak.domain.tax_invoice import InvoiceError, InvoiceOrder, Seller
from shubbak.ports.clock import Clock
from shubbak.ports.tax_invoice import IssuedInvoice, SendOutcome

#: How long a customer stands waiting for the authority; what comes later is kept all the same.
PATIENCE_S = 3.0
#: More than this is not printed on a receipt of 58 mm as a code that can be read.
_LONGEST_CODE = 1_000
#: What an answer says is kept, but neither the code, which has its place, nor the whole invoice that comes back.
_TOLD = ("EINV_STATUS", "EINV_RESULTS", "EINV_NUM", "EINV_INV_UUID", "invoiceStatus", "validationResults")
_TAKEN, _AGAIN = "SUBMITTED", "ALREADY_SUBMITTED"


@dataclass(frozen=True, slots=True)
class JofotaraAccess:
    """What the office got by linking this station as a device. url: of the invoices, whole; number_prefix: of this
    station alone. income_source: the sequence of the office's activity. client_id and secret_key are the login.
    """

    url: str
    number_prefix: str
    income_source: str
    client_id: str = field(repr=False)
    secret_key: str = field(repr=False)


class JofotaraInvoicer:
    """Implements ports.tax_invoice.TaxInvoicer; an invoice is a row of the book before anybody hears of it.

    patience: how long `issue` waits for the authority, in seconds; the request itself goes on, and its answer is kept.
    """

    def __init__(
        self,
        access: JofotaraAccess,
        seller: Seller,
        book: InvoiceBook,
        clock: Clock,
        post: PostJson,
        patience: float = PATIENCE_S,
    ) -> None:
        self._access, self._seller, self._book, self._clock, self._post = access, seller, book, clock, post
        self._patience = patience

    def issue(self, order: InvoiceOrder) -> IssuedInvoice:
        """Return the invoice of this application, with its code where the authority answers at once; asked again, the
        same one. Raises InvoiceError.
        """

        def make(counter: int, previous: str) -> KeptInvoice:
            number = f"{self._access.number_prefix}-{counter:06d}"
            source = self._access.income_source
            return unsigned_invoice(order, self._seller, source, number, str(uuid4()), counter, previous)

        kept = self._book.keep(order.application_id, make)
        if not kept.code_text and self._book.claim(kept.counter, self._clock.now()):
            self._ask_for_a_moment(kept)
        return IssuedInvoice(kept.number, self._book.code_of(order.application_id))

    def send_waiting(self) -> SendOutcome:
        """Send what is due, the oldest first, until the authority does not answer. Raises InvoiceError."""
        return send_due(self._book, self._clock, self._ask)

    def _ask_for_a_moment(self, kept: KeptInvoice) -> None:
        """Whatever holds the line up, a resolver of names too, holds nobody up at the counter for longer."""

        def ask() -> None:
            with contextlib.suppress(InvoiceError):  # the row waits, and the next round finds the same book
                send_one(self._book, self._clock, kept, self._ask)

        asking = threading.Thread(target=ask, name="tax invoice", daemon=True)
        asking.start()
        asking.join(self._patience)

    def _ask(self, invoice: KeptInvoice) -> Ruling:
        headers = {"Client-Id": self._access.client_id, "Secret-Key": self._access.secret_key}
        body = {"invoice": base64.b64encode(invoice.xml.encode()).decode()}
        try:
            answer = self._post(self._access.url, headers, body, None)
        except AuthorityAwayError as error:
            return Ruling("waiting", str(error))
        return _ruling(answer)


def _ruling(answer: UntrustedAnswer) -> Ruling:
    """Return what the answer makes of the invoice; only the authority's own words settle it, a gateway's page never."""
    said, results = answer.untrusted_body, _results(answer.untrusted_body)
    status = _word(said.get("EINV_STATUS", said.get("invoiceStatus")))
    words, wrong = told(answer, _TOLD), _word(results.get("status")) == "ERROR"
    # The same invoice once more: the answer to the first was lost on the way.
    if status == _AGAIN and answer.status in (200, 400, 409):
        return Ruling("reported", words, _code(said))
    if answer.status == 200 and status == _TAKEN and not wrong:
        return Ruling("reported", words, _code(said))
    # Words of refusal, and nothing that says the contrary: whoever reads it decides, the station does not ask again.
    if answer.status in (200, 400) and (wrong or status in ("NOT_SUBMITTED", "REJECTED")) and status != _TAKEN:
        return Ruling("refused", words)
    return Ruling("waiting", words)


def _results(said: Mapping[str, object]) -> Mapping[str, object]:
    found = said.get("EINV_RESULTS", said.get("validationResults"))
    return found if isinstance(found, Mapping) else {}


def _word(untrusted: object) -> str:
    return untrusted.upper() if isinstance(untrusted, str) else ""


def _code(said: Mapping[str, object]) -> str:
    """Return the code's text as it came; one that no receipt can carry is none."""
    untrusted = said.get("EINV_QR", said.get("qrCode"))
    if not isinstance(untrusted, str) or len(untrusted) > _LONGEST_CODE or not untrusted.isprintable():
        return ""
    return untrusted.strip()
