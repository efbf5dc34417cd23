"""Invoices of Saudi Arabia: signed offline, counted without gaps, reported once the authority answers."""

from __future__ import annotations

import base64
from dataclasses import replace
from pathlib import Path

import pytest
from fakes.clock import FakeClock
from fakes.invoices import AT, SELLER, a_book, an_invoicer, an_order, certificate_and_key
from fakes.tax_authority import a_tax_authority

from shubbak.adapters.invoices import zatca_invoicer
from shubbak.adapters.invoices.zatca_xml import FIRST_HASH
from shubbak.domain.tax_invoice import InvoiceError
from shubbak.station.authority_line import post_json


def tags(code_text: str) -> dict[int, bytes]:
    """Read tag, length in bytes, value; the standard's lengths are one byte each."""
    data, found, place = base64.b64decode(code_text), {}, 0
    while place < len(data):
        length = data[place + 1]
        found[data[place]] = data[place + 2 : place + 2 + length]
        place += 2 + length
    assert place == len(data)
    return found


def test_the_code_carries_nine_tags_with_lengths_in_bytes(tmp_path: Path) -> None:
    found = tags(an_invoicer(tmp_path).issue(an_order()).code_text)
    kept = a_book(tmp_path).all()[0]
    assert sorted(found) == list(range(1, 10))
    assert found[1].decode() == SELLER.name.ar and len(found[1]) > len(SELLER.name.ar)
    assert found[2].decode() == SELLER.tax_number
    assert found[3].decode().startswith("2026-03-01T07:30:00")
    assert (float(found[4]), float(found[5])) == (115, 15)
    assert found[6].decode() == kept.hash


def test_each_invoice_names_the_hash_of_the_one_before(tmp_path: Path) -> None:
    for number in range(5):
        an_invoicer(tmp_path).issue(an_order(f"a-{number}"))
    book = a_book(tmp_path).all()
    assert [kept.counter for kept in book] == [1, 2, 3, 4, 5]
    assert [kept.previous_hash for kept in book] == [FIRST_HASH, *(kept.hash for kept in book[:-1])]
    assert all(kept.previous_hash in kept.xml for kept in book)


def test_tax_that_was_not_taken_so_is_not_invoiced(tmp_path: Path) -> None:
    with pytest.raises(InvoiceError, match="invoice-tax-mismatch"):
        an_invoicer(tmp_path).issue(an_order("a-1", 10_000, tax=1_499))
    assert a_book(tmp_path).all() == []


def test_tax_is_rounded_once_for_all_lines(tmp_path: Path) -> None:
    an_invoicer(tmp_path).issue(an_order("a-1", 1_003, 1_003))
    assert float(tags(a_book(tmp_path).all()[0].code_text)[5]) == 3.01


def test_reporting_sends_the_hash_the_uuid_and_the_login(tmp_path: Path) -> None:
    with a_tax_authority() as authority:
        invoicer = an_invoicer(tmp_path, authority.url)
        invoicer.issue(an_order())
        assert invoicer.send_waiting().reported == 1
        assert invoicer.send_waiting().reported == 0
    kept, came = a_book(tmp_path).all()[0], authority.came[0]
    assert (kept.state, len(authority.came)) == ("reported", 1)
    assert came["path"] == "/core/invoices/reporting/single"
    assert (came["invoiceHash"], came["uuid"]) == (kept.hash, kept.uuid)
    assert base64.b64decode(came["invoice"]).decode() == kept.xml
    assert authority.headers[0]["Authorization"] == "Basic " + base64.b64encode(b"token:secret").decode()
    assert authority.headers[0]["Clearance-Status"] == "0"


def test_an_authority_that_is_away_is_asked_again_later(tmp_path: Path) -> None:
    clock = FakeClock(AT)
    with a_tax_authority() as authority:
        authority.answer = (503, b"")
        invoicer = an_invoicer(tmp_path, authority.url, clock)
        for number in range(2):
            invoicer.issue(an_order(f"a-{number}"))
        invoicer.send_waiting()
        assert len(authority.came) == 1, "the second is not tried on a line that is down"
        authority.answer = (200, b'{"reportingStatus": "REPORTED"}')
        clock.advance(seconds=31)
        assert invoicer.send_waiting().reported == 2


def test_a_key_that_is_none_is_told_at_once(tmp_path: Path) -> None:
    access = zatca_invoicer.ZatcaAccess("http://127.0.0.1:9", "OFF3", "no", "key", "token", "secret")
    with pytest.raises(InvoiceError, match="invoice-credentials"):
        zatca_invoicer.ZatcaInvoicer(access, SELLER, a_book(tmp_path), FakeClock(AT), post_json)


def test_an_invoice_that_breaks_the_authoritys_rules_is_not_kept(tmp_path: Path) -> None:
    certificate, key = certificate_and_key()
    access = zatca_invoicer.ZatcaAccess("http://127.0.0.1:9", "OFF3", certificate, key, "token", "secret")
    seller = replace(SELLER, tax_number="123")
    invoicer = zatca_invoicer.ZatcaInvoicer(access, seller, a_book(tmp_path), FakeClock(AT), post_json)
    with pytest.raises(InvoiceError, match="invoice-not-valid"):
        invoicer.issue(an_order())
    assert a_book(tmp_path).all() == []
