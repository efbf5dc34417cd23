"""The part of a receipt that is the office's tax invoice, or the word that it follows."""

from __future__ import annotations

from shubbak.domain.text import isolate
from shubbak.ports.renderer import Boxed, Code, Line, Pair, Part, Rule, Style
from shubbak.services.office_invoices import VisitInvoice
from shubbak.services.paper_parts import Speaker

#: What the authority of each country calls the paper and the tax.
_WORDS = {"sa": ("invoice.title", "invoice.tax"), "jo": ("invoice.jo.title", "invoice.jo.tax")}


def invoice_parts(invoice: VisitInvoice | None, speaker: Speaker) -> tuple[Part, ...]:
    """Return nothing where no invoice is owed; else what stands on the receipt as it is printed now."""
    if invoice is None:
        return ()
    if invoice.issued is None:
        return (Boxed((Line(speaker.say("invoice.follows")),)),)
    if invoice.follows:
        words = Line(speaker.say("invoice.awaits"))
        return (Boxed((words, Pair(speaker.say("invoice.number"), isolate(invoice.issued.number)))),)
    return whole_invoice(invoice, speaker)


def whole_invoice(invoice: VisitInvoice, speaker: Speaker) -> tuple[Part, ...]:
    """Return seller, numbers, net, tax and the authority's code; the code is empty where it is still to come."""
    assert invoice.issued is not None and invoice.order is not None and invoice.seller is not None
    order, seller = invoice.order, invoice.seller
    title, tax = _WORDS[seller.country]
    lines: list[Line | Pair] = [
        Line(speaker.say(title), Style.TITLE, centred=True),
        Line(speaker.name(seller.name), centred=True),
        Pair(speaker.say("invoice.tax_number"), isolate(seller.tax_number)),
        Pair(speaker.say("invoice.number"), isolate(invoice.issued.number)),
    ]
    if order.basis_points:
        rate = isolate(f"{order.basis_points / 100:g}%")
        lines += [
            Pair(speaker.say("invoice.net"), isolate(order.net.decimal())),
            Pair(speaker.say(tax, rate=rate), isolate(order.tax.decimal())),
            Pair(speaker.say("invoice.sum"), invoice.sum.show(speaker.language)),
        ]
    else:
        lines.append(Pair(speaker.say("invoice.untaxed"), invoice.sum.show(speaker.language)))
    return (Rule(), Boxed(tuple(lines)), Code(invoice.issued.code_text))
