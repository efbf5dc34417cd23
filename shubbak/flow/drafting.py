"""What is kept of a visit that is put aside."""

from __future__ import annotations

from collections.abc import Mapping

from shubbak.domain.draft import Draft
from shubbak.fields.full_name import in_arabic
from shubbak.flow.context import Context
from shubbak.flow.identifying import full_name

_NAMES = ("arabic_name", "full_name")


def draft_of(context: Context) -> Draft:
    """Return the visit as a draft; raises LookupError without consent."""
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
        names_confirmed=visit.names_confirmed,
        chip=visit.chip,
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
