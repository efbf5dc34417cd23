"""The part of a receipt that is the office's tax invoice, or the word that it follows."""

from __future__ import annotations

from shubbak.domain.text import isolate
from shubbak.ports.renderer import Boxed, Code, Line, Pair, Part, Rule, Style
from shubbak.services.office_invoices import VisitInvoice
from shubbak.services.paper_parts import Speaker


def invoice_parts(invoice: VisitInvoice | None, speaker: Speaker) -> tuple[Part, ...]:
    """Return nothing where no invoice is owed; else seller, numbers, net, tax and the authority's code."""
    if invoice is None:
        return ()
    if invoice.issued is None or invoice.order is None or invoice.seller is None:
        return (Boxed((Line(speaker.say("invoice.follows")),)),)
    order, seller = invoice.order, invoice.seller
    rate = isolate(f"{order.basis_points / 100:g}%")
    box = Boxed(
        (
            Line(speaker.say("invoice.title"), Style.TITLE, centred=True),
            Line(speaker.name(seller.name), centred=True),
            Pair(speaker.say("invoice.tax_number"), isolate(seller.tax_number)),
            Pair(speaker.say("invoice.number"), isolate(invoice.issued.number)),
            Pair(speaker.say("invoice.net"), isolate(order.net.decimal())),
            Pair(speaker.say("invoice.tax", rate=rate), isolate(order.tax.decimal())),
            Pair(speaker.say("invoice.sum"), invoice.sum.show(speaker.language)),
        )
    )
    return (Rule(), box, Code(invoice.issued.code_text))
