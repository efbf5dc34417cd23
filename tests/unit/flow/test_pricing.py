"""What a visit costs follows where it is made, how it is paid and the day; nobody pays a sum that was not shown."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime, timedelta

import pytest
from fakes.clock import FakeClock
from visit_script import SAMPLE, STROKES, play, settle, to_payment, to_review

from shubbak.domain.application import Application
from shubbak.domain.fees import MOST_MINOR
from shubbak.domain.money import Money
from shubbak.domain.payment import PaymentMethod, PaymentState
from shubbak.domain.problem import Problem
from shubbak.flow import effects as f
from shubbak.flow import events as e
from shubbak.flow.machine import VisitMachine
from shubbak.flow.steps import Step
from shubbak.forms.catalogue import load_catalogue
from shubbak.forms.reassess import reassess

EVENING = datetime(2026, 3, 1, 20, 30, tzinfo=UTC)  # half past eleven in Kuwait
MORE = """\
  - code: opening
    label: {ar: "خصم افتتاحي", en: "Opening discount"}
    kind: percent
    percent: "-50"
    base: fee_day
    verified: sample
    valid_to: 2026-03-01
  - code: desk
    label: {ar: "أجرة المكتب", en: "Office charge"}
    kind: office_charge
    amount: "0.250"
    maximum: "0.300"
    verified: sample
  - code: cash
    label: {ar: "عمولة الدفع نقدًا", en: "Cash charge"}
    kind: channel_charge
    amount: "0.100"
    verified: sample
    when: method == 'cash'
duration:"""
EXAMPLES = """\
  - on: 2026-03-01
    channel: office
    method: cash
    answers: {days: "4"}
    expect: {day: "6.000", opening: "-3.000", desk: "0.250", cash: "0.100"}
  - on: 2026-03-02
    answers: {days: "4"}
    expect: {day: "6.000"}
"""


def stall(at: datetime = EVENING, operator: str = "") -> tuple[VisitMachine, FakeClock]:
    plain = SAMPLE.read_text(encoding="utf-8")
    text = plain[: plain.index("examples:")].replace("duration:", MORE, 1) + "examples:\n" + EXAMPLES
    clock = FakeClock(at)
    return VisitMachine(load_catalogue({"kw/stall.yaml": text}, 9), clock, operator=operator), clock


def amounts(visit: VisitMachine) -> dict[str, int]:
    return {line.code: line.amount.amount_minor for line in visit.visit.fees}


def codes(visit: VisitMachine) -> list[str]:
    return [problem.code for problem in visit.visit.problems]


def handed_in(visit: VisitMachine) -> Application:
    (asked,) = play(visit, e.Signed(STROKES))
    assert isinstance(asked, f.Submit)
    return asked.application


@pytest.mark.parametrize(
    ("operator", "lines"),
    [("", {"day": 6_000, "opening": -3_000}), ("amal", {"day": 6_000, "opening": -3_000, "desk": 250})],
    ids=["kiosk", "office"],
)
def test_an_office_may_charge_what_a_kiosk_does_not(operator: str, lines: dict[str, int]) -> None:
    visit, _ = stall(operator=operator)
    to_review(visit)
    assert amounts(visit) == lines


def test_the_charge_for_cash_is_shown_before_cash_is_taken() -> None:
    visit, clock = stall()
    to_payment(visit)
    assert play(visit, e.PayRequested(PaymentMethod.CASH)) == []
    assert codes(visit) == ["fees-changed"]
    assert visit.visit.problems[0].params["en"] == Money(3_100, "KWD").show(visit.visit.language.other)
    assert amounts(visit)["cash"] == 100
    assert play(visit, e.PayRequested(PaymentMethod.CASH)) == []  # a double tap
    clock.advance(seconds=2)
    (taken,) = play(visit, e.PayRequested(PaymentMethod.CASH))
    assert isinstance(taken, f.TakePayment)
    assert taken.payment.amount == Money(3_100, "KWD")


def test_whoever_turns_from_cash_to_card_pays_without_the_charge() -> None:
    visit, clock = stall()
    to_payment(visit)
    play(visit, e.PayRequested(PaymentMethod.CASH))
    clock.advance(seconds=2)
    assert play(visit, e.PayRequested(PaymentMethod.CARD)) == []
    clock.advance(seconds=2)
    (taken,) = play(visit, e.PayRequested(PaymentMethod.CARD))
    assert isinstance(taken, f.TakePayment)
    assert taken.payment.amount == Money(3_000, "KWD")


def test_the_review_forgets_how_somebody_wanted_to_pay() -> None:
    visit, _ = stall()
    to_payment(visit)
    play(visit, e.PayRequested(PaymentMethod.CASH), e.Back())
    assert visit.visit.step is Step.REVIEW
    assert "cash" not in amounts(visit)


def test_a_sum_that_changed_at_midnight_is_shown_before_it_is_paid() -> None:
    visit, clock = stall()
    to_payment(visit)
    clock.advance(hours=1)
    assert play(visit, e.PayRequested(PaymentMethod.CARD)) == []
    assert amounts(visit) == {"day": 6_000}
    clock.advance(seconds=2)
    (taken,) = play(visit, e.PayRequested(PaymentMethod.CARD))
    assert isinstance(taken, f.TakePayment)
    assert taken.payment.amount == Money(6_000, "KWD")


def test_a_fee_that_cannot_be_worked_out_keeps_the_visit_at_the_review() -> None:
    text = SAMPLE.read_text(encoding="utf-8").replace('amount: "1.500"', 'amount: "1000000000.000"')
    text = text.replace('expect: {day: "6.000"}', 'expect: {day: "1000000000.000"}').replace('days: "4"', 'days: "1"')
    visit = VisitMachine(load_catalogue({"kw/stall.yaml": text}, 9), FakeClock())
    to_review(visit)
    assert 4 * MOST_MINOR > MOST_MINOR == 1_000_000_000_000
    assert play(visit, e.Next()) == []
    assert (visit.visit.step, codes(visit)) == (Step.REVIEW, ["fee-no-value"])
    assert visit.visit.problems[0].params == {"ar": "رسم يومي", "en": "Daily fee"}
    assert amounts(visit) == {"day": 0}


@pytest.mark.parametrize("method", PaymentMethod)
@pytest.mark.parametrize("operator", ["", "amal"], ids=["kiosk", "office"])
def test_the_portal_comes_to_the_same_fees(operator: str, method: PaymentMethod) -> None:
    visit, clock = stall(operator=operator)
    service = visit.context.catalogue.services["kw.test.stall"]
    to_payment(visit)
    clock.advance(hours=1)
    for _ in range(2):
        clock.advance(seconds=2)
        play(visit, e.PayRequested(method))
    settle(visit, PaymentState.CAPTURED)
    application = handed_in(visit)
    assert (application.channel, application.fees_on) == ("office" if operator else "kiosk", date(2026, 3, 2))
    assert reassess(service, application) == []
    # A station of before says neither: the payment's day and the operator do.
    assert reassess(service, dataclasses.replace(application, channel="", fees_on=None)) == []


FREE = """\
  - code: waived
    label: {ar: "إعفاء الدفع بالبطاقة", en: "Waiver for cards"}
    kind: percent
    percent: "-100"
    base: fee_day
    verified: sample
    when: method == 'card'
