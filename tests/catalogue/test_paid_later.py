"""A visit takes what is due in it; what later steps take is on the receipt, and not in its total."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fakes.ordinary_answers import ordinary_answers
from shipped import IDS, catalogue, service_of
from walker import Walker

from shubbak.domain.application import Application
from shubbak.domain.money import Money
from shubbak.domain.problem import Problem
from shubbak.domain.receipt import ReceiptStatus
from shubbak.domain.text import Language, Text
from shubbak.flow.steps import Step
from shubbak.forms.due import due_by_step, due_later, due_now
from shubbak.forms.fees import assess, total
from shubbak.forms.load_examples import answers_of
from shubbak.forms.reassess import reassess
from shubbak.forms.service import ServiceClass
from shubbak.ports.renderer import Boxed, Pair
from shubbak.resources import load_wording
from shubbak.services.receipt_sheet import IssuingOffice, receipt_sheet

WELL, SIDEWALK = "om.water.well_alternative", "sa.sidewalk"
OFFICE = IssuingOffice(Text("البلدية", "Municipality"), Text("المركز", "Centre"), "om")


def visited(service_id: str, language: Language = Language.AR) -> tuple[Walker, Application]:
    service = service_of(service_id)
    walker = Walker(service, language, ordinary_answers(service))
    done = walker.walk()
    assert done is not None
    return walker, done


def boxed(walker: Walker, language: Language) -> list[str]:
    """Return what the receipt's last box says: its lines, and its pairs as "label: figure"."""
    printed = walker.printed[0]
    sheet = receipt_sheet(
        printed.receipt,
        printed.application,
        printed.service,
        OFFICE,
        ReceiptStatus.TAKEN,
        printed.code,
        load_wording(),
        language,
    )
    box = [part for part in sheet.parts if isinstance(part, Boxed)][-1]
    words = [f"{one.label}: {one.value}" if isinstance(one, Pair) else one.text for one in box.parts]
    return ["".join(sign for sign in word if sign not in "\u2066\u2068\u2069") for word in words]


def test_a_well_is_asked_for_with_the_application_fee_alone() -> None:
    walker, done = visited(WELL)
    assert done.payment is not None
    assert done.total == done.payment.amount == walker.printed[0].receipt.total == Money(100, "OMR")
    assert {line.code: line.due_step for line in done.fees} == {
        "application": "",
        "approval": "pay",
        "contractor_deposit": "contractor_deposit",
        "beneficiary_deposit": "beneficiary_deposit",
    }


def test_the_receipt_lists_what_is_paid_later_under_its_steps() -> None:
    walker, _ = visited(WELL, Language.EN)
    assert boxed(walker, Language.EN) == [
        "To pay later",
        "Pay the approval fee",
        "Approval: 0.100",
        "The contractor pays a deposit",
        "The contractor's deposit (refundable deposit): 100.000",
        "Given back: once the completion certificate is issued",
        "The applicant pays a deposit",
        "The applicant's deposit (refundable deposit): 50.000",
        "Given back: once the completion certificate is issued",
    ]
    assert boxed(walker, Language.AR)[:3] == ["يُدفع لاحقًا", "دفع رسم الموافقة", "رسم الموافقة: 0.100"]


def test_a_visit_with_nothing_to_pay_in_it_goes_past_the_payment() -> None:
    walker, done = visited(SIDEWALK)
    assert Step.PAY not in walker.passed
    assert (done.payment, done.total.amount_minor) == (None, 0)
    assert [line.due_step for line in done.fees] == ["pay"]
    assert boxed(walker, Language.EN)[:2] == ["To pay later", "Pay the fees once approved"]


def test_the_portal_takes_no_line_at_another_time() -> None:
    _, done = visited(WELL)
    service = service_of(WELL)
    assert reassess(service, done) == []
    at_once = tuple(replace(line, due_step="") for line in done.fees)
    everything = Money(sum(line.amount.amount_minor for line in done.fees), "OMR")
    assert done.payment is not None
    greedy = replace(done, fees=at_once, total=everything, payment=replace(done.payment, amount=everything))
    assert reassess(service, greedy) == [Problem("fees-differ")]
    put_off = tuple(replace(line, due_step="pay") for line in done.fees)
    assert reassess(service, replace(done, fees=put_off)) == [Problem("fees-differ")]


@pytest.mark.parametrize("service_id", IDS)
def test_what_is_due_now_and_later_is_every_line_once(service_id: str) -> None:
    service = catalogue().services[service_id]
    codes = {line.code for line in service.fees}
    assert set(due_later(service.procedure)) <= codes
    for example in service.examples:
        answers, _ = answers_of(service, example)
        lines = assess(service, answers, example.on, example.situation)
        groups = due_by_step(service.procedure, lines)
        later = [line for _, own in groups for line in own]
        assert all(title is not None for title, _ in groups)
        assert sorted(line.code for line in (*due_now(lines), *later)) == sorted(line.code for line in lines)
        now, all_of_it = total(service, lines).amount_minor, sum(line.amount.amount_minor for line in lines)
        assert now + sum(line.amount.amount_minor for line in later) == all_of_it
        assert now >= 0


def test_a_service_that_is_paid_in_the_visit_has_something_to_pay_in_it() -> None:
    paid = [one for one in catalogue().services.values() if one.service_class is ServiceClass.INTEGRATED and one.fees]
    assert len(paid) > 20
    assert [one.id for one in paid if {line.code for line in one.fees} <= set(due_later(one.procedure))] == []
