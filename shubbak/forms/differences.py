"""What changed between two states of a catalogue for the people who apply, service by service, as codes with words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from enum import Enum
from typing import TypeVar

from shubbak.domain.text import Text, isolate
from shubbak.forms.fee_differences import fee_changes
from shubbak.forms.service import DocumentNeed, Field, Service
from shubbak.forms.service_change import Change, said

__all__ = ["Change", "ServiceChanges", "differences"]

#: What applicants do not see of a service; changes of it are summed up in one line.
SILENT = (
    *("keywords", "sources", "verified_on", "icon", "category", "life_events", "related", "legal_basis", "examples"),
    *("audience", "service_class"),
)
_Thing = TypeVar("_Thing")


@dataclass(frozen=True, slots=True)
class ServiceChanges:
    """The changes of one service, in the order in which people meet them."""

    id: str
    name: Text
    changes: tuple[Change, ...] = field(default_factory=tuple)


def differences(old: Mapping[str, Service], new: Mapping[str, Service]) -> tuple[ServiceChanges, ...]:
    """Return what changed, services without a change left out, in the order of their ids."""
    found: list[ServiceChanges] = []
    for service_id in sorted({*old, *new}):
        before, after = old.get(service_id), new.get(service_id)
        if before is None and after is not None:
            found.append(ServiceChanges(service_id, after.name, (Change("service_new"),)))
        elif after is None and before is not None:
            found.append(ServiceChanges(service_id, before.name, (Change("service_withdrawn"),)))
        elif before is not None and after is not None and plain(before) != plain(after):
            found.append(ServiceChanges(service_id, after.name, _changes(before, after)))
    return tuple(found)


def plain(thing: object) -> object:
    """Return a thing of a service as plain values, a condition as its source, so that two can be compared."""
    if isinstance(thing, Enum):
        return thing.value
    if is_dataclass(thing) and not hasattr(thing, "source"):
        return {one.name: plain(getattr(thing, one.name)) for one in fields(thing)}
    if isinstance(thing, Mapping):
        return {str(key): plain(value) for key, value in thing.items()}
    if isinstance(thing, tuple | list):
        return [plain(value) for value in thing]
    source = getattr(thing, "source", None)
    return thing if source is None else str(source)


def _changes(old: Service, new: Service) -> tuple[Change, ...]:
    content = [name for name in (one.name for one in fields(Service)) if name not in ("id", "version")]
    changed = {name for name in content if plain(getattr(old, name)) != plain(getattr(new, name))}
    found = [
        *_facts(old, new),
        *fee_changes(old.fees, new.fees, plain),
        *_documents(old.documents, new.documents),
        *_form(old, new),
        *_eligibility(old, new),
        *_steps(old, new),
    ]
    silent = [name for name in SILENT if name in changed] or ([] if found else sorted(changed))
    if silent:
        words = isolate(", ".join(silent))
        found.append(Change("silent", {"what": Text(words, words)}))
    if changed and new.version <= old.version:
        found.append(Change("version_kept", {"version": said(new.version)}))
    elif not changed:
        found.append(Change("version_only", {"old": said(old.version), "new": said(new.version)}))
    return tuple(found)


def _facts(old: Service, new: Service) -> Iterator[Change]:
    """Yield what changed in the words and promises that stand above the form."""
    yield from _reworded("name", old.name, new.name)
    yield from _reworded("summary", old.summary, new.summary)
    yield from _reworded("owner", old.owner, new.owner)
    if old.duration.hours != new.duration.hours:
        yield Change("duration_hours", {"old": said(old.duration.hours), "new": said(new.duration.hours)})
    yield from _reworded("duration", old.duration.text, new.duration.text)
    yield from _reworded("output", old.output.name, new.output.name)
    yield from _reworded("validity", old.output.validity, new.output.validity)
    yield from _reworded("next_step", old.next_step, new.next_step)
    if old.purpose != new.purpose:
        yield Change("purpose")
    if old.complaint_phone != new.complaint_phone:
        yield Change("phone", {"old": said(old.complaint_phone or "-"), "new": said(new.complaint_phone or "-")})
    for name in ("identify", "signature"):
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            yield Change(f"{name}_{'needed' if after else 'dropped'}")
    for channel in new.channels:
        if channel not in old.channels:
            yield Change("channel_new", {"channel": said(channel)})
    for channel in old.channels:
        if channel not in new.channels:
            yield Change("channel_dropped", {"channel": said(channel)})


def _reworded(code: str, old: Text, new: Text) -> Iterator[Change]:
    if old != new:
        yield Change(code, {"old": old, "new": new})


def _documents(old: tuple[DocumentNeed, ...], new: tuple[DocumentNeed, ...]) -> Iterator[Change]:
    yield from _came_and_went("document", old, new, lambda need: need.id, lambda need: need.name)
    before = {need.id: need for need in old}
    for need in new:
        was = before.get(need.id)
        if was is None or plain(was) == plain(need):
            continue
        name = {"name": need.name}
        yield from _needed("document", was.required, need.required, name)
        yield from _came_and_went(
            "alternative", was.alternatives, need.alternatives, lambda one: one.id, lambda one: one.name, name
        )
        if (plain(was.show_if), plain(was.require_if)) != (plain(need.show_if), plain(need.require_if)):
            yield Change("document_when", name)
        if was.name != need.name:
            yield Change("document_name", {"old": was.name, "new": need.name})


def _form(old: Service, new: Service) -> Iterator[Change]:
    before, after = _questions(old), _questions(new)
    yield from _came_and_went("question", before.values(), after.values(), lambda one: one.id, lambda one: one.label)
    told = False
    for question in after.values():
        was = before.get(question.id)
        if was is not None and plain(was) != plain(question):
            told = True
            yield from _question(was, question)
    if not told and before.keys() == after.keys() and plain(old.pages) != plain(new.pages):
        yield Change("form")


def _question(was: Field, now: Field) -> Iterator[Change]:
    name = {"name": now.label}
    found = [*_needed("question", was.required, now.required, name)]
    if was.label != now.label:
        found.append(Change("question_label", {"old": was.label, "new": now.label}))
    if was.options != () and now.options != ():
        found += _came_and_went("option", was.options, now.options, lambda one: one.id, lambda one: one.label, name)
    if was.kind != now.kind or plain(was.rules) != plain(now.rules) or plain(was.fields) != plain(now.fields):
        found.append(Change("question_limits", name))
    if [plain(one) for one in (was.show_if, was.require_if)] != [plain(one) for one in (now.show_if, now.require_if)]:
        found.append(Change("question_when", name))
    yield from found or [Change("question_else", name)]


def _questions(service: Service) -> dict[str, Field]:
    return {question.id: question for page in service.pages for question in page.fields}


def _eligibility(old: Service, new: Service) -> Iterator[Change]:
    def words(text: Text) -> str:
        return text.ar

    before = [condition.text for condition in old.eligibility]
    after = [condition.text for condition in new.eligibility]
    yield from _came_and_went("condition", before, after, words, lambda text: text)
    computed = {condition.text.ar: plain(condition.condition) for condition in old.eligibility}
    for condition in new.eligibility:
        if computed.get(condition.text.ar, plain(condition.condition)) != plain(condition.condition):
            yield Change("condition_computed", {"name": condition.text})


def _steps(old: Service, new: Service) -> Iterator[Change]:
    before, after = old.procedure.steps, new.procedure.steps
    found = [*_came_and_went("step", before, after, lambda step: step.id, lambda step: step.title)]
    if not found and [step.id for step in before] != [step.id for step in after]:
        found.append(Change("step_order"))
    same = {step.id: step for step in before}
    for step in after:
        if step.id in same and plain(same[step.id]) != plain(step):
            found.append(Change("step_changed", {"name": step.title}))
    if plain(old.procedure.variants) != plain(new.procedure.variants):
        found.append(Change("variants"))
    if plain(old.procedure) != plain(new.procedure) and new.procedure.version <= old.procedure.version:
        found.append(Change("procedure_kept", {"version": said(new.procedure.version)}))
    yield from found


def _needed(thing: str, old: bool, new: bool, name: Mapping[str, Text]) -> Iterator[Change]:
    if old != new:
        yield Change(f"{thing}_{'required' if new else 'optional'}", name)


def _came_and_went(
    thing: str,
    old: Iterable[_Thing],
    new: Iterable[_Thing],
    key: Callable[[_Thing], str],
    name: Callable[[_Thing], Text],
    inside: Mapping[str, Text] | None = None,
) -> Iterator[Change]:
    """Yield what is there anew and what is gone; `inside` names the thing that has them."""
    before, after = {key(one): one for one in old}, {key(one): one for one in new}
    whose = {"of": inside["name"]} if inside else {}
    for one in after:
        if one not in before:
            yield Change(f"{thing}_new", {"name": name(after[one]), **whose})
    for one in before:
        if one not in after:
            yield Change(f"{thing}_dropped", {"name": name(before[one]), **whose})
