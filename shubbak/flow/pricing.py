"""What a visit costs: worked out for where it is made, how it would be paid, and today."""

from __future__ import annotations

from datetime import date

from shubbak.domain.fees import AssessedFee, Situation
from shubbak.domain.problem import Problem
from shubbak.flow.context import Context
from shubbak.forms.fees import assess, fees_problem


def price(context: Context) -> None:
    """Work the fees out before anybody chose how to pay; a payment that was refused before is none of this request."""
    visit = context.visit
    if not visit.paid:
        visit.payment = None
    visit.fees_on = context.today
    visit.fees = fees_for(context, "", visit.fees_on)


def fees_for(context: Context, method: str, on: date) -> tuple[AssessedFee, ...]:
    """Return what is due on a day when it is paid in this way."""
    return assess(context.service, context.visit.answers, on, _situation(context, method))


def no_price(context: Context, method: str = "") -> Problem | None:
    """Return the problem of a fee that cannot be worked out; nothing is paid or handed in with one."""
    return fees_problem(context.service, context.visit.answers, context.today, _situation(context, method))


def _situation(context: Context, method: str) -> Situation:
    return Situation(channel=context.channel, method=method)
