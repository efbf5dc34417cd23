"""What a private office's tax invoice says: its own charge and the tax on it, never the government's fees."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from shubbak.domain.application import Application
from shubbak.domain.fees import AssessedFee, FeeKind, Payee
from shubbak.domain.money import Money, total
from shubbak.domain.text import Text

_WHOLE = 10_000


class InvoiceError(Exception):
    """No invoice can be given now.

    `code`: invoice-setup-refused, invoice-tax-mismatch, invoice-currency, invoice-not-valid,
    invoice-credentials or invoice-book-broken.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Seller:
    """The office as its tax authority knows it. tax_basis_points: the rate of its charge, 1500 for 15 %, 0 for an
    office that charges no tax. country: ISO 3166-1 alpha-2, lower case; its authority's words stand on the receipt.
    What an authority does not ask for is "".
    """

    name: Text
    tax_number: str
    registration_number: str
    city: str
    street: str
    building_number: str
    district: str
    postal_code: str
    tax_basis_points: int
    country: str = "sa"


@dataclass(frozen=True, slots=True)
class InvoiceOrder:
    """What is to be invoiced for one application: each charge before tax, and the tax on all of them together."""

    application_id: str
    lines: tuple[tuple[Text, Money], ...]
    tax: Money
    basis_points: int
    issued_at: datetime

    @property
    def net(self) -> Money:
        return total([amount for _, amount in self.lines], self.tax.currency)


def tax_on(net: Money, basis_points: int) -> Money:
    """Return the tax on the whole net amount, halves of a minor unit upwards, rounded once and not line by line."""
    return Money((net.amount_minor * basis_points + _WHOLE // 2) // _WHOLE, net.currency)


def owes_invoice(application: Application) -> bool:
    """Say whether the office charged anything in this visit for which it owes an invoice."""
    return any(fee.amount.amount_minor for fee in application.fees if _paid_to_office(fee, FeeKind.OFFICE_CHARGE))


def order_of(application: Application, seller: Seller, issued_at: datetime) -> InvoiceOrder | None:
    """Return what the office owes an invoice for, None where it charged nothing.

    Raises InvoiceError (invoice-tax-mismatch) where the tax that was taken is not the seller's rate on the charge: an
    invoice with other figures than those that were paid is never made up.
    """
    charges = [fee for fee in application.fees if _paid_to_office(fee, FeeKind.OFFICE_CHARGE)]
    taken = [fee.amount for fee in application.fees if _paid_to_office(fee, FeeKind.TAX)]
    if not owes_invoice(application):
        return None
    tax = total(taken, application.total.currency)
    order = InvoiceOrder(
        application_id=application.id,
        lines=tuple((fee.label, fee.amount) for fee in charges if fee.amount.amount_minor),
        tax=tax,
        basis_points=seller.tax_basis_points,
        issued_at=issued_at,
    )
    untaxed = seller.tax_basis_points > 0 and any(not fee.taxable for fee in charges)
    negative = any(fee.amount.amount_minor < 0 for fee in charges)
    if untaxed or negative or tax != tax_on(order.net, seller.tax_basis_points):
        raise InvoiceError("invoice-tax-mismatch")
    return order


def _paid_to_office(fee: AssessedFee, kind: FeeKind) -> bool:
    return fee.kind is kind and fee.payee is Payee.OFFICE and not fee.due_step
