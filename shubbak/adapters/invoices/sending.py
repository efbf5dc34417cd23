"""What every invoicer does with what waits: one after another, each claimed first, until the authority is silent."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from shubbak.adapters.invoices.authority import UntrustedAnswer
from shubbak.adapters.invoices.invoice_book import InvoiceBook, KeptInvoice
from shubbak.ports.clock import Clock
from shubbak.ports.tax_invoice import SendOutcome

_AT_ONCE = 20


@dataclass(frozen=True, slots=True)
class Ruling:
    """What an answer makes of an invoice. state: waiting, reported or refused. told: what is kept of the answer.
    code_text: what the authority gave, "" for nothing.
    """

    state: str
    told: str
    code_text: str = field(default="", repr=False)


#: An authority's words are kept, not its documents.
_LONGEST_TOLD = 4_000

Ask = Callable[[KeptInvoice], Ruling]


def told(answer: UntrustedAnswer, names: Collection[str]) -> str:
    """Return what is kept of an answer: its HTTP status, and of its words those that are named."""
    said = {name: answer.untrusted_body[name] for name in names if name in answer.untrusted_body}
    text = f"{answer.status} {json.dumps(said, ensure_ascii=False)}"[:_LONGEST_TOLD]
    # JSON may bring half a letter, which no file takes.
    return text.encode("utf-8", "replace").decode("utf-8")


def send_due(book: InvoiceBook, clock: Clock, ask: Ask) -> SendOutcome:
    """Send what is due, the oldest first; one that waits holds up those behind it. Raises InvoiceError."""
    states: list[str] = []
    for invoice in book.due(clock.now(), _AT_ONCE):
        if book.claim(invoice.counter, clock.now()):
            states.append(send_one(book, clock, invoice, ask))
            if states[-1] == "waiting":
                break
    return SendOutcome(states.count("reported"), states.count("refused"), book.waiting())


def send_one(book: InvoiceBook, clock: Clock, invoice: KeptInvoice, ask: Ask) -> str:
    """Send an invoice that was claimed and write down what came of it; returns its state. Raises InvoiceError."""
    ruling = ask(invoice)
    if ruling.state == "waiting":
        book.postpone(invoice, clock.now(), ruling.told)
    else:
        book.settle(invoice.counter, ruling.state, ruling.told, ruling.code_text)
    return ruling.state
