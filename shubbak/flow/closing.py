"""Reactions at the end: the signature, the durable hand-in, the receipt on paper and on the screen."""

from __future__ import annotations

from shubbak.domain.application import Application, Signature
from shubbak.domain.problem import Problem
from shubbak.flow.context import Context
from shubbak.flow.effects import Effect, Print, Submit
from shubbak.flow.events import (
    Acknowledged,
    Printed,
    PrintFailed,
    PrintRetried,
    Signed,
    SubmitFailed,
    SubmitRetried,
    Submitted,
)
from shubbak.flow.planning import draw, plan_of
from shubbak.flow.route import enter, forward
from shubbak.flow.steps import Stage, Step
from shubbak.forms.documents import wanted_documents
from shubbak.forms.fees import total

#: Fewer points than this is a touch, not a signature.
_FEWEST_POINTS = 8


def signed(context: Context, event: Signed) -> tuple[Effect, ...]:
    visit = context.visit
    if visit.step is not Step.SIGN or visit.busy:
        return ()
    if sum(len(stroke) for stroke in event.strokes) < _FEWEST_POINTS:
        context.complain(Problem("signature-missing", "signature"))
        return ()
    visit.signature = Signature(event.strokes)
    forward(context)
    return hand_in(context)


def hand_in(context: Context) -> tuple[Effect, ...]:
    """Build the application and ask for it to be kept."""
    visit = context.visit
    visit.application = _application(context)
    visit.busy = "submit"
    visit.problems = ()
    return (Submit(visit.application, context.service, plan_of(context)),)


def submitted(context: Context, event: Submitted) -> tuple[Effect, ...]:
    visit = context.visit
    if visit.busy != "submit" or visit.application is None or event.receipt.application_id != visit.application_id:
        return ()
    visit.receipt, visit.code = event.receipt, event.code
    visit.plan = "owed" if plan_of(context) else ""
    enter(context, Stage(Step.RECEIPT))
    visit.busy = "print"
    return (Print(visit.application, context.service, event.receipt, event.code), *draw(context))


def submit_failed(context: Context, event: SubmitFailed) -> tuple[Effect, ...]:
    if context.visit.busy == "submit":
        context.visit.busy = ""
        context.complain(Problem(event.code))
    return ()


def submit_retried(context: Context, _: SubmitRetried) -> tuple[Effect, ...]:
    visit = context.visit
    return hand_in(context) if visit.step is Step.SUBMIT and not visit.busy else ()


def acknowledged(context: Context, event: Acknowledged) -> tuple[Effect, ...]:
    if context.visit.receipt is not None and event.application_id == context.visit.application_id:
        context.visit.case = event.case
    return ()


def printed(context: Context, _: Printed) -> tuple[Effect, ...]:
    if context.visit.busy == "print":
        context.visit.busy = ""
        context.visit.printed = True
        context.visit.paper_unsure = False
    return ()


def print_failed(context: Context, event: PrintFailed) -> tuple[Effect, ...]:
    if context.visit.busy == "print":
        context.visit.busy = ""
        # Once begun, it stays in doubt: a later try that did not even begin does not make it certain again.
        context.visit.paper_unsure |= event.unsure
        context.complain(Problem(event.code))
    return ()


def print_retried(context: Context, event: PrintRetried) -> tuple[Effect, ...]:
    visit = context.visit
    if visit.step is not Step.RECEIPT or visit.busy or visit.printed or not visit.application or not visit.receipt:
        return ()
    visit.busy = "print"
    visit.problems = ()
    return (Print(visit.application, context.service, visit.receipt, visit.code, event.printer),)


def _application(context: Context) -> Application:
    visit, service = context.visit, context.service
    if visit.consent is None or visit.started_at is None:
        raise LookupError("a visit reached its end without consent")
    wanted = wanted_documents(service, visit.answers)
    return Application(
        id=visit.application_id,
        service_id=service.id,
        service_version=service.version,
        catalogue_version=context.catalogue.version,
        language=visit.language,
        started_at=visit.started_at,
        identity=visit.identity,
        identity_typed=visit.identity_typed,
        names_confirmed=visit.names_confirmed,
        chip=visit.chip,
        answers=dict(visit.answers),
        attachments=tuple(one for one in visit.attachments.values() if one.need in wanted),
        consent=visit.consent,
        fees=visit.fees,
        total=total(service, visit.fees),
        payment=visit.payment,
        signature=visit.signature,
        operator=context.operator,
        channel=context.channel,
        fees_on=visit.fees_on,
    )
