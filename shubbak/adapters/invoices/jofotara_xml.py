"""A cash invoice as Jordan's national invoicing system takes it: UBL 2.1, unsigned, of the office's own charge.

Source: the technical guide of the Income and Sales Tax Department, as public integrations describe it; what of that
nobody here has seen confirmed stands in docs/tax-invoices.md.
"""

from __future__ import annotations

import hashlib
from itertools import accumulate
from xml.etree import ElementTree

import fatoora  # type: ignore[import-untyped]

from shubbak.adapters.invoices.invoice_book import KeptInvoice
from shubbak.domain.calendar import local_date
from shubbak.domain.money import Money
from shubbak.domain.tax_invoice import InvoiceError, InvoiceOrder, Seller
from shubbak.domain.text import Text

#: What stands for the hash before the first invoice. The authority asks for no chain; the book keeps its own.
FIRST_HASH = "0" * 64
_CURRENCY = "JOD"
#: The guide's own: the document is in JOD, but each amount names its currency so.
_AMOUNT_CURRENCY = "JO"
_INVOICE = "388"
#: Local, cash, and the third digit for income tax alone or for general sales tax.
_INCOME, _SALES = "011", "012"
#: From 10,000 dinars on an invoice has to name its buyer, and ours names nobody.
_MOST_UNNAMED = Money(10_000_000, _CURRENCY)
_UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
_SPACES = {
    "xmlns": f"{_UBL}Invoice-2",
    "xmlns:cac": f"{_UBL}CommonAggregateComponents-2",
    "xmlns:cbc": f"{_UBL}CommonBasicComponents-2",
}
_CODES = {"schemeAgencyID": "6", "schemeID": "UN/ECE 5305"}
_SCHEMES = {"schemeAgencyID": "6", "schemeID": "UN/ECE 5153"}

#: An element's name, its text or its children, its attributes.
Node = tuple[str, "str | list[Node]", dict[str, str]]


def unsigned_invoice(
    order: InvoiceOrder, seller: Seller, income_source: str, number: str, uuid: str, counter: int, previous: str
) -> KeptInvoice:
    """Return the invoice without a code, which only the authority gives; raises InvoiceError (invoice-currency,
    -not-valid).
    """
    if order.tax.currency != _CURRENCY:
        raise InvoiceError("invoice-currency")
    if order.net.amount_minor + order.tax.amount_minor > _MOST_UNNAMED.amount_minor:
        raise InvoiceError("invoice-not-valid")
    head = [
        _text("ProfileID", "reporting:1.0"),
        _text("ID", number),
        _text("UUID", uuid),
        _text("IssueDate", local_date(order.issued_at, "jo").isoformat()),
        _text("InvoiceTypeCode", _INVOICE, name=_SALES if seller.tax_basis_points else _INCOME),
        _text("DocumentCurrencyCode", _CURRENCY),
        _text("TaxCurrencyCode", _CURRENCY),
        _group("AdditionalDocumentReference", _text("ID", "ICV"), _text("UUID", str(counter))),
    ]
    xml = _written([*head, *_parties(seller, income_source), *_sums(order), *_lines(order)])
    digest = hashlib.sha256(xml.encode()).hexdigest()
    return KeptInvoice(counter, number, uuid, previous, digest, xml, "", order.issued_at.timestamp())


def _parties(seller: Seller, income_source: str) -> list[Node]:
    jordan = _group("PostalAddress", _group("Country", _text("IdentificationCode", "JO")))
    vat = _group("TaxScheme", _text("ID", "VAT"))
    office = _group(
        "Party",
        jordan,
        _group("PartyTaxScheme", _text("CompanyID", seller.tax_number), vat),
        _group("PartyLegalEntity", _text("RegistrationName", seller.name.ar)),
    )
    # Nobody is named: the receipt names no person either, and a cash invoice of this size may leave the buyer out.
    somebody = _group("PartyIdentification", _text("ID", "0", schemeID="TN"))
    activity = _group("PartyIdentification", _text("ID", income_source))
    return [
        _group("AccountingSupplierParty", office),
        _group("AccountingCustomerParty", _group("Party", somebody, jordan, _group("PartyTaxScheme", vat))),
        _group("SellerSupplierParty", _group("Party", activity)),
    ]


