"""Reactions around the shelf of a counter: a visit is put aside as it stands, and goes on from there another time."""

from __future__ import annotations

from collections.abc import Mapping

from shubbak.domain.draft import Draft
from shubbak.domain.problem import Problem
from shubbak.fields.full_name import in_arabic
from shubbak.flow.answers import refresh
from shubbak.flow.context import Context
from shubbak.flow.effects import Effect, KeepDraft, TakeDraft, Wipe
from shubbak.flow.events import DraftChosen, DraftFailed, DraftKept, DraftTaken, PutAside
from shubbak.flow.identifying import full_name
from shubbak.flow.pricing import price
from shubbak.flow.route import enter, stages
from shubbak.flow.scanning import answer_with_attachments
from shubbak.flow.steps import Stage, Step
from shubbak.forms.documents import offered_alternatives
from shubbak.forms.service import Service

_NAMES = ("arabic_name", "full_name")


def put_aside(context: Context, _: PutAside) -> tuple[Effect, ...]:
    """At a kiosk nobody could take it up again, so nothing is kept there."""
    visit = context.visit
    if not context.operator or not visit.may_be_put_aside:
        return ()
    visit.busy = "draft"
    visit.problems = ()
    return (KeepDraft(_draft(context)),)


def draft_kept(context: Context, _: DraftKept) -> tuple[Effect, ...]:
    if context.visit.busy != "draft" or context.visit.service is None:
        return ()
    context.forget_visit()
    return (Wipe(),)


def draft_chosen(context: Context, event: DraftChosen) -> tuple[Effect, ...]:
    """Nothing that was begun is in the way: it would be lost without a word."""
    visit = context.visit
    if not context.operator or visit.step is not Step.FIND or visit.service is not None or visit.busy:
        return ()
    visit.busy = "draft"
    visit.problems = ()
    return (TakeDraft(event.draft_id),)


def draft_taken(context: Context, event: DraftTaken) -> tuple[Effect, ...]:
    visit = context.visit
    if visit.busy != "draft" or visit.service is not None:
        return ()
    visit.busy = ""
    service = context.catalogue.services.get(event.draft.service_id)
    if service is None:
        context.complain(Problem("draft-service-gone"))
        return ()
    _take_over(context, event.draft, service)
    _go_on(context, event.draft, service)
    return ()


def draft_failed(context: Context, event: DraftFailed) -> tuple[Effect, ...]:
    if context.visit.busy == "draft":
        context.visit.busy = ""
        context.complain(Problem(event.code))
    return ()


def _draft(context: Context) -> Draft:
    visit, service = context.visit, context.service
    if visit.consent is None or visit.started_at is None:
        raise LookupError("nothing is kept without consent")
    return Draft(
        id=visit.application_id,
        service_id=service.id,
        service_version=service.version,
        started_at=visit.started_at,
        consent=visit.consent,
        identity=visit.identity,
        identity_typed=visit.identity_typed,
        raw=dict(visit.raw),
        machine_read=frozenset(visit.machine_read),
        attachments=tuple(visit.attachments.values()),
        step=visit.stage.step.value,
        page=visit.stage.page,
        person=_person(context),
        operator=context.operator,
        filled_by=dict(visit.filled_by),
        scans=dict(visit.scans),
    )


def _person(context: Context) -> str:
    """The name as it stands in the form, which offices read in Arabic; else as the document has it."""
    visit = context.visit
    fields = (field for page in context.service.pages for field in page.fields if field.kind in _NAMES)
    answers = (visit.answers.get(field.id) for field in fields)
    typed = next((in_arabic(one) if isinstance(one, Mapping) else str(one) for one in answers if one), "")
    return typed or (full_name(visit.identity) if visit.identity else "")


def _take_over(context: Context, draft: Draft, service: Service) -> None:
    visit = context.visit
    visit.service = service
    visit.application_id, visit.started_at = draft.id, draft.started_at
    visit.consent = draft.consent
    visit.identity, visit.identity_typed = draft.identity, draft.identity_typed
    visit.raw, visit.machine_read = dict(draft.raw), set(draft.machine_read)
    visit.filled_by = dict(draft.filled_by)
    offered = offered_alternatives(service)
    # A page for what the service no longer takes would be refused at the end: it is asked for again now.
    kept = (one for one in draft.attachments if one.alternative in offered.get(one.need, frozenset()))
    visit.attachments = {attachment.need: attachment for attachment in kept}
    visit.scans = {
        need: scan for need, scan in draft.scans.items() if scan.alternative in offered.get(need, frozenset())
    }
    answer_with_attachments(context)
    visit.shelved = True
    refresh(context)
    price(context)


def _go_on(context: Context, draft: Draft, service: Service) -> None:
    """Each page is checked when it is left and all of them when the review is: nothing kept counts unchecked."""
    visit = context.visit
    if draft.service_version != service.version:
        # The notice that was agreed to may say something else by now, and so may every page: the whole way again.
        visit.consent = None
        enter(context, Stage(Step.NEEDS))
        context.complain(Problem("draft-service-changed"))
    elif visit.identity is not None and visit.identity.expired(context.today):
        visit.identity = None
        enter(context, Stage(Step.IDENTIFY))
        context.complain(Problem("identity-expired"))
    else:
        way = stages(context)
        there = next((one for one in way if (one.step.value, one.page) == (draft.step, draft.page)), None)
        late = draft.step in (Step.PAY.value, Step.SIGN.value)
        enter(context, Stage(Step.REVIEW) if late else there or Stage(Step.NEEDS))
