"""Reactions around what is still needed: the visit is kept, a slip printed, and taken up again with its code."""

from __future__ import annotations

from shubbak.domain.problem import Problem
from shubbak.domain.resume_code import parse_resume_code, resume_code
from shubbak.flow.context import Context
from shubbak.flow.drafting import draft_of
from shubbak.flow.effects import Effect, FindDraft, KeepDraft, PrintSlip
from shubbak.flow.events import ResumeAsked, SlipAsked, SlipFailed, SlipPrinted, SlipRetried
from shubbak.flow.route import enter
from shubbak.flow.steps import Stage, Step
from shubbak.forms.documents import told_documents
from shubbak.forms.service import DocumentNeed


def slip_asked(context: Context, _: SlipAsked) -> tuple[Effect, ...]:
    """Keep what was given for whoever has the slip; at a kiosk it is taken up with the document shown again."""
    visit = context.visit
    if not may_slip(context):
        return ()
    visit.busy, visit.slip = "draft", resume_code(visit.application_id)
    visit.problems = ()
    return (KeepDraft(draft_of(context)),)


def may_slip(context: Context) -> bool:
    """Whether the visit may be kept for later: at a kiosk only with a document to show again."""
    visit = context.visit
    shown = context.service.identify and visit.identity is not None and bool(visit.identity.number)
    return visit.may_be_put_aside and (bool(context.operator) or shown)


def slip_kept(context: Context) -> tuple[Effect, ...]:
    """It is on the disk: print its slip."""
    enter(context, Stage(Step.SLIP))
    return _print(context)


def slip_printed(context: Context, _: SlipPrinted) -> tuple[Effect, ...]:
    if context.visit.step is Step.SLIP and context.visit.busy == "print":
        context.visit.busy = ""
        context.visit.printed = True
        context.complain()
    return ()


def slip_failed(context: Context, event: SlipFailed) -> tuple[Effect, ...]:
    if context.visit.step is Step.SLIP and context.visit.busy == "print":
        context.visit.busy = ""
        context.complain(Problem(event.code))
    return ()


def slip_retried(context: Context, _: SlipRetried) -> tuple[Effect, ...]:
    return _print(context) if context.visit.step is Step.SLIP and not context.visit.busy else ()


def resume_asked(context: Context, event: ResumeAsked) -> tuple[Effect, ...]:
    visit = context.visit
    if visit.step is not Step.FIND or visit.busy or context.closed:
        return ()
    if visit.service is not None:
        # Somebody went back to the list: what they gave so far is not thrown away by a paper under the reader.
        context.complain(Problem("resume-visit-begun"))
        return ()
    code = parse_resume_code(event.untrusted_code)
    if not code:
        context.complain(Problem("resume-code-shape"))
        return ()
    visit.busy = "draft"
    visit.problems = ()
    return (FindDraft(code),)


def still_needed(context: Context) -> tuple[DocumentNeed, ...]:
    """Return what the person has yet to bring: all that is asked for and neither given nor in order."""
    visit = context.visit
    asked = told_documents(context.service, visit.answers)
    return tuple(need for need in asked if need.id not in visit.attachments)


def _print(context: Context) -> tuple[Effect, ...]:
    visit = context.visit
    visit.busy = "print"
    return (PrintSlip(context.service, still_needed(context), visit.slip, visit.language, bool(context.operator)),)
