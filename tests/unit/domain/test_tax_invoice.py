"""What stands on an office's invoice, and when there is none."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from fakes.applications import an_application

from shubbak.domain.application import Application
from shubbak.domain.fees import AssessedFee, FeeKind, Payee
from shubbak.domain.money import Money
from shubbak.domain.tax_invoice import InvoiceError, Seller, order_of, tax_on
from shubbak.domain.text import Text

AT = datetime(2026, 3, 1, 7, 30, tzinfo=UTC)
SELLER = Seller(Text("مكتب", "Office"), "3", "1", "الرياض", "ش", "1234", "ح", "12222", 1500)


def fee(kind: FeeKind, amount: int, payee: Payee = Payee.OFFICE, taxable: bool = True) -> AssessedFee:
    label = Text("بند", "Line")
    return AssessedFee(kind.value, label, kind, Money(amount, "SAR"), payee, False, taxable, label)


def paid(*fees: AssessedFee) -> Application:
    return replace(an_application("a-1"), fees=fees, total=Money(sum(f.amount.amount_minor for f in fees), "SAR"))


def test_only_the_offices_own_charge_and_its_tax_are_invoiced() -> None:
    government = fee(FeeKind.FIXED, 50_000, Payee.GOVERNMENT)
    order = order_of(paid(government, fee(FeeKind.OFFICE_CHARGE, 10_000), fee(FeeKind.TAX, 1_500)), SELLER, AT)
    assert order is not None
    assert (order.net, order.tax) == (Money(10_000, "SAR"), Money(1_500, "SAR"))


def test_without_a_charge_there_is_no_invoice() -> None:
    assert order_of(paid(fee(FeeKind.FIXED, 50_000, Payee.GOVERNMENT)), SELLER, AT) is None


@pytest.mark.parametrize(
    "fees",
    [
        (fee(FeeKind.OFFICE_CHARGE, 10_000),),
        (fee(FeeKind.OFFICE_CHARGE, 10_000), fee(FeeKind.TAX, 1_600)),
        (fee(FeeKind.OFFICE_CHARGE, 10_000, taxable=False), fee(FeeKind.TAX, 1_500)),
        (fee(FeeKind.OFFICE_CHARGE, 10_000), fee(FeeKind.TAX, 1_500, Payee.GOVERNMENT)),
    ],
)
def test_figures_that_were_not_paid_so_are_never_made_up(fees: tuple[AssessedFee, ...]) -> None:
    with pytest.raises(InvoiceError, match="invoice-tax-mismatch"):
        order_of(paid(*fees), SELLER, AT)


def test_half_a_halala_of_tax_is_rounded_up() -> None:
    assert tax_on(Money(10, "SAR"), 1500) == Money(2, "SAR")
