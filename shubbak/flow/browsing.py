"""Reactions before anything personal: touch, language, the choice of a service, the purpose notice; and leaving."""

from __future__ import annotations

from shubbak.domain.application import Consent
from shubbak.domain.text import Language
from shubbak.fields import kinds
from shubbak.fields.kind import Wrong
from shubbak.flow.answers import refresh
from shubbak.flow.context import Context
from shubbak.flow.effects import DropDraft, Effect, GiveBack, Wipe
from shubbak.flow.events import (
    ConditionsChanged,
    ConsentGiven,
    Finished,
    HelpAsked,
    HelpEnded,
    IdleElapsed,
    LanguageChosen,
    ServiceChosen,
    StartOver,
    StillHere,
    Touched,
)
from shubbak.flow.looking_up import forget_record
from shubbak.flow.pricing import price
from shubbak.flow.route import backward, enter, forward
from shubbak.flow.steps import Stage, Step
from shubbak.forms.card import number_question

#: Where a visit ends, and nothing is left to warn of.
_LAST = frozenset({Step.RECEIPT, Step.SLIP})


def touched(context: Context, _: Touched) -> tuple[Effect, ...]:
    if context.visit.step is Step.ATTRACT:
        enter(context, Stage(Step.CLOSED if context.closed else Step.LANGUAGE))
    return ()


def conditions_changed(context: Context, event: ConditionsChanged) -> tuple[Effect, ...]:
    """A visit that has its service goes on to its end; who is still choosing is told at once."""
    context.conditions = event.conditions
    choosing = context.visit.step in (Step.LANGUAGE, Step.FIND) and context.visit.service is None
    if context.closed and choosing:
        enter(context, Stage(Step.CLOSED))
    elif not context.closed and context.visit.step is Step.CLOSED:
        enter(context, Stage(Step.FIND))
    return ()


def language_chosen(context: Context, event: LanguageChosen) -> tuple[Effect, ...]:
    context.visit.language = Language(event.language)
    if context.visit.step in (Step.ATTRACT, Step.LANGUAGE):
        enter(context, Stage(Step.CLOSED if context.closed else Step.FIND))
    return ()


def service_chosen(context: Context, event: ServiceChosen) -> tuple[Effect, ...]:
    service = context.catalogue.services.get(event.service_id)
    visit = context.visit
    if visit.step is not Step.FIND or service is None:
        return ()
    if visit.service is not service and context.closed:
        context.visit = type(visit)(language=visit.language)
        enter(context, Stage(Step.CLOSED))
        return ()
    if visit.service is not service:
        context.visit = visit = type(visit)(language=visit.language)
        visit.service = service
        visit.application_id = context.clock.new_id()
        visit.started_at = context.clock.now()
    _carry_on(context, event.untrusted_number)
    price(context)
    enter(context, Stage(Step.NEEDS))
    return ()


def _carry_on(context: Context, untrusted_number: str) -> None:
    """Put the number that led to the service where the service asks for it; what cannot be one is dropped."""
    field = number_question(context.service)
    if field is None or not untrusted_number:
        return
    if not isinstance(kinds()[field.kind].parse(field, untrusted_number), Wrong):
        if context.visit.raw.get(field.id) != untrusted_number:
            forget_record(context, field)
        context.visit.raw[field.id] = untrusted_number
        refresh(context)


def consent_given(context: Context, _: ConsentGiven) -> tuple[Effect, ...]:
    visit = context.visit
    if visit.step is Step.CONSENT:
        version = f"{context.service.id}/{context.service.version}"
        visit.consent = Consent(version, visit.language, context.clock.now())
        forward(context)
    return ()


def back(context: Context, _: object) -> tuple[Effect, ...]:
    if context.visit.may_leave:
        backward(context)
    return ()


def start_over(context: Context, _: StartOver) -> tuple[Effect, ...]:
    return _leave(context) if context.visit.may_leave else ()


def finished(context: Context, _: Finished) -> tuple[Effect, ...]:
    visit = context.visit
    printing = visit.busy == "print" or visit.plan == "drawing"
    return _leave(context) if visit.step in _LAST and not printing else ()


def still_here(context: Context, _: StillHere) -> tuple[Effect, ...]:
    context.visit.idle_warning = False
    return ()


def idle_elapsed(context: Context, _: IdleElapsed) -> tuple[Effect, ...]:
    """Warn first, then wipe; the receipt needs no warning, and an unfinished paid visit gets its money back."""
    visit = context.visit
    if visit.idle_seconds == 0:
        return ()
    if not visit.idle_warning and visit.step not in _LAST and not visit.opening:
        visit.idle_warning = True
        return ()
    return _leave(context)


def _leave(context: Context) -> tuple[Effect, ...]:
    visit = context.visit
    owed = visit.payment if visit.paid and visit.receipt is None else None
    # At a kiosk whoever has the slip may come again; what was just kept for one stays anyway.
    thrown = visit.shelved and visit.receipt is None and context.operator and visit.step is not Step.SLIP
    dropped = (DropDraft(visit.application_id),) if thrown else ()
    context.forget_visit()
    return (*((GiveBack(owed),) if owed else ()), *dropped, Wipe())


def help_asked(context: Context, _: HelpAsked) -> tuple[Effect, ...]:
    visit = context.visit
    visit.help = not visit.opening and visit.service is not None
    visit.idle_warning = False
    return ()


def help_ended(context: Context, _: HelpEnded) -> tuple[Effect, ...]:
    context.visit.help = False
    return ()
