"""Invoices of Jordan: what is written, what the authority's answer makes of it, and whose moment the customer waits."""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree

import pytest
from fakes.clock import FakeClock
from fakes.invoices import AT, a_book, a_jordan_invoicer, a_jordan_order, an_order, wait_for_late_answers
from fakes.jofotara import Jofotara, code_of
from fakes.tax_authority import a_tax_authority

from shubbak.adapters.invoices.authority import UntrustedAnswer
from shubbak.adapters.invoices.jofotara_xml import tax_of_lines
from shubbak.domain.tax_invoice import InvoiceError

_UBL = "urn:oasis:names:specification:ubl:schema:xsd:Common"
SPACES = {"cac": f"{_UBL}AggregateComponents-2", "cbc": f"{_UBL}BasicComponents-2"}


class Line:
    """A line that gives one answer, however often it is asked."""

    def __init__(self, status: int, **said: object) -> None:
        self.answer = UntrustedAnswer(status, said)

    def __call__(
        self, _url: str, _headers: Mapping[str, str], _body: Mapping[str, str], _auth: tuple[str, str] | None
    ) -> UntrustedAnswer:
        return self.answer


def test_the_invoice_says_who_sells_what_and_its_place_in_the_count(tmp_path: Path) -> None:
    with a_tax_authority() as authority:
        authority.answer = Jofotara()
        a_jordan_invoicer(tmp_path, authority.url).issue(a_jordan_order("a-0"))
        issued = a_jordan_invoicer(tmp_path, authority.url).issue(a_jordan_order("a-1", 5_000, 1_005))
    assert issued.code_text == code_of("OFF3-000002")
    assert authority.came[1]["path"] == "/core/invoices/"
    assert {"Client-Id": "client", "Secret-Key": "s3cr3t"}.items() <= authority.headers[1].items()
    assert "Authorization" not in authority.headers[1]
    root = ElementTree.fromstring(base64.b64decode(authority.came[1]["invoice"]))
    said = {
        path: root.findtext(path, namespaces=SPACES)
        for path in (
            "cbc:ProfileID",
            "cbc:IssueDate",
            "cac:AdditionalDocumentReference/cbc:UUID",
            "cac:AccountingSupplierParty/cac:Party/cac:PartyTaxScheme/cbc:CompanyID",
            "cac:SellerSupplierParty/cac:Party/cac:PartyIdentification/cbc:ID",
            "cac:TaxTotal/cbc:TaxAmount",
            "cac:LegalMonetaryTotal/cbc:PayableAmount",
        )
    }
    assert list(said.values()) == ["reporting:1.0", "2026-03-01", "2", "12345678", "16683693", "0.961", "6.966"]
    kind = root.find("cbc:InvoiceTypeCode", SPACES)
    assert kind is not None and (kind.text, kind.attrib) == ("388", {"name": "012"})
    assert {one.attrib["currencyID"] for one in root.iter() if "currencyID" in one.attrib} == {"JO"}


def test_an_office_without_sales_tax_says_nothing_of_it(tmp_path: Path) -> None:
    a_jordan_invoicer(tmp_path, points=0).issue(a_jordan_order(points=0))
    (kept,) = a_book(tmp_path).all()
    assert 'name="011"' in kept.xml
    assert "TaxTotal" not in kept.xml and "TaxAmount" not in kept.xml


@pytest.mark.parametrize("nets", [(5_000,), (1, 1, 1), (1_005, 333, 7_777), (10, 0, 3)])
def test_the_lines_share_exactly_the_tax_that_was_taken(nets: tuple[int, ...]) -> None:
    order = a_jordan_order("a-1", *nets)
    shares = tax_of_lines([net for _, net in order.lines], order.tax)
    assert sum(share.amount_minor for share in shares) == order.tax.amount_minor
    assert all(abs(share.amount_minor - net * 0.16) <= 1 for share, net in zip(shares, nets, strict=True))


