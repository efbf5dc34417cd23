"""What a person should know before asking for a service, in one language: the printed guide and the portal's page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from shubbak.domain.counted import count_words
from shubbak.domain.text import Language, isolate
from shubbak.domain.wording import Wording
from shubbak.forms.documents import every_document
from shubbak.forms.guide_fees import GuideFee, GuideFees, guide_fees
from shubbak.forms.procedure import Procedure, Step
from shubbak.forms.service import DocumentNeed, Service

#: Working hours of a day, as everywhere in the service files.
HOURS_A_DAY = 8


@dataclass(frozen=True, slots=True)
class GuideLine:
    """A line and, in smaller letters, what belongs to it ("" for nothing)."""

    text: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Guide:
    """One service in the words of one language, each part ready to be set."""

    language: Language
    name: str
    summary: str
    owner: str
    output: str
    validity: str
    duration: str
    fee_parts: tuple[GuideFees, ...]
    eligibility: tuple[str, ...]
    documents: tuple[GuideLine, ...]
    steps: tuple[GuideLine, ...]
    channels: tuple[str, ...]
    phone: str
    laws: tuple[str, ...]
    version: str
    verified: str

    def listed(self, parts: Sequence[str]) -> str:
        """Return several parts as one line."""
        return _listed(parts, self.language)

    @property
    def fees(self) -> tuple[GuideFee, ...]:
        """All fees, whenever they are due."""
        return tuple(fee for part in self.fee_parts for fee in part.fees)

    @property
    def indicative(self) -> bool:
        """Whether any amount is a sample."""
        return any(fee.indicative for fee in self.fees)


def guide(service: Service, wording: Wording, language: Language, on: date) -> Guide:
    """Return the guide as it stands on a day: fees that are not charged on it are left out."""
    day = service.verified_on
    return Guide(
        language=language,
        name=service.name.say(language),
        summary=service.summary.say(language),
        owner=service.owner.say(language),
        output=service.output.name.say(language),
        validity=service.output.validity.say(language),
        duration=service.duration.text.say(language),
        fee_parts=guide_fees(service, wording, language, on),
        eligibility=tuple(one.text.say(language) for one in service.eligibility),
        documents=_documents(service, wording, language),
        steps=tuple(_step(step, wording, language) for step in straight_way(service.procedure)),
        channels=tuple(wording.say(f"procedure.channel.{channel}", language) for channel in service.channels),
        phone=isolate(service.complaint_phone),
        laws=tuple(law.title.say(language) for law in service.legal_basis),
        version=wording.say("guide.version", language, id=isolate(service.id), version=isolate(str(service.version))),
        verified=wording.say("guide.verified", language, day=isolate(day.isoformat())) if day else "",
    )


def straight_way(procedure: Procedure) -> tuple[Step, ...]:
    """Return the steps of a case with which nothing is wrong: from each the first way out, corrections left out."""
    way: list[Step] = []
    steps = {step.id: step for step in procedure.steps}
    step = procedure.steps[0] if procedure.steps else None
    while step is not None and step not in way:
        way.append(step)
        step = steps.get(procedure.next_of(step)[0].to)
    return tuple(one for one in way if one.returns is None)


def _documents(service: Service, wording: Wording, language: Language) -> tuple[GuideLine, ...]:
    identity = [GuideLine(wording.say("guide.identity", language))] if service.identify else []
    return (*identity, *(_document(need, wording, language) for need in every_document(service)))


def _document(need: DocumentNeed, wording: Wording, language: Language) -> GuideLine:
    names = [one.name.say(language) for one in need.alternatives]
    notes = []
    if need.show_if is not None or need.require_if is not None:
        notes.append(wording.say("guide.some", language))
    elif not need.required:
        notes.append(wording.say("guide.optional", language))
    if len(names) > 1:
        notes.append(wording.say("guide.either", language, names=_listed(names, language)))
    if need.hint is not None:
        notes.append(need.hint.say(language))
    return GuideLine(need.name.say(language), " · ".join(notes))


def _step(step: Step, wording: Wording, language: Language) -> GuideLine:
    notes = []
    if step.approvals:
        bodies = [approval.body.say(language) for approval in step.approvals]
        notes.append(wording.say("guide.asked", language, names=_listed(bodies, language)))
    elif step.role != "system":
        notes.append(wording.say(f"procedure.role.{step.role}", language))
    if step.hours:
        notes.append(_lasting(step.hours, wording, language))
    return GuideLine(step.title.say(language), " · ".join(notes))


def _lasting(hours: int, wording: Wording, language: Language) -> str:
    """Say working hours as people count them: whole days where they are whole days."""
    days, rest = divmod(hours, HOURS_A_DAY)
    return count_words(wording, language, *(("guide.hours", hours) if rest else ("guide.days", days)))


def _listed(names: Sequence[str], language: Language) -> str:
    return ("، " if language.rtl else ", ").join(names)
