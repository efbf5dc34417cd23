"""Reactions around the registers of the portal: a record that fills the form, a list to choose from, and no answer."""

from __future__ import annotations

from collections.abc import Mapping

from shubbak.domain.problem import Problem
from shubbak.domain.text import Text
from shubbak.fields import kinds
from shubbak.fields.kind import Wrong, word_rule
from shubbak.fields.register_choice import TYPED, chosen_raw
from shubbak.flow.answers import refresh
from shubbak.flow.context import Context
from shubbak.flow.effects import Effect, LookUp, SearchRegister
from shubbak.flow.events import (
    EntriesFound,
    LookUpAsked,
    RecordFound,
    RecordMissing,
    RegisterSearched,
    RegisterUnreachable,
)
from shubbak.flow.steps import Step
from shubbak.flow.visit import Asked
from shubbak.forms.documents import SCANNED_KINDS
from shubbak.forms.facts import raw_text, visible_fields
from shubbak.forms.service import Field

_LONGEST_WORDS = 60
#: Longer parts are no answers; the kinds have their own limits below it.
_LONGEST_PART = 2_000


def look_up_asked(context: Context, event: LookUpAsked) -> tuple[Effect, ...]:
    field = _question(context, event.field, "licence_lookup")
    if field is None or _under_way(context, event.field):
        return ()
    visit = context.visit
    number = kinds()[field.kind].parse(field, raw_text(visit.raw.get(field.id, "")))
    visit.problems = tuple(problem for problem in visit.problems if problem.field != field.id)
    if isinstance(number, Wrong) or not number:
        code, params = (number.code, number.params) if isinstance(number, Wrong) else ("answer-number-missing", {})
        context.complain(*visit.problems, Problem(code, field.id, params))
        return ()
    visit.asked[field.id] = Asked(str(number))
    return (LookUp(field.id, word_rule(field, "register"), str(number)),)


def register_searched(context: Context, event: RegisterSearched) -> tuple[Effect, ...]:
    """One search at a time: who types on while it is under way is asked about the last words only."""
    field = _question(context, event.field, "register_choice")
    words = " ".join(event.untrusted_words.split())[:_LONGEST_WORDS]
    if field is None:
        return ()
    visit = context.visit
    if _under_way(context, field.id):
        visit.asked[field.id].then = words
        return ()
    if not words:
        visit.asked.pop(field.id, None)
        return ()
    before = visit.asked.get(field.id)
    # What was found stays on the screen until there is something newer.
    visit.asked[field.id] = Asked(words, entries=before.entries if before else ())
    return (SearchRegister(field.id, word_rule(field, "register"), words, visit.language),)


def record_found(context: Context, event: RecordFound) -> tuple[Effect, ...]:
    asked = _awaited(context, event.field, event.number)
    if asked is not None:
        asked.reach = "found"
        field = context.service.field(event.field)
        _fill(context, field, event.untrusted_parts)
        refresh(context)
    return ()


def record_missing(context: Context, event: RecordMissing) -> tuple[Effect, ...]:
    asked = _awaited(context, event.field, event.number)
    if asked is not None:
        asked.reach = "none"
    return ()


def entries_found(context: Context, event: EntriesFound) -> tuple[Effect, ...]:
    asked = _awaited(context, event.field, event.words)
    if asked is None:
        return ()
    asked.entries = event.entries
    asked.reach = "found" if event.entries else "none"
    return _go_on(context, event.field, asked)


def register_unreachable(context: Context, event: RegisterUnreachable) -> tuple[Effect, ...]:
    """Nothing is in the way of the visit: the person goes on by hand."""
    asked = _awaited(context, event.field, event.asked)
    if asked is None:
        return ()
    asked.reach, asked.entries = "unreachable", ()
    return _go_on(context, event.field, asked)


def entry_raw(context: Context, field: Field, untrusted_raw: str) -> str:
    """Return the raw answer for what a person chose from a list, or typed where the list cannot be reached.

    Anything else counts as nothing: an entry that was never on the screen is nobody's choice.
    """
    visit = context.visit
    asked, before = visit.asked.get(field.id), raw_text(visit.raw.get(field.id, ""))
    chosen = next((one for one in asked.entries if one.id == untrusted_raw), None) if asked else None
    if chosen is not None:
        return chosen_raw(chosen.id, Text(chosen.label.ar, chosen.label.en))
    if untrusted_raw in (before, before.partition("|")[0]):
        return before
    by_hand = (asked is not None and asked.reach == "unreachable") or before.startswith(TYPED)
    words = untrusted_raw.removeprefix(TYPED).strip()
    return TYPED + words if by_hand and words else ""


def forget_record(context: Context, field: Field) -> None:
    """The number is another one by now: what its last record filled in goes; what a person, the card or another look-up
    gave stays.
    """
    visit = context.visit
    visit.asked.pop(field.id, None)
    for name in field.fills:
        own = visit.filled_by.get(name, field.id) == field.id
        if own and name in visit.machine_read and not context.service.field(name).prefill:
            visit.machine_read.discard(name)
            visit.raw.pop(name, None)


def _fill(context: Context, field: Field, untrusted_parts: Mapping[str, str]) -> None:
    visit = context.visit
    for name, part in field.fills.items():
        raw, target = untrusted_parts.get(part, ""), context.service.field(name)
        read_before = name in visit.machine_read and not target.prefill
        free = read_before or not raw_text(visit.raw.get(name, "")).strip()
        kind = kinds()[target.kind]
        sound = raw.strip() and len(raw) <= _LONGEST_PART and kind.asks and target.kind not in SCANNED_KINDS
        if free and sound and not isinstance(kind.parse(target, raw), Wrong):
            visit.raw[name] = raw
            visit.machine_read.add(name)
            visit.filled_by[name] = field.id
            visit.problems = tuple(one for one in visit.problems if one.field.partition(".")[0] != name)


def _go_on(context: Context, name: str, asked: Asked) -> tuple[Effect, ...]:
    words, asked.then = asked.then, ""
    return register_searched(context, RegisterSearched(name, words)) if words and words != asked.what else ()


def _under_way(context: Context, name: str) -> bool:
    asked = context.visit.asked.get(name)
    return asked is not None and asked.reach == "busy"


def _awaited(context: Context, name: str, what: str) -> Asked | None:
    """Return the question to a register that this answers; None for an answer that came too late."""
    asked = context.visit.asked.get(name)
    here = context.visit.step is Step.QUESTIONS and asked is not None
    return asked if asked is not None and here and asked.reach == "busy" and asked.what == what else None


def _question(context: Context, name: str, kind: str) -> Field | None:
    if context.visit.step is not Step.QUESTIONS:
        return None
    shown = visible_fields(context.page, context.visit.answers)
    return next((field for field in shown if field.id == name and field.kind == kind), None)