duration:"""
FREE_EXAMPLES = """\
examples:
  - on: 2026-03-01
    method: card
    answers: {days: "4"}
    expect: {day: "6.000", waived: "-6.000"}
"""


@pytest.mark.parametrize("signature", [True, False], ids=["signed", "not signed"])
def test_who_chooses_a_way_that_costs_nothing_goes_on_without_a_payment(signature: bool) -> None:
    plain = SAMPLE.read_text(encoding="utf-8")
    text = plain[: plain.index("examples:")].replace("duration:", FREE, 1) + FREE_EXAMPLES
    clock = FakeClock(EVENING)
    visit = VisitMachine(load_catalogue({"kw/stall.yaml": text}, 9), clock)
    to_payment(visit)
    visit.visit.service = service = dataclasses.replace(visit.context.service, signature=signature)
    assert play(visit, e.PayRequested(PaymentMethod.CARD)) == []
    assert (visit.visit.step, codes(visit)) == (Step.PAY, ["fees-changed"])
    assert play(visit, e.PayRequested(PaymentMethod.CARD)) == []  # a double tap
    assert visit.visit.step is Step.PAY
    clock.advance(seconds=2)
    asked = play(visit, e.PayRequested(PaymentMethod.CARD))
    if signature:
        assert (visit.visit.step, asked) == (Step.SIGN, [])
        asked = play(visit, e.Signed(STROKES))
    (submit,) = asked
    assert isinstance(submit, f.Submit)
    application = submit.application
    assert (application.payment, application.total) == (None, Money(0, "KWD"))
    assert {line.code: line.amount.amount_minor for line in application.fees} == {"day": 6_000, "waived": -6_000}
    assert reassess(service, application) == []
    unpaid = dataclasses.replace(application, fees=application.fees[:1], total=Money(6_000, "KWD"))
    assert reassess(service, unpaid) == [Problem("fees-differ")]


def test_the_portal_takes_no_other_sum_line_day_or_channel() -> None:
    visit, clock = stall(operator="amal")
    service = visit.context.catalogue.services["kw.test.stall"]
    to_payment(visit)
    play(visit, e.PayRequested(PaymentMethod.CARD))
    settle(visit, PaymentState.CAPTURED)
    application = handed_in(visit)
    assert reassess(service, application) == []
    assert application.payment is not None
    later = dataclasses.replace(application.payment, intended_at=clock.now() + timedelta(days=1))
    cheaper = dataclasses.replace(application.payment, amount=Money(1, "KWD"))
    for tampered in (
        dataclasses.replace(application, fees=application.fees[:-1]),
        dataclasses.replace(application, total=Money(1, "KWD")),
        dataclasses.replace(application, payment=later),
        dataclasses.replace(application, payment=cheaper),
        dataclasses.replace(application, payment=None),
        dataclasses.replace(application, channel="kiosk"),
        dataclasses.replace(application, fees_on=date(2026, 2, 28)),
        dataclasses.replace(application, answers={**application.answers, "days": 5}),
    ):
        assert reassess(service, tampered) == [Problem("fees-differ")]
    huge = dataclasses.replace(application, answers={"days": MOST_MINOR})
    assert [problem.code for problem in reassess(service, huge)] == ["fee-no-value"]


def test_a_payment_that_was_refused_does_not_travel_with_a_request_that_costs_nothing_by_now() -> None:
    visit, _ = stall()
    to_payment(visit)
    play(visit, e.PayRequested(PaymentMethod.CARD))
    settle(visit, PaymentState.DECLINED)
    assert visit.visit.payment is not None
    free = dataclasses.replace(visit.context.service, fees=())
    visit.visit.service = free
    play(visit, e.Back(), e.Next())
    application = handed_in(visit)
    assert application.payment is None
    assert reassess(free, application) == []
