"""Telling the portal of plans that were issued in visits: read off the station's trail, so that none is passed over.

A fact keeps how far the trail was read. What the portal did not hear is told again in the same words: a plan has its
number, and each of its prints an id that follows from the application's and the print's count.
"""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from typing import Protocol

import msgspec

from shubbak.domain.audit import AuditEvent
from shubbak.domain.copy_mark import CopyReason
from shubbak.ports.plan_portal import PlanPortal
from shubbak.ports.portal import PortalError
from shubbak.services.audit import AuditKind
from shubbak.services.plan_issue import KeptPlan
from shubbak.wire.issued_outputs import OUTPUTS_VERSION, PlanNote, PrintingNote, PrintingsNote
from shubbak.wire.moment import moment_text

#: Events of one round; a long trail is read in several.
EVENTS = 500
_CURSOR = "plans-told"
_NAMES = uuid.UUID("6d1d0d3c-0f7b-5c55-9a51-2f3f0a0c7a10")
#: What the portal will never take in these words: it is told once, and stands in the portal's own log.
_NEVER = ("body-shape", "output-reused", "receipt-number")
_TOLD = (AuditKind.PLAN_BEGUN.value, AuditKind.PLAN_PRINTED.value)


class PlanTrail(Protocol):
    """What the station's store tells of plans; raises StoreError."""

    def audit_events(self, after: int = 0, limit: int = 1000) -> tuple[AuditEvent, ...]: ...

    def kept_output(self, application_id: str) -> bytes | None: ...

    def fact(self, name: str) -> str: ...

    def keep_fact(self, name: str, value: str) -> None: ...


def tell_plans(trail: PlanTrail, portal: PlanPortal, key_id: int) -> int:
    """Tell what the trail says of plans since the last round; returns how many of their prints were told.

    key_id: of the station's key, which signs plans. Raises PortalError and StoreError; what was told before stays told.
    """
    told, after = 0, int(trail.fact(_CURSOR) or 0)
    events = trail.audit_events(after, EVENTS)
    for event in events:
        if event.kind not in _TOLD:
            continue
        told += _tell(trail, portal, event, key_id)
        trail.keep_fact(_CURSOR, str(event.number))
    if events:
        trail.keep_fact(_CURSOR, str(events[-1].number))
    return told


def _tell(trail: PlanTrail, portal: PlanPortal, event: AuditEvent, key_id: int) -> int:
    plan = _kept(trail, event.subject)
    if plan is None:
        return 0
    try:
        if event.kind == AuditKind.PLAN_BEGUN:
            portal.plan(_plan_note(plan, event.subject, key_id))
        portal.printings(PrintingsNote(OUTPUTS_VERSION, [_print_note(plan, event)]))
    except PortalError as error:
        if error.detail not in _NEVER:
            raise
        return 0
    return 1


def _kept(trail: PlanTrail, application_id: str) -> KeptPlan | None:
    """Return what is kept of a plan, None where its time here is over."""
    body = trail.kept_output(application_id)
    try:
        return msgspec.json.decode(body, type=KeptPlan) if body else None
    except msgspec.MsgspecError:
        return None


def _plan_note(plan: KeptPlan, application_id: str, key_id: int) -> PlanNote:
    return PlanNote(
        version=OUTPUTS_VERSION,
        number=plan.number,
        application_id=application_id,
        service_id=plan.service,
        issued_at=_moment(plan.issued),
        valid_to=_moment(plan.valid_to) if plan.valid_to else "",
        digest=plan.digest,
        key_id=key_id,
    )


def _print_note(plan: KeptPlan, event: AuditEvent) -> PrintingNote:
    """Return what became of one print. Its event says its count and, for a copy that began, why it was printed."""
    count, _, reason = event.detail.partition(" ")
    copy = max(0, int(count) - 1) if count.isdecimal() else 0
    why = reason if reason in set(CopyReason) else CopyReason.UNSURE.value
    return PrintingNote(
        id=str(uuid.uuid5(_NAMES, f"{event.subject}/{count}")),
        number=plan.number,
        at=event.at,
        outcome="begun" if event.kind == AuditKind.PLAN_BEGUN else "printed",
        copy=copy,
        reason=CopyReason(why).value if copy else "",
    )


def _moment(seconds: int) -> str:
    return moment_text(datetime.fromtimestamp(seconds, UTC))