def _sums(order: InvoiceOrder) -> list[Node]:
    nothing = Money(0, _CURRENCY)
    total = order.net + order.tax
    taxed = [_group("TaxTotal", _amount("TaxAmount", order.tax))] if order.basis_points else []
    return [
        _discount("discount"),
        *taxed,
        _group(
            "LegalMonetaryTotal",
            _amount("TaxExclusiveAmount", order.net),
            _amount("TaxInclusiveAmount", total),
            _amount("AllowanceTotalAmount", nothing),
            _amount("PayableAmount", total),
        ),
    ]


def _lines(order: InvoiceOrder) -> list[Node]:
    shares = tax_of_lines([net for _, net in order.lines], order.tax)
    return [
        _line(place, label, net, tax, order.basis_points)
        for place, ((label, net), tax) in enumerate(zip(order.lines, shares, strict=True), start=1)
    ]


def _line(place: int, label: Text, net: Money, tax: Money, basis_points: int) -> Node:
    category = _group(
        "TaxCategory",
        _text("ID", "S", **_CODES),
        _text("Percent", f"{basis_points // 100}.00"),
        _group("TaxScheme", _text("ID", "VAT", **_SCHEMES)),
    )
    part = _group("TaxSubtotal", _amount("TaxableAmount", net), _amount("TaxAmount", tax), category)
    taxed = [_group("TaxTotal", _amount("TaxAmount", tax), _amount("RoundingAmount", net + tax), part)]
    return _group(
        "InvoiceLine",
        _text("ID", str(place)),
        _text("InvoicedQuantity", "1.00", unitCode="PCE"),
        _amount("LineExtensionAmount", net),
        *(taxed if basis_points else []),
        _group("Item", _text("Name", label.ar)),
        _group("Price", _amount("PriceAmount", net), _discount("DISCOUNT")),
    )


def tax_of_lines(nets: list[Money], tax: Money) -> list[Money]:
    """Share the tax that was taken among the lines: each within one fils of its rate, together exactly the tax."""
    whole = sum(net.amount_minor for net in nets) or 1
    ends = [(part * tax.amount_minor + whole // 2) // whole for part in accumulate(net.amount_minor for net in nets)]
    return [Money(end - start, tax.currency) for start, end in zip([0, *ends], ends, strict=False)]


def _discount(reason: str) -> Node:
    said = (_text("ChargeIndicator", "false"), _text("AllowanceChargeReason", reason))
    return _group("AllowanceCharge", *said, _amount("Amount", Money(0, _CURRENCY)))


def _amount(name: str, money: Money) -> Node:
    return _text(name, money.decimal().replace(",", ""), currencyID=_AMOUNT_CURRENCY)


def _text(tag: str, text: str, /, **attributes: str) -> Node:
    return f"cbc:{tag}", text, attributes


def _group(tag: str, *inner: Node) -> Node:
    return f"cac:{tag}", list(inner), {}


def _written(nodes: list[Node]) -> str:
    """Return the document; raises InvoiceError (invoice-not-valid) where it is no invoice of UBL 2.1."""
    root = ElementTree.Element("Invoice", _SPACES)
    for node in nodes:
        _append(root, node)
    xml = '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode")
    try:
        with fatoora.Config() as config:
            if not fatoora.validate_xml_invoice_from_str(config, xml):
                raise InvoiceError("invoice-not-valid")
    except fatoora.FatooraError as error:
        raise InvoiceError("invoice-not-valid") from error
    return xml


def _append(parent: ElementTree.Element, node: Node) -> None:
    name, inside, attributes = node
    element = ElementTree.SubElement(parent, name, attributes)
    if isinstance(inside, str):
        element.text = inside
        return
    for one in inside:
        _append(element, one)
