"""Reactions around money: one intent a try, an unknown outcome is asked about and never charged again."""

from __future__ import annotations

from shubbak.domain.money import Money
from shubbak.domain.payment import Payment, PaymentState
from shubbak.domain.problem import Problem
from shubbak.flow.closing import hand_in
from shubbak.flow.context import Context
from shubbak.flow.effects import AskPayment, Effect, TakePayment
from shubbak.flow.events import PaymentAskedAgain, PaymentNotStarted, PaymentSettled, PayRequested
from shubbak.flow.route import forward
from shubbak.flow.steps import Step
from shubbak.forms.fees import total


def amount_due(context: Context) -> Money:
    """Return what the assessed lines add up to."""
    return total(context.service, context.visit.fees)


def pay_requested(context: Context, event: PayRequested) -> tuple[Effect, ...]:
    visit = context.visit
    if visit.step is not Step.PAY or visit.busy or visit.paid:
        return ()
    clock = context.clock
    visit.payment = Payment(
        id=clock.new_id(),
        application_id=visit.application_id,
        amount=amount_due(context),
        method=event.method,
        state=PaymentState.INTENDED,
        intended_at=clock.now(),
    )
    visit.busy = "payment"
    visit.problems = ()
    return (TakePayment(visit.payment),)


def asked_again(context: Context, _: PaymentAskedAgain) -> tuple[Effect, ...]:
    visit = context.visit
    if visit.busy or visit.payment is None or visit.payment.state is not PaymentState.UNKNOWN:
        return ()
    visit.busy = "payment"
    visit.problems = ()
    return (AskPayment(visit.payment),)


def settled(context: Context, event: PaymentSettled) -> tuple[Effect, ...]:
    visit = context.visit
    if visit.busy != "payment" or visit.payment is None or event.payment.id != visit.payment.id:
        return ()
    visit.busy = ""
    visit.payment = event.payment
    if event.payment.state is PaymentState.CAPTURED:
        forward(context)
        return hand_in(context) if visit.step is Step.SUBMIT else ()
    context.complain(Problem(f"payment-{event.payment.state.value}"))
    return ()


def not_started(context: Context, event: PaymentNotStarted) -> tuple[Effect, ...]:
    visit = context.visit
    if visit.busy == "payment":
        visit.busy = ""
        visit.payment = None
        context.complain(Problem(event.code))
    return ()
