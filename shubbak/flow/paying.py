"""Reactions around money: one intent a try, an unknown outcome is asked about and never charged again."""

from __future__ import annotations

from datetime import datetime, timedelta

from shubbak.domain.calendar import local_date
from shubbak.domain.money import Money
from shubbak.domain.payment import Payment, PaymentState
from shubbak.domain.problem import Problem
from shubbak.domain.text import Language
from shubbak.flow.closing import hand_in
from shubbak.flow.context import Context
from shubbak.flow.effects import AskPayment, Effect, TakePayment
from shubbak.flow.events import PaymentAskedAgain, PaymentNotStarted, PaymentSettled, PayRequested
from shubbak.flow.planning import left_to_office, plan_of
from shubbak.flow.pricing import fees_for, no_price
from shubbak.flow.route import forward
from shubbak.flow.steps import Step
from shubbak.forms.fees import total

#: A double tap on a way of paying must not charge a sum that nobody has read yet.
_LOOK = timedelta(seconds=1)


def amount_due(context: Context) -> Money:
    """Return what the lines that are due in the visit add up to."""
    return total(context.service, context.visit.fees)


def pay_requested(context: Context, event: PayRequested) -> tuple[Effect, ...]:
    """Charge what stands on the screen: where this way of paying, or a day gone by, makes it another sum, that one is
    shown first and has to be asked for again. Where nothing is due in the end, the visit goes on without a payment.
    """
    visit = context.visit
    if visit.step is not Step.PAY or visit.busy or visit.paid:
        return ()
    now = context.clock.now()
    if visit.repriced_at is not None and timedelta(0) <= now - visit.repriced_at < _LOOK:
        return ()
    problem = no_price(context, event.method.value) or _another_sum(context, event.method.value, now)
    if problem is not None:
        context.complain(problem)
        return ()
    if amount_due(context).amount_minor == 0:
        visit.payment = None  # one that was refused before is none of this request
        return _go_on(context)
    visit.payment = Payment(
        id=context.clock.new_id(),
        application_id=visit.application_id,
        amount=amount_due(context),
        method=event.method,
        state=PaymentState.INTENDED,
        intended_at=now,
    )
    visit.busy = "payment"
    visit.problems = ()
    return (TakePayment(visit.payment, plan_of(context) is not None),)


def _another_sum(context: Context, method: str, now: datetime) -> Problem | None:
    visit, shown = context.visit, amount_due(context)
    visit.fees_on = local_date(now, context.service.country)
    visit.fees = fees_for(context, method, visit.fees_on)
    due = amount_due(context)
    if due == shown:
        return None
    visit.repriced_at = now
    return Problem("fees-changed", "", {"ar": due.show(Language.AR), "en": due.show(Language.EN)})


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
        return _go_on(context)
    context.complain(Problem(f"payment-{event.payment.state.value}"))
    return ()


def not_started(context: Context, event: PaymentNotStarted) -> tuple[Effect, ...]:
    visit = context.visit
    if visit.busy == "payment":
        visit.busy = ""
        visit.payment = None
        if event.code.startswith("page-printer"):
            left_to_office(context, event.code)
        else:
            context.complain(Problem(event.code))
    return ()


def _go_on(context: Context) -> tuple[Effect, ...]:
    forward(context)
    return hand_in(context) if context.visit.step is Step.SUBMIT else ()
