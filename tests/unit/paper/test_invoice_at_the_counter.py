"""The office's tax invoice in a visit: on the receipt where it was issued, promised where not, never in the way."""

from __future__ import annotations

import base64
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np
import paper_samples
import pytest
import zxingcpp
from fakes.invoices import AT, SELLER, a_book, an_invoicer
from test_receipt_effects import Hands

from shubbak.domain.application import Application
from shubbak.domain.fees import AssessedFee, FeeKind, Payee
from shubbak.domain.money import Money, total
from shubbak.domain.payment import PaymentMethod, PaymentState
from shubbak.domain.tax_invoice import InvoiceError, InvoiceOrder
from shubbak.domain.text import Language
from shubbak.flow import events as e
from shubbak.flow.effects import Submit
from shubbak.ports.printer import PrintHead
from shubbak.ports.renderer import Boxed, Code, Line, Sheet
from shubbak.ports.tax_invoice import IssuedInvoice, SendOutcome
from shubbak.qtkit.receipt_raster import QtReceiptRenderer
from shubbak.services.kept_sheet import read_sheet
from shubbak.services.office_invoices import InvoiceDesk, OfficeInvoices

FOLLOWS = {
    Language.AR: "تصدر الفاتورة الضريبية عن أجرة المكتب لاحقًا",
    Language.EN: "The tax invoice for the office's charge follows",
}


def riyals(ar: str, en: str, minor: int, kind: FeeKind, payee: Payee) -> AssessedFee:
    taxable = kind is FeeKind.OFFICE_CHARGE
    return replace(paper_samples.fee(ar, en, 0, payee), amount=Money(minor, "SAR"), kind=kind, taxable=taxable)


def a_charged_application(language: Language = Language.EN, tax: int = 1_500, channel: str = "office") -> Application:
    fees = (
        riyals("رسم الرخصة", "Licence", 50_000, FeeKind.FIXED, Payee.GOVERNMENT),
        riyals("أجرة تقديم الطلب", "Filing", 10_000, FeeKind.OFFICE_CHARGE, Payee.OFFICE),
        riyals("ضريبة القيمة المضافة", "Value added tax", tax, FeeKind.TAX, Payee.OFFICE),
    )
    amount = total([fee.amount for fee in fees], "SAR")
    paid = paper_samples.payment(amount, PaymentMethod.CARD, PaymentState.CAPTURED)
    return replace(
        paper_samples.application(), fees=fees, total=amount, payment=paid, channel=channel, language=language
    )


class BrokenInvoicer:
    def issue(self, _order: InvoiceOrder) -> IssuedInvoice:
        raise InvoiceError("invoice-book-broken")

    def send_waiting(self) -> SendOutcome:
        raise InvoiceError("invoice-book-broken")


def at_the_counter(folder: Path, application: Application) -> Hands:
    """Return the hands of a counter that issues invoices, about to submit the application."""
    hands = Hands()
    hands.application = replace(application, id=hands.application.id)
    hands.clock.at = AT
    desk = InvoiceDesk(SELLER, an_invoicer(folder, clock=hands.clock), a_book(folder))
    hands.hands = replace(hands.hands, invoices=OfficeInvoices(desk, hands.store, hands.clock))
    return hands


def invoices_of(hands: Hands) -> OfficeInvoices:
    assert hands.hands.invoices is not None
    return hands.hands.invoices


def owed(hands: Hands) -> Sheet:
    return read_sheet(hands.store.kept_paper(hands.application.id) or b"")


def codes(hands: Hands) -> list[str]:
    return [part.text for part in owed(hands).parts if isinstance(part, Code)]


def boxed(hands: Hands) -> list[str]:
    boxes = [part for part in owed(hands).parts if isinstance(part, Boxed)]
    return [line.text for box in boxes for line in box.parts if isinstance(line, Line)]


