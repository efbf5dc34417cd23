"""Work the fees of an application out again, as the portal does with what a station sent."""

from __future__ import annotations

from datetime import date

from shubbak.domain.application import Application
from shubbak.domain.calendar import local_date
from shubbak.domain.fees import AssessedFee, Situation
from shubbak.domain.payment import PaymentMethod
from shubbak.domain.problem import Problem
from shubbak.forms.fees import assess, fees_problem, total
from shubbak.forms.service import Service


def reassess(service: Service, application: Application) -> list[Problem]:
    """Return what is wrong with the fees of an application whose answers are sound; [] when all is well.

    The service is the version that the application names. The words of labels and workings are not compared: they may
    have been mended since; what is charged, to whom, on which day and at which step is.
    """
    found = [_compared(service, application, situation) for situation in _situations(application)]
    return [] if [] in found else found[0]


def _compared(service: Service, application: Application, situation: Situation) -> list[Problem]:
    on = _day(service, application)
    stuck = fees_problem(service, application.answers, on, situation)
    if stuck is not None:
        return [stuck]
    lines = assess(service, application.answers, on, situation)
    asked = total(service, lines)
    payment = application.payment
    alike = (
        _charged(lines) == _charged(application.fees)
        and asked == application.total
        and (payment.amount == asked if payment is not None else asked.amount_minor <= 0)
        and _plausible(service, application, on)
    )
    return [] if alike else [Problem("fees-differ")]


def _situations(application: Application) -> list[Situation]:
    """Return where and how the application may have been made; stations of before tell it only by whether an operator
    did. Without a payment nobody had to choose how to pay, or a way that was chosen brought the sum down to nothing.
    """
    channel = application.channel or ("office" if application.operator else "kiosk")
    payment = application.payment
    methods = [payment.method.value] if payment else ["", *(one.value for one in PaymentMethod)]
    return [Situation(channel=channel, method=method) for method in methods]


def _day(service: Service, application: Application) -> date:
    if application.fees_on is not None:
        return application.fees_on
    payment = application.payment
    return local_date(payment.intended_at if payment else application.started_at, service.country)


def _plausible(service: Service, application: Application, on: date) -> bool:
    """Whether the day is the one of the payment, or where nothing was paid, none before the visit began."""
    if application.payment is not None:
        return on == local_date(application.payment.intended_at, service.country)
    return on >= local_date(application.started_at, service.country)


def _charged(lines: tuple[AssessedFee, ...]) -> list[tuple[object, ...]]:
    return [
        (line.code, line.kind, line.amount, line.payee, line.account, line.refundable, line.due_step) for line in lines
    ]
