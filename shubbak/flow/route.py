"""The way through a visit: which stages a service has now, and moving along them."""

from __future__ import annotations

from shubbak.flow.context import Context
from shubbak.flow.pricing import price
from shubbak.flow.steps import Stage, Step
from shubbak.forms.documents import asked_documents
from shubbak.forms.fees import total


def stages(context: Context) -> tuple[Stage, ...]:
    """Return the stages of the chosen service in order, as the answers so far make them."""
    service, visit = context.service, context.visit
    way = [Stage(Step.NEEDS), Stage(Step.CONSENT)]
    if service.identify:
        way.append(Stage(Step.IDENTIFY))
    way += [Stage(Step.QUESTIONS, page.id) for page in context.pages()]
    if asked_documents(service, visit.answers):
        way.append(Stage(Step.DOCUMENTS))
    way.append(Stage(Step.REVIEW))
    if visit.step is Step.PAY or total(service, visit.fees).amount_minor > 0:
        way.append(Stage(Step.PAY))
    if service.signature:
        way.append(Stage(Step.SIGN))
    return (*way, Stage(Step.SUBMIT), Stage(Step.RECEIPT))


def enter(context: Context, stage: Stage) -> None:
    """Put a stage on the screen, free of the last one's problems."""
    visit = context.visit
    if stage.step is Step.REVIEW:
        visit.editing = False
        price(context)
    visit.stage = stage
    visit.asked = {}
    visit.cards = ()
    visit.to_confirm = None
    visit.problems = visit.notices = ()
    visit.idle_warning = False


def forward(context: Context) -> None:
    """Go to the next stage; a visit that came from the review goes back to it."""
    if context.visit.editing:
        enter(context, Stage(Step.REVIEW))
        return
    way = stages(context)
    enter(context, way[way.index(context.visit.stage) + 1])


def backward(context: Context) -> None:
    """Go one stage back; before the first stage lies the list of services."""
    visit = context.visit
    if visit.editing:
        enter(context, Stage(Step.REVIEW))
        return
    if visit.step in (Step.CLOSED, Step.LANGUAGE, Step.FIND):
        enter(context, Stage(Step.LANGUAGE if visit.step is Step.FIND else Step.ATTRACT))
        return
    way = stages(context)
    place = way.index(visit.stage)
    enter(context, way[place - 1] if place else Stage(Step.FIND))


def progress(context: Context) -> tuple[int, int]:
    """Return (place, count) for the words "step 3 of 6": from consent to signing, (0, 0) outside."""
    shown = [stage for stage in stages(context) if stage.step not in (Step.NEEDS, Step.SUBMIT, Step.RECEIPT)]
    stage = context.visit.stage
    return (shown.index(stage) + 1, len(shown)) if stage in shown else (0, 0)
