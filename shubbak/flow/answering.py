"""Reactions of the guided form: answers, the review with its edit links, and Next."""

from __future__ import annotations

from shubbak.domain.problem import Problem
from shubbak.flow.answers import refresh
from shubbak.flow.closing import hand_in
from shubbak.flow.context import Context
from shubbak.flow.effects import Effect
from shubbak.flow.events import AnswerGiven, EditRequested, Next
from shubbak.flow.looking_up import entry_raw, forget_record
from shubbak.flow.planning import ask_before, page_to_ask
from shubbak.flow.pricing import no_price
from shubbak.flow.route import enter, forward, stages
from shubbak.flow.scanning import missing_documents, too_large, unready_scans
from shubbak.flow.steps import Stage, Step
from shubbak.forms.documents import SCANNED_KINDS
from shubbak.forms.facts import check_page, raw_text, unmet_conditions
from shubbak.forms.service import Field, Page


def answer_given(context: Context, event: AnswerGiven) -> tuple[Effect, ...]:
    visit = context.visit
    field = _question(context, event.field) if visit.step is Step.QUESTIONS else None
    if field is None:
        return ()
    raw = event.untrusted_raw
    if field.kind == "register_choice":
        raw = entry_raw(context, field, raw_text(raw))
    if visit.raw.get(field.id) != raw:
        visit.machine_read.discard(field.id)
        if field.kind == "licence_lookup":
            forget_record(context, field)
    visit.raw[field.id] = raw
    # A problem of one of its parts stands as `parcel.block`.
    visit.problems = tuple(one for one in visit.problems if one.field.partition(".")[0] != event.field)
    refresh(context)
    return ()


def go_on(context: Context, _: Next) -> tuple[Effect, ...]:
    """Next means something else on each step; where something is missing it stands at its place and the step stays."""
    visit = context.visit
    if visit.busy:
        return ()
    if visit.step is Step.QUESTIONS:
        return _leave_page(context)
    if visit.step is Step.DOCUMENTS:
        _leave_documents(context)
    elif visit.step is Step.REVIEW:
        return _leave_review(context)
    elif visit.step is Step.IDENTIFY and visit.cards:
        context.complain(Problem("identity-unchosen"))
    elif visit.step is Step.IDENTIFY and visit.to_confirm is not None:
        context.complain(Problem("identity-unconfirmed", "identity.full_name"))
    elif visit.step is Step.NEEDS or (visit.step is Step.IDENTIFY and visit.identity is not None):
        forward(context)
    return ()


def edit_requested(context: Context, event: EditRequested) -> tuple[Effect, ...]:
    if context.visit.step is not Step.REVIEW:
        return ()
    named = {"identity": Stage(Step.IDENTIFY), "documents": Stage(Step.DOCUMENTS)}
    target = named.get(event.target, Stage(Step.QUESTIONS, event.target))
    if target in stages(context):
        enter(context, target)
        context.visit.editing = True
    return ()


def _question(context: Context, name: str) -> Field | None:
    """Return a question of this page that is answered here; scanned ones are answered by their page alone."""
    found = next((field for field in context.page.fields if field.id == name), None)
    return None if found is None or found.kind in SCANNED_KINDS else found


def _leave_page(context: Context) -> tuple[Effect, ...]:
    problems = (*_wrong_on(context, context.page), *unready_scans(context, context.page))
    if problems:
        context.complain(*problems)
        return ()
    refresh(context)
    asked = ask_before(context)
    if asked is not None:
        return asked
    forward(context)
    return ()


def _leave_documents(context: Context) -> None:
    missing = missing_documents(context)
    if missing:
        context.complain(*missing)
        return
    forward(context)


def _leave_review(context: Context) -> tuple[Effect, ...]:
    """An edit may have opened a page or a document that was not needed before: go there instead of paying."""
    for page in context.pages():
        problems = (*_wrong_on(context, page), *unready_scans(context, page))
        if problems:
            _return_to(context, Stage(Step.QUESTIONS, page.id), *problems)
            return ()
    missing = missing_documents(context)
    if missing:
        _return_to(context, Stage(Step.DOCUMENTS), *missing)
        return ()
    unseen = page_to_ask(context)
    if unseen:
        _return_to(context, Stage(Step.QUESTIONS, unseen))
        return ask_before(context) or ()
    unmet = unmet_conditions(context.service, context.visit.answers, context.today, context.visit.identity)
    if unmet:
        context.complain(*(Problem("condition-unmet", "", {"ar": one.text.ar, "en": one.text.en}) for one in unmet))
        return ()
    stuck = no_price(context) or too_large(context)
    if stuck is not None:
        context.complain(stuck)
        return ()
    forward(context)
    return hand_in(context) if context.visit.step is Step.SUBMIT else ()


def _return_to(context: Context, stage: Stage, *problems: Problem) -> None:
    enter(context, stage)
    context.visit.editing = True
    context.complain(*problems)


def _wrong_on(context: Context, page: Page) -> list[Problem]:
    visit = context.visit
    return check_page(context.service, page, visit.raw, context.today, visit.answers)[1]