def test_other_money_and_sums_that_must_name_their_buyer_are_not_invoiced(tmp_path: Path) -> None:
    with pytest.raises(InvoiceError, match="invoice-currency"):
        a_jordan_invoicer(tmp_path).issue(an_order())
    with pytest.raises(InvoiceError, match="invoice-not-valid"):
        a_jordan_invoicer(tmp_path).issue(a_jordan_order("a-1", 8_700_000))
    assert a_book(tmp_path).all() == []


@pytest.mark.parametrize(
    ("answer", "state", "code"),
    [
        (Line(200, EINV_STATUS="SUBMITTED", EINV_RESULTS={"status": "PASS"}, EINV_QR="qr"), "reported", "qr"),
        (Line(200, invoiceStatus="SUBMITTED", validationResults={"status": "PASS"}, qrCode="qr"), "reported", "qr"),
        (Line(200, EINV_STATUS="ALREADY_SUBMITTED", EINV_QR="qr"), "reported", "qr"),
        (Line(400, EINV_STATUS="ALREADY_SUBMITTED", EINV_RESULTS={"status": "ERROR"}), "reported", ""),
        (Line(200, EINV_STATUS="SUBMITTED", EINV_QR="q" * 1_001), "reported", ""),
        (Line(200, EINV_STATUS="SUBMITTED", EINV_QR="a\x00b"), "reported", ""),
        (Line(200, EINV_RESULTS={"status": "ERROR", "ERRORS": [{"EINV_MESSAGE": "no"}]}), "refused", ""),
        (Line(200, EINV_STATUS="REJECTED"), "refused", ""),
        (Line(200, EINV_STATUS="SUBMITTED", EINV_RESULTS={"status": "ERROR"}), "waiting", ""),
        (Line(500, EINV_STATUS="NOT_SUBMITTED"), "waiting", ""),
    ],
)
def test_what_an_answer_makes_of_an_invoice(tmp_path: Path, answer: Line, state: str, code: str) -> None:
    issued = a_jordan_invoicer(tmp_path, post=answer).issue(a_jordan_order())
    (kept,) = a_book(tmp_path).all()
    assert (kept.state, kept.code_text, issued.code_text) == (state, code, code)


def test_a_slow_answer_holds_nobody_up_and_is_kept_when_it_comes(tmp_path: Path) -> None:
    go_on = threading.Event()
    line = Line(200, EINV_STATUS="SUBMITTED", EINV_QR="late")

    def slow(
        url: str, headers: Mapping[str, str], body: Mapping[str, str], auth: tuple[str, str] | None
    ) -> UntrustedAnswer:
        assert go_on.wait(10)
        return line(url, headers, body, auth)

    invoicer = a_jordan_invoicer(tmp_path, post=slow, patience=0.01)
    assert invoicer.issue(a_jordan_order()).code_text == ""
    assert invoicer.send_waiting().waiting == 1, "it is under way, and not sent a second time"
    go_on.set()
    wait_for_late_answers()
    assert a_book(tmp_path).code_of("a-1") == "late"


def test_what_was_taken_without_an_answer_is_counted_once(tmp_path: Path) -> None:
    clock, office = FakeClock(AT), Jofotara()
    with a_tax_authority() as authority:
        authority.answer = office
        authority.stalls.set()
        invoicer = a_jordan_invoicer(tmp_path, authority.url, clock, patience=0.05)
        invoicer.issue(a_jordan_order())
    wait_for_late_answers()
    with a_tax_authority() as authority:
        authority.answer = office
        invoicer = a_jordan_invoicer(tmp_path, authority.url, clock)
        clock.advance(hours=1)
        assert invoicer.send_waiting().reported == 1
    assert list(office.taken.values()) == ["OFF3-000001"]
    assert a_book(tmp_path).code_of("a-1") == code_of("OFF3-000001")
    assert json.loads(a_book(tmp_path).lines()[0].answer.split(" ", 1)[1])["EINV_STATUS"] == "ALREADY_SUBMITTED"
