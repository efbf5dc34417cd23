"""A simplified tax invoice of Saudi Arabia, built and signed on this machine, and checked before it counts.

Source: ZATCA's XML implementation standard and security features, by way of the fatoority library.
"""

from __future__ import annotations

from decimal import Decimal

import fatoora  # type: ignore[import-untyped]

from shubbak.adapters.invoices.invoice_book import KeptInvoice
from shubbak.domain.money import Money
from shubbak.domain.tax_invoice import InvoiceError, InvoiceOrder, Seller

#: What stands for the hash before the first invoice: the SHA-256 of "0" in hexadecimal, in base64 (the standard's own).
FIRST_HASH = "NWZlY2ViNjZmZmM4NmYzOGQ5NTI3ODZjNmQ2OTZjNzljMmRiYzIzOWRkNGU5MWI0NjcyOWQ3M2EyN2ZiNTdlOQ=="
_CURRENCY = "SAR"
#: UN/EDIFACT 4461: an instrument that is not named.
_PAID_SOMEHOW = "1"


def signed_invoice(
    order: InvoiceOrder, seller: Seller, signer: fatoora.Signer, number: str, uuid: str, counter: int, previous: str
) -> KeptInvoice:
    """Return the signed invoice; raises InvoiceError (invoice-currency, -tax-mismatch, -not-valid)."""
    if order.tax.currency != _CURRENCY:
        raise InvoiceError("invoice-currency")
    try:
        built = _built(order, seller, number, uuid, counter, previous)
        if built.totals().tax_amount != _decimal(order.tax):
            raise InvoiceError("invoice-tax-mismatch")
        signed = built.sign(signer)
        xml, code, digest = signed.xml(), signed.qr_code(), signed.invoice_hash()
        with fatoora.Config() as config:
            report = fatoora.validate_zatca_invoice_from_str(
                config, xml, previous_invoice_hash=previous, evaluated_at=_moment(order)
            )
    except fatoora.FatooraError as error:
        raise InvoiceError("invoice-not-valid") from error
    if not report["is_valid"]:
        raise InvoiceError("invoice-not-valid")
    return KeptInvoice(counter, number, uuid, previous, digest, xml, code, order.issued_at.timestamp())


def _built(
    order: InvoiceOrder, seller: Seller, number: str, uuid: str, counter: int, previous: str
) -> fatoora.FinalizedInvoice:
    builder = fatoora.InvoiceBuilder.new(
        invoice_type=fatoora.InvoiceTypeKind.TAX, invoice_subtype=fatoora.InvoiceSubType.SIMPLIFIED
    )
    builder.set_id(number)
    builder.set_uuid(uuid)
    builder.set_issue_datetime(_moment(order))
    builder.set_currency(_CURRENCY)
    builder.set_previous_invoice_hash(previous)
    builder.set_invoice_counter(counter)
    builder.set_payment_means_code(_PAID_SOMEHOW)
    builder.set_vat_category(fatoora.VatCategory.STANDARD)
    _set_seller(builder, seller)
    for label, net in order.lines:
        builder.add_line_item(
            description=label.ar,
            quantity="1",
            unit_code="PCE",
            unit_price=_decimal(net),
            vat_rate=Decimal(order.basis_points) / 100,
            vat_category=fatoora.VatCategory.STANDARD,
        )
    return builder.build()


def _set_seller(builder: fatoora.InvoiceBuilder, seller: Seller) -> None:
    builder.set_seller(
        name=seller.name.ar,
        country_code="SAU",
        city=seller.city,
        street=seller.street,
        building_number=seller.building_number,
        postal_code=seller.postal_code,
        vat_id=seller.tax_number,
        district=seller.district,
        other_id=seller.registration_number,
        other_id_scheme="CRN",
    )


def _decimal(amount: Money) -> Decimal:
    return Decimal(amount.decimal().replace(",", ""))


def _moment(order: InvoiceOrder) -> str:
    return f"{order.issued_at:%Y-%m-%dT%H:%M:%SZ}"
