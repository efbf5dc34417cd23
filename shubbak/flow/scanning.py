"""Reactions around scanned pages: in the documents step, and in questions that are answered by scanning."""

from __future__ import annotations

from shubbak.domain.problem import Problem
from shubbak.fields.document import body_digest
from shubbak.flow.answers import refresh
from shubbak.flow.context import Context
from shubbak.flow.effects import Effect, ScanDocument
from shubbak.flow.events import DocumentOffered, DocumentRemoved, DocumentScanned, ScanFailed
from shubbak.flow.steps import Step
from shubbak.forms.documents import (
    SCANNED_KINDS,
    alternatives_of,
    asked_documents,
    need_of,
    offered_documents,
    scanned_fields,
    wanted_documents,
)
from shubbak.forms.facts import visible_fields
from shubbak.forms.service import Field, Page
from shubbak.wire.packet import MAX_PACKET_BYTES

#: Bytes left for answers, signature and seal.
_BESIDE_DOCUMENTS = 1_000_000


def document_offered(context: Context, event: DocumentOffered) -> tuple[Effect, ...]:
    visit = context.visit
    need, alternatives = offered(context, event.need)
    if visit.busy or event.alternative not in alternatives:
        return ()
    visit.busy, visit.scanning = "document", event.need
    visit.problems = tuple(problem for problem in visit.problems if problem.field not in ("", event.need))
    kind = offered_documents(context.service)[need][event.alternative].kind
    return (ScanDocument(need, event.alternative, kind, event.instead),)


def document_scanned(context: Context, event: DocumentScanned) -> tuple[Effect, ...]:
    visit = context.visit
    if visit.busy == "document":
        visit.busy = visit.scanning = ""
        visit.attachments[event.attachment.need] = event.attachment
        answer_with_attachments(context)
        refresh(context)
    return ()


def document_removed(context: Context, event: DocumentRemoved) -> tuple[Effect, ...]:
    need, alternatives = offered(context, event.need)
    if alternatives and not context.visit.busy:
        context.visit.attachments.pop(need, None)
        context.visit.scans.pop(need, None)
        answer_with_attachments(context)
        refresh(context)
    return ()


def scan_failed(context: Context, event: ScanFailed) -> tuple[Effect, ...]:
    visit = context.visit
    if visit.busy in ("identity", "document"):
        place = visit.scanning if visit.step is Step.QUESTIONS else ""
        visit.busy = visit.scanning = ""
        context.complain(Problem(event.code, place))
    return ()


def answer_with_attachments(context: Context) -> None:
    """Make the answers of scanned questions those of the attachments that are here, and of nothing else."""
    visit = context.visit
    for field in scanned_fields(context.service):
        attachment = visit.attachments.get(need_of(field))
        if attachment is None:
            visit.raw.pop(field.id, None)
        else:
            visit.raw[field.id] = body_digest(attachment.body)
            visit.problems = tuple(problem for problem in visit.problems if problem.field != field.id)


def missing_documents(context: Context) -> tuple[Problem, ...]:
    """Return what the documents step still wants: what is missing, and pages that nobody may hand in as they are."""
    visit = context.visit
    wanted = (
        need
        for need in asked_documents(context.service, visit.answers)
        if need.id not in visit.attachments and (need.required or need.id in visit.scans)
    )
    return tuple(
        Problem("document-unready" if need.id in visit.scans else "document-missing", need.id) for need in wanted
    )


def unready_scans(context: Context, page: Page) -> tuple[Problem, ...]:
    """Return the questions of a page that may be left out, but not with pages that nobody may hand in."""
    visit = context.visit
    return tuple(
        Problem("document-unready", field.id)
        for field in visible_fields(page, visit.answers)
        if field.kind in SCANNED_KINDS
        and need_of(field) in visit.scans
        and need_of(field) not in visit.attachments
        and not field.required
    )


def too_large(context: Context) -> Problem | None:
    """Return the problem of documents that no packet holds together: it is found before anybody pays."""
    wanted = wanted_documents(context.service, context.visit.answers)
    bodies = sum(len(one.body) for one in context.visit.attachments.values() if one.need in wanted)
    return Problem("application-too-large") if bodies > MAX_PACKET_BYTES - _BESIDE_DOCUMENTS else None


def offered(context: Context, name: str) -> tuple[str, frozenset[str]]:
    """Return the need behind a tile or a question of this step, and what may be scanned for it; none if it is not
    there.
    """
    visit = context.visit
    if visit.step is Step.DOCUMENTS:
        needs = {need.id: need for need in asked_documents(context.service, visit.answers)}
        return name, frozenset(one.id for one in needs[name].alternatives) if name in needs else frozenset()
    question = _question(context, name) if visit.step is Step.QUESTIONS else None
    if question is None:
        return name, frozenset()
    return need_of(question), frozenset(one.id for one in alternatives_of(context.service, question))


def _question(context: Context, name: str) -> Field | None:
    shown = visible_fields(context.page, context.visit.answers)
    return next((field for field in shown if field.id == name and field.kind in SCANNED_KINDS), None)
