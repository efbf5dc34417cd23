"""Reactions of the guided form: answers, documents, the review with its edit links, and Next."""

from __future__ import annotations

from shubbak.domain.problem import Problem
from shubbak.flow.answers import refresh
from shubbak.flow.closing import hand_in
from shubbak.flow.context import Context
from shubbak.flow.effects import Effect, ScanDocument
from shubbak.flow.events import (
    AnswerGiven,
    DocumentOffered,
    DocumentRemoved,
    DocumentScanned,
    EditRequested,
    Next,
    ScanFailed,
)
from shubbak.flow.route import enter, forward, stages
from shubbak.flow.steps import Stage, Step
from shubbak.forms.facts import check_page, needed_documents, unmet_conditions
from shubbak.forms.service import Page


def answer_given(context: Context, event: AnswerGiven) -> tuple[Effect, ...]:
    visit = context.visit
    if visit.step is not Step.QUESTIONS or event.field not in {field.id for field in context.page.fields}:
        return ()
    if visit.raw.get(event.field) != event.untrusted_raw:
        visit.machine_read.discard(event.field)
    visit.raw[event.field] = event.untrusted_raw
    visit.problems = tuple(problem for problem in visit.problems if problem.field != event.field)
    refresh(context)
    return ()


def go_on(context: Context, _: Next) -> tuple[Effect, ...]:
    """Next means something else on each step; where something is missing it stands at its place and the step stays."""
    visit = context.visit
    if visit.busy:
        return ()
    if visit.step is Step.QUESTIONS:
        _leave_page(context)
    elif visit.step is Step.DOCUMENTS:
        _leave_documents(context)
    elif visit.step is Step.REVIEW:
        return _leave_review(context)
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


def document_offered(context: Context, event: DocumentOffered) -> tuple[Effect, ...]:
    visit = context.visit
    needs = {need.id: need for need in needed_documents(context.service, visit.answers)}
    known = event.need in needs and event.alternative in {one.id for one in needs[event.need].alternatives}
    if visit.step is not Step.DOCUMENTS or visit.busy or not known:
        return ()
    visit.busy = "document"
    visit.problems = ()
    return (ScanDocument(event.need, event.alternative),)


def document_scanned(context: Context, event: DocumentScanned) -> tuple[Effect, ...]:
    visit = context.visit
    if visit.busy == "document":
        visit.busy = ""
        visit.attachments[event.attachment.need] = event.attachment
    return ()


def document_removed(context: Context, event: DocumentRemoved) -> tuple[Effect, ...]:
    if context.visit.step is Step.DOCUMENTS and not context.visit.busy:
        context.visit.attachments.pop(event.need, None)
    return ()


def scan_failed(context: Context, event: ScanFailed) -> tuple[Effect, ...]:
    if context.visit.busy in ("identity", "document"):
        context.visit.busy = ""
        context.complain(Problem(event.code))
    return ()


def _leave_page(context: Context) -> None:
    problems = _wrong_on(context, context.page)
    if problems:
        context.complain(*problems)
        return
    refresh(context)
    forward(context)


def _leave_documents(context: Context) -> None:
    missing = _missing_documents(context)
    if missing:
        context.complain(*missing)
        return
    forward(context)


def _leave_review(context: Context) -> tuple[Effect, ...]:
    """An edit may have opened a page or a document that was not needed before: go there instead of paying."""
    for page in context.pages():
        problems = _wrong_on(context, page)
        if problems:
            _return_to(context, Stage(Step.QUESTIONS, page.id), *problems)
            return ()
    missing = _missing_documents(context)
    if missing:
        _return_to(context, Stage(Step.DOCUMENTS), *missing)
        return ()
    unmet = unmet_conditions(context.service, context.visit.answers, context.today, context.visit.identity)
    if unmet:
        context.complain(*(Problem("condition-unmet", "", {"ar": one.text.ar, "en": one.text.en}) for one in unmet))
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


def _missing_documents(context: Context) -> tuple[Problem, ...]:
    visit = context.visit
    return tuple(
        Problem("document-missing", need.id)
        for need in needed_documents(context.service, visit.answers)
        if need.required and need.id not in visit.attachments
    )
