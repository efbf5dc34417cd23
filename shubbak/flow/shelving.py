"""Reactions around the shelf of a counter: a visit is put aside as it stands, and goes on from there another time."""

from __future__ import annotations

from collections.abc import Mapping

from shubbak.domain.application import Attachment
from shubbak.domain.draft import Draft
from shubbak.domain.problem import Problem
from shubbak.flow.answers import refresh
from shubbak.flow.context import Context
from shubbak.flow.drafting import draft_of
from shubbak.flow.effects import Effect, KeepDraft, TakeDraft, Wipe
from shubbak.flow.events import DraftChosen, DraftFailed, DraftKept, DraftTaken, PutAside
from shubbak.flow.pricing import price
from shubbak.flow.route import enter, stages
from shubbak.flow.scanning import answer_with_attachments
from shubbak.flow.slipping import slip_kept
from shubbak.flow.steps import Stage, Step
from shubbak.forms.documents import offered_documents
from shubbak.forms.service import DocumentAlternative, Service


def put_aside(context: Context, _: PutAside) -> tuple[Effect, ...]:
    """At a kiosk nothing is kept without a slip: nobody could take it up again."""
    visit = context.visit
    if not context.operator or not visit.may_be_put_aside:
        return ()
    visit.busy = "draft"
    visit.problems = ()
    return (KeepDraft(draft_of(context)),)


def draft_kept(context: Context, _: DraftKept) -> tuple[Effect, ...]:
    if context.visit.busy != "draft" or context.visit.service is None:
        return ()
    if context.visit.slip:
        return slip_kept(context)
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
    if visit.step is not Step.FIND:
        return (Wipe(),)  # the station closed while it was fetched: it stays kept, and is free for another counter
    service = context.catalogue.services.get(event.draft.service_id)
    if service is None:
        context.complain(Problem("draft-service-gone"))
        return ()
    proof = event.draft.identity.number if event.draft.identity and service.identify else ""
    if not context.operator and not proof:
        context.complain(Problem("resume-at-desk"))  # a code alone opens nothing
        return ()
    _take_over(context, event.draft, service)
    _go_on(context, event.draft, service)
    if not context.operator:
        _prove(context, proof)
    return ()


def _prove(context: Context, number: str) -> None:
    """At a kiosk a code alone shows nobody's answers: the document of before is shown again first."""
    visit = context.visit
    visit.proof, visit.identity = number, None
    refresh(context)
    price(context)
    problems = visit.problems
    enter(context, Stage(Step.NEEDS) if visit.consent is None else Stage(Step.IDENTIFY))
    context.complain(*problems)
    visit.notices = (Problem("resume-show-card"),)


def draft_failed(context: Context, event: DraftFailed) -> tuple[Effect, ...]:
    if context.visit.busy == "draft":
        context.visit.busy = context.visit.slip = ""
        context.complain(Problem(event.code))
    return ()


def _take_over(context: Context, draft: Draft, service: Service) -> None:
    visit = context.visit
    visit.service = service
    visit.application_id, visit.started_at = draft.id, draft.started_at
    visit.consent = draft.consent
    visit.identity, visit.identity_typed = draft.identity, draft.identity_typed
    visit.names_confirmed = draft.names_confirmed
    visit.chip, visit.chip_of = draft.chip, draft.identity.number if draft.identity else ""
    visit.raw, visit.machine_read = dict(draft.raw), set(draft.machine_read)
    visit.filled_by = dict(draft.filled_by)
    offered = offered_documents(service)
    # What the service no longer takes, or not in so many pages, would be refused at the end: it is asked for again now.
    kept = (one for one in draft.attachments if _still_right(one, offered))
    visit.attachments = {attachment.need: attachment for attachment in kept}
    visit.scans = {need: scan for need, scan in draft.scans.items() if scan.alternative in offered.get(need, {})}
    answer_with_attachments(context)
    visit.shelved = True
    refresh(context)
    price(context)


def _still_right(attachment: Attachment, offered: Mapping[str, Mapping[str, DocumentAlternative]]) -> bool:
    asked = offered.get(attachment.need, {}).get(attachment.alternative)
    return asked is not None and asked.least <= attachment.pages <= asked.most


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
