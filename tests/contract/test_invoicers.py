"""What every tax invoicer promises, whichever authority it serves: one invoice an application, and no word believed."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from fakes.clock import FakeClock
from fakes.invoices import AT, a_book, a_jordan_invoicer, a_jordan_order, an_invoicer, an_order
from fakes.jofotara import Jofotara
from fakes.tax_authority import REFUSED, REPORTED, TaxAuthority, a_tax_authority

from shubbak.adapters.invoices.invoice_book import KeptInvoice
from shubbak.domain.tax_invoice import InvoiceError, InvoiceOrder
from shubbak.ports.tax_invoice import TaxInvoicer
from shubbak.station.authority_line import post_json

TURNED_DOWN = {"EINV_STATUS": "NOT_SUBMITTED", "EINV_RESULTS": {"status": "ERROR", "ERRORS": []}}


@dataclass(frozen=True)
class Scheme:
    make: Callable[..., TaxInvoicer]
    order: Callable[..., InvoiceOrder]
    taken: Callable[[], Any]
    refused: tuple[int, bytes]
    word: str


SCHEMES = {
    "zatca": Scheme(an_invoicer, an_order, lambda: REPORTED, REFUSED, "NOT_REPORTED"),
    "jofotara": Scheme(
        a_jordan_invoicer, a_jordan_order, Jofotara, (400, json.dumps(TURNED_DOWN).encode()), "NOT_SUBMITTED"
    ),
}
both = pytest.mark.parametrize("scheme", SCHEMES.values(), ids=SCHEMES)


def answering(authority: TaxAuthority, answer: Any) -> str:
    authority.answer = answer
    return authority.url


@both
def test_the_same_application_gets_the_same_invoice(tmp_path: Path, scheme: Scheme) -> None:
    with a_tax_authority() as authority:
        url = answering(authority, scheme.taken())
        first = scheme.make(tmp_path, url).issue(scheme.order())
        assert scheme.make(tmp_path, url).issue(scheme.order()) == first
    (kept,) = a_book(tmp_path).all()
    assert (first.number, first.code_text) == ("OFF3-000001", kept.code_text)


@both
def test_an_invoice_that_failed_while_it_was_made_spends_no_number(tmp_path: Path, scheme: Scheme) -> None:
    def power_fails(_counter: int, _previous: str) -> KeptInvoice:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        a_book(tmp_path).keep("a-0", power_fails)
    assert scheme.make(tmp_path).issue(scheme.order("a-1")).number == "OFF3-000001"


@both
@pytest.mark.parametrize(
    "answer",
    [
        (200, b"<html>log in first</html>"),
        (200, b'{"reportingStatus": "REPOR'),
        (200, b"[" * 100_000),
        (200, b'{"EINV_STATUS": ["SUBMITTED"], "EINV_RESULTS": "PASS"}'),
        (400, b"<html>bad gateway settings</html>"),
        (403, b"{}"),
        (302, b""),
        (503, b'{"EINV_STATUS": "SUBMITTED", "reportingStatus": "\\ud800"}'),
    ],
)
def test_an_answer_that_is_not_the_authoritys_leaves_the_invoice_waiting(
    tmp_path: Path, answer: tuple[int, bytes], scheme: Scheme
) -> None:
    with a_tax_authority() as authority:
        invoicer = scheme.make(tmp_path, answering(authority, answer))
        invoicer.issue(scheme.order())
        assert invoicer.send_waiting().waiting == 1
    assert len(authority.came) == 1


@both
def test_a_refusal_is_kept_with_its_reason_and_not_sent_again(tmp_path: Path, scheme: Scheme) -> None:
    with a_tax_authority() as authority:
        invoicer = scheme.make(tmp_path, answering(authority, scheme.refused))
        invoicer.issue(scheme.order())
        invoicer.send_waiting()
        invoicer.send_waiting()
    (kept,) = a_book(tmp_path).all()
    assert (kept.state, len(authority.came)) == ("refused", 1)
    assert scheme.word in kept.answer


@both
def test_a_silent_authority_is_cut_off_and_asked_again_until_it_answers(tmp_path: Path, scheme: Scheme) -> None:
    clock = FakeClock(AT)
    with a_tax_authority() as authority:
        authority.stalls.set()
        invoicer = scheme.make(
            tmp_path, answering(authority, scheme.taken()), clock, post=partial(post_json, seconds=0.2)
        )
        invoicer.issue(scheme.order())
        assert invoicer.send_waiting().waiting == 1
        authority.stalls.clear()
        clock.advance(seconds=31)
        assert invoicer.send_waiting().reported == 1
    assert [came["invoice"] for came in authority.came] == [authority.came[0]["invoice"]] * 2


@both
def test_a_book_that_is_no_book_is_told(tmp_path: Path, scheme: Scheme) -> None:
    (tmp_path / "invoices.db").write_bytes(b"something else" * 100)
    with pytest.raises(InvoiceError, match="invoice-book-broken"):
        scheme.make(tmp_path).issue(scheme.order())


def test_what_one_sends_now_nobody_else_sends(tmp_path: Path) -> None:
    an_invoicer(tmp_path).issue(an_order())
    assert a_book(tmp_path).claim(1, AT)
    assert not a_book(tmp_path).claim(1, AT)
    assert a_book(tmp_path).due(AT, 1) == []
