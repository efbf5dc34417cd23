"""A visit written as a transcript: say what happens, look at what is asked."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from fakes.clock import FakeClock

from shubbak.domain.identity import IdentityDocument
from shubbak.domain.payment import PaymentMethod, PaymentState
from shubbak.domain.receipt import Receipt, ReceiptNumber
from shubbak.domain.text import Language
from shubbak.flow import events as e
from shubbak.flow.effects import Effect, Submit, TakePayment
from shubbak.flow.machine import VisitMachine
from shubbak.forms.catalogue import load_catalogue
from shubbak.ports.reader import Reading

SAMPLE = Path(__file__).parents[2] / "samples" / "services" / "stall.yaml"
STROKES = (tuple((n * 10, n * 5) for n in range(20)),)


def machine(operator: str = "") -> VisitMachine:
    catalogue = load_catalogue({"kw/stall.yaml": SAMPLE.read_text(encoding="utf-8")}, 9)
    return VisitMachine(catalogue, FakeClock(), operator=operator)


def card(expiry: date | None = None, born: date = date(1990, 1, 5)) -> IdentityDocument:
    return IdentityDocument(
        kind="TD1",
        code="I",
        issuer="UTO",
        number="D23145890",
        surname="ERIKSSON",
        given_names="ANNA",
        nationality="UTO",
        birth_date=born,
        sex="F",
        expiry=expiry or FakeClock().now().date() + timedelta(days=400),
    )


def reading(document: IdentityDocument | None = None) -> e.IdentityRead:
    return e.IdentityRead(Reading((), document or card(), (), 1.0))


def play(visit: VisitMachine, *happenings: e.Event) -> list[Effect]:
    """Hand in events in order and return everything asked for."""
    return [effect for event in happenings for effect in visit.handle(event)]


def to_questions(visit: VisitMachine) -> None:
    play(visit, e.Touched(), e.LanguageChosen(Language.AR), e.ServiceChosen("kw.test.stall"), e.Next())
    play(visit, e.ConsentGiven(), e.CardOffered(), reading(), e.Next())


def to_review(visit: VisitMachine) -> None:
    to_questions(visit)
    play(visit, e.AnswerGiven("days", "٤"), e.AnswerGiven("food", "no"), e.Next())


def to_payment(visit: VisitMachine) -> None:
    to_review(visit)
    play(visit, e.Next())


def pay(visit: VisitMachine, state: PaymentState = PaymentState.CAPTURED) -> TakePayment:
    """Pay by card and let the terminal answer with a state."""
    (asked,) = play(visit, e.PayRequested(PaymentMethod.CARD))
    assert isinstance(asked, TakePayment)
    settle(visit, state)
    return asked


def settle(visit: VisitMachine, state: PaymentState) -> None:
    from dataclasses import replace

    payment = visit.visit.payment
    assert payment is not None
    visit.handle(e.PaymentSettled(replace(payment, state=state)))


def submitted(submit: Submit) -> e.Submitted:
    number = ReceiptNumber("K07", 2026, 1)
    application = submit.application
    receipt = Receipt(number, application.id, application.service_id, application.total, FakeClock().now())
    return e.Submitted(receipt, "https://portal.invalid/v#1")
