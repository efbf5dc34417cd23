"""An invoice whose code only the authority gives: promised on the receipt, sent until answered, on the copy then."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np
import paper_samples
import pytest
import zxingcpp
from fakes.ink import InkRenderer
from fakes.invoices import AT, JORDAN_SELLER, a_book, a_jordan_invoicer
from fakes.jofotara import JofotaraLine, code_of
from test_receipt_effects import Hands

from shubbak.domain.application import Application
from shubbak.domain.copy_mark import CopyReason
from shubbak.domain.fees import FeeKind, Payee
from shubbak.domain.money import Money, total
from shubbak.domain.payment import PaymentMethod, PaymentState
from shubbak.domain.readiness import Condition, Level
from shubbak.domain.text import Language, isolate
from shubbak.flow import events as e
from shubbak.ports.paper import StandingPrinter
from shubbak.ports.printer import PrintHead, Raster
from shubbak.ports.renderer import Boxed, Code, Line, Sheet
from shubbak.qtkit.receipt_raster import QtReceiptRenderer
from shubbak.resources import load_wording
from shubbak.services.kept_sheet import read_sheet
from shubbak.services.office_invoices import LONGEST_WAIT_FOR_CODE, InvoiceDesk, OfficeInvoices
from shubbak.services.receipt_papers import ReceiptPapers

AWAITS = {
    Language.AR: "لاحقًا، بعد رد دائرة ضريبة الدخل والمبيعات",
    Language.EN: "follows once the tax department has answered",
}
NUMBER = "OFF3-000001"


def a_charged_application(language: Language) -> Application:
    wanted = (
        ("رسم الرخصة", "Licence", 50_000, FeeKind.FIXED, Payee.GOVERNMENT),
        ("أجرة تقديم الطلب", "Filing", 5_000, FeeKind.OFFICE_CHARGE, Payee.OFFICE),
        ("ضريبة المبيعات", "Sales tax", 800, FeeKind.TAX, Payee.OFFICE),
    )
    fees = tuple(
        replace(
            paper_samples.fee(ar, en, 0, payee),
            amount=Money(minor, "JOD"),
            kind=kind,
            taxable=kind is FeeKind.OFFICE_CHARGE,
        )
        for ar, en, minor, kind, payee in wanted
    )
    amount = total([fee.amount for fee in fees], "JOD")
    paid = paper_samples.payment(amount, PaymentMethod.CARD, PaymentState.CAPTURED)
    asked = replace(paper_samples.application(), fees=fees, total=amount, payment=paid)
    return replace(asked, channel="office", language=language)


class Counter:
    """A counter in Jordan that waits a moment for the authority."""

    def __init__(self, folder: Path, language: Language = Language.EN) -> None:
        self.hands = Hands()
        self.hands.application = replace(a_charged_application(language), id=self.hands.application.id)
        self.hands.clock.at = AT
        self.line = JofotaraLine()
        invoicer = a_jordan_invoicer(folder, clock=self.hands.clock, post=self.line)
        desk = InvoiceDesk(JORDAN_SELLER, invoicer, a_book(folder), LONGEST_WAIT_FOR_CODE)
        self.invoices = OfficeInvoices(desk, self.hands.store, self.hands.clock)
        self.hands.hands = replace(self.hands.hands, invoices=self.invoices)

    def owed(self) -> Sheet:
        application_id = self.hands.application.id
        return read_sheet(
            self.hands.store.kept_paper(application_id) or b"", lambda: self.invoices.code_of(application_id)
        )

    def codes(self) -> list[str]:
        return [part.text for part in self.owed().parts if isinstance(part, Code)]

    def boxed(self) -> list[str]:
        boxes = [part for part in self.owed().parts if isinstance(part, Boxed)]
        return [line.text for box in boxes for line in box.parts if isinstance(line, Line)]

    def send_later(self) -> None:
        self.hands.clock.advance(minutes=5)
        self.invoices.send()


class Looking(InkRenderer):
    """Remembers what it drew."""

    def __init__(self) -> None:
        self.seen = list[Sheet]()

    def render(self, sheet: Sheet, dots: PrintHead | int) -> Raster:
        self.seen.append(sheet)
        return super().render(sheet, dots)


def test_the_page_shows_the_promise_and_then_the_invoice_as_the_printer_would(tmp_path: Path) -> None:
    counter = Counter(tmp_path)
    counter.line.silent = True
    counter.hands.submit()
    hands, renderer = counter.hands, Looking()
    standing = [StandingPrinter("", hands.printer)]
    papers = ReceiptPapers(hands.store, standing, renderer, load_wording(), code_of=counter.invoices.code_of)
    promised = counter.owed()
    papers.picture(hands.application.id)
    counter.line.silent = False
    counter.send_later()
    papers.picture(hands.application.id)
    assert renderer.seen == [promised, counter.owed()]
    assert promised != counter.owed()
    assert papers.picture("another") == "paper-unknown"


@pytest.mark.usefixtures("qapp")
def test_an_authority_that_answers_at_once_is_on_the_first_receipt(tmp_path: Path) -> None:
    counter = Counter(tmp_path, Language.AR)
    done = counter.hands.submit()
    assert counter.codes() == [code_of(NUMBER), done.code]
    assert "فاتورة إلكترونية" in counter.boxed()
    assert counter.invoices.conditions() == ()
    for dots in (576, 384):
        raster = QtReceiptRenderer().render(counter.owed(), PrintHead(dots, 203))
        ink = np.unpackbits(np.frombuffer(raster.rows, np.uint8)).reshape(raster.height, -1)[:, : raster.width]
        read = {found.text for found in zxingcpp.read_barcodes(((1 - ink) * 255).astype(np.uint8))}
        assert read == {code_of(NUMBER), done.code}


@pytest.mark.parametrize("language", list(Language))
def test_a_silent_authority_is_promised_and_the_copy_bears_its_code(tmp_path: Path, language: Language) -> None:
    counter = Counter(tmp_path, language)
    counter.line.silent = True
    done = counter.hands.submit()
    assert any(AWAITS[language] in line for line in counter.boxed())
    assert counter.codes() == [done.code]
    assert counter.invoices.faults() == ()
    following = Condition("invoice-follows", Level.WARNING, {"count": isolate("1")})
    assert counter.invoices.conditions() == (following,)
    assert isinstance(counter.hands.print(), e.Printed)
    counter.line.silent = False
    counter.send_later()
    assert counter.codes() == [code_of(NUMBER), done.code]
    assert counter.invoices.conditions() == ()
    hands = counter.hands
    standing, renderer = [StandingPrinter("", hands.printer)], Looking()
    papers = ReceiptPapers(hands.store, standing, renderer, load_wording(), code_of=counter.invoices.code_of)
    outcome = papers.print(hands.application.id, CopyReason.FOR_FILE)
    assert (outcome.problem, outcome.mark is not None) == ("", True)
    assert [part.text for part in renderer.seen[-1].parts if isinstance(part, Code)] == counter.codes()
    (line,) = papers.listed(hands.clock.now(), "jo")
    assert papers.find(done.code, [line]) == papers.find(code_of(NUMBER), [line]) == line


def test_a_refusal_at_the_counter_stops_nobody_and_is_told(tmp_path: Path) -> None:
    counter = Counter(tmp_path)
    counter.line.instead = (
        200,
        b'{"EINV_RESULTS": {"status": "ERROR", "ERRORS": [{"EINV_MESSAGE": "unknown seller"}]}}',
    )
    counter.hands.submit()
    assert any(AWAITS[Language.EN] in line for line in counter.boxed())
    assert counter.invoices.faults() == ("invoice-refused",)
    assert "unknown seller" in counter.invoices.standing().refusals[0]


def test_a_code_that_never_came_is_told_until_it_was_fetched(tmp_path: Path) -> None:
    counter = Counter(tmp_path)
    counter.line.instead = (200, b'{"EINV_STATUS": "ALREADY_SUBMITTED"}')
    counter.hands.submit()
    assert counter.invoices.faults() == ("invoice-codeless",)
    counter.invoices.dealt_with()
    assert counter.invoices.faults() == ()


def test_a_code_that_is_late_is_told_after_two_hours(tmp_path: Path) -> None:
    counter = Counter(tmp_path)
    counter.line.instead = (503, b"")
    counter.hands.submit()
    counter.hands.clock.at = AT + timedelta(hours=2)
    assert counter.invoices.faults() == ()
    counter.hands.clock.at = AT + timedelta(hours=2, seconds=1)
    assert counter.invoices.faults() == ("invoice-code-late",)