def test_without_settings_the_receipt_is_as_it_was() -> None:
    hands = Hands()
    hands.application = replace(a_charged_application(), id=hands.application.id)
    done = hands.submit()
    assert codes(hands) == [done.code]
    assert not any("invoice" in line for line in boxed(hands))


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("dots", [576, 384])
def test_the_printed_code_says_the_nine_parts(tmp_path: Path, dots: int) -> None:
    hands = at_the_counter(tmp_path, a_charged_application(Language.AR))
    hands.submit()
    raster = QtReceiptRenderer().render(owed(hands), PrintHead(dots, 203))
    ink = np.unpackbits(np.frombuffer(raster.rows, np.uint8)).reshape(raster.height, -1)[:, : raster.width]
    read = [found.text for found in zxingcpp.read_barcodes(((1 - ink) * 255).astype(np.uint8))]
    (kept,) = a_book(tmp_path).all()
    assert kept.code_text in read
    data, tags, place = base64.b64decode(kept.code_text), [], 0
    while place < len(data):
        tags.append(data[place])
        place += 2 + data[place + 1]
    assert tags == list(range(1, 10))


@pytest.mark.parametrize("channel", ["kiosk", "portal"])
def test_elsewhere_no_invoice_is_issued(tmp_path: Path, channel: str) -> None:
    hands = at_the_counter(tmp_path, a_charged_application(channel=channel))
    hands.submit()
    assert (len(codes(hands)), a_book(tmp_path).all()) == (1, [])


@pytest.mark.parametrize("language", list(Language))
def test_an_invoicer_that_fails_stops_nobody(tmp_path: Path, language: Language) -> None:
    hands = at_the_counter(tmp_path, a_charged_application(language))
    desk = InvoiceDesk(SELLER, BrokenInvoicer(), a_book(tmp_path))
    hands.hands = replace(hands.hands, invoices=OfficeInvoices(desk, hands.store, hands.clock))
    assert isinstance(hands.submit(), e.Submitted)
    assert any(FOLLOWS[language] in line for line in boxed(hands))
    assert invoices_of(hands).faults() == ("invoice-missing",)
    invoices_of(hands).dealt_with()
    assert invoices_of(hands).faults() == ()


def test_other_tax_than_the_offices_is_promised_and_not_made_up(tmp_path: Path) -> None:
    hands = at_the_counter(tmp_path, a_charged_application(tax=1_499))
    hands.submit()
    assert any(FOLLOWS[Language.EN] in line for line in boxed(hands))
    assert a_book(tmp_path).all() == []


def test_settings_that_cannot_be_used_stop_nobody_and_are_told(tmp_path: Path) -> None:
    hands = at_the_counter(tmp_path, a_charged_application())
    hands.hands = replace(hands.hands, invoices=OfficeInvoices(None, hands.store, hands.clock))
    hands.submit()
    assert any(FOLLOWS[Language.EN] in line for line in boxed(hands))
    assert invoices_of(hands).faults() == ("invoice-setup-refused", "invoice-missing")


def test_a_submission_that_failed_finds_its_invoice_again(tmp_path: Path) -> None:
    hands = at_the_counter(tmp_path, a_charged_application())
    hands.store.fail = "store-full"
    assert hands.hands.perform(Submit(hands.application, paper_samples.service())) == e.SubmitFailed("store-full")
    (first,) = a_book(tmp_path).all()
    hands.store.fail = ""
    again = OfficeInvoices(InvoiceDesk(SELLER, an_invoicer(tmp_path), a_book(tmp_path)), hands.store, hands.clock)
    hands.hands = replace(hands.hands, invoices=again)
    hands.submit()
    assert [kept.number for kept in a_book(tmp_path).all()] == [first.number]
    assert first.code_text in codes(hands)


def test_staff_hear_of_an_invoice_that_waits_more_than_twenty_hours(tmp_path: Path) -> None:
    hands = at_the_counter(tmp_path, a_charged_application())
    hands.submit()
    hands.clock.at = AT + timedelta(hours=20)
    assert invoices_of(hands).faults() == ()
    hands.clock.at = AT + timedelta(hours=20, seconds=1)
    assert invoices_of(hands).faults() == ("invoice-waits-long",)


def test_staff_hear_of_a_refusal_until_they_dealt_with_it(tmp_path: Path) -> None:
    hands = at_the_counter(tmp_path, a_charged_application())
    hands.submit()
    (kept,) = a_book(tmp_path).all()
    a_book(tmp_path).settle(kept.counter, "refused", "400 NOT_REPORTED")
    assert invoices_of(hands).faults() == ("invoice-refused",)
    assert "NOT_REPORTED" in invoices_of(hands).standing().refusals[0]
    invoices_of(hands).dealt_with()
    assert invoices_of(hands).faults() == ()
