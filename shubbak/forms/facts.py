"""From answers to what follows from them: pages and questions to show, documents to bring, problems to mend."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from shubbak.domain.application import Answer
from shubbak.domain.identity import IdentityDocument
from shubbak.domain.problem import Problem
from shubbak.fields import kinds
from shubbak.fields.kind import Wrong, whole
from shubbak.forms.known_facts import KnownFacts
from shubbak.forms.question_facts import computed_value
from shubbak.forms.service import DocumentNeed, Eligibility, Field, Option, Page, Service


def facts_of(answers: Mapping[str, Answer], today: date, identity: IdentityDocument | None = None) -> dict[str, object]:
    """Return what conditions are asked about: the answers, the day of the request, and who applies.

    What follows from these (parts, days, counts, sums, computed values) is found by the conditions themselves.
    """
    return KnownFacts({**answers, "today": today.isoformat(), **_applicant(today, identity)})


def visible_pages(service: Service, answers: Mapping[str, Answer]) -> tuple[Page, ...]:
    """Return the pages to show, in order; a page whose questions are all hidden is hidden itself."""
    facts = KnownFacts(answers)
    return tuple(
        page
        for page in service.pages
        if (page.show_if is None or page.show_if.holds(facts))
        and any(field.show_if is None or field.show_if.holds(facts) for field in page.fields)
    )


def visible_fields(page: Page, answers: Mapping[str, Answer]) -> tuple[Field, ...]:
    """Return the questions of the page to show, in order, as they stand with these answers.

    `required` is settled, and `options` are those offered.
    """
    facts = KnownFacts(answers)
    return tuple(
        _as_asked(field, facts) for field in page.fields if field.show_if is None or field.show_if.holds(facts)
    )


def _as_asked(field: Field, facts: Mapping[str, object]) -> Field:
    if field.require_if is not None and field.require_if.holds(facts):
        field = replace(field, required=True)
    if any(option.offer_if is not None for option in field.options):
        field = replace(field, options=_offered(field, facts))
    return field


def _offered(field: Field, facts: Mapping[str, object]) -> tuple[Option, ...]:
    return tuple(option for option in field.options if option.offer_if is None or option.offer_if.holds(facts))


def needed_documents(service: Service, answers: Mapping[str, Answer]) -> tuple[DocumentNeed, ...]:
    """Return the documents to ask for, `required` settled by the answers; those without it may be left out."""
    facts = KnownFacts(answers)
    return tuple(
        replace(need, required=True) if need.require_if is not None and need.require_if.holds(facts) else need
        for need in service.documents
        if need.show_if is None or need.show_if.holds(facts)
    )


def unmet_conditions(
    service: Service, answers: Mapping[str, Answer], today: date, identity: IdentityDocument | None
) -> tuple[Eligibility, ...]:
    """Return the conditions to apply that are known not to hold; those only in words are never among them."""
    facts = facts_of(answers, today, identity)
    return tuple(rule for rule in service.eligibility if rule.condition and not rule.condition.holds(facts))


def _applicant(today: date, identity: IdentityDocument | None) -> dict[str, object]:
    born = identity.birth_date if identity else None
    age = today.year - born.year - ((today.month, today.day) < (born.month, born.day)) if born else -1
    return {"applicant_age": age, "applicant_nationality": identity.nationality if identity else ""}


def settled_answers(service: Service, answers: Mapping[str, Answer]) -> dict[str, Answer]:
    """Return the answers that still count: a question hidden by a later change of mind keeps no answer.

    Questions are walked in order, so an answer that goes takes those it had switched on with it; so does a choice that
    is no longer offered.
    """
    kept: dict[str, Answer] = {}
    # A computed value is only asked for behind the questions that it looks at, so it is worked out once for all.
    facts = KnownFacts({})
    for page in service.pages:
        if page.show_if is not None and not page.show_if.holds(facts):
            continue
        for field in page.fields:
            shown = field.id in answers and (field.show_if is None or field.show_if.holds(facts))
            if shown and kinds()[field.kind].asks and _still_offered(field, answers[field.id], facts):
                kept[field.id] = facts[field.id] = answers[field.id]
    return kept


def _still_offered(field: Field, answer: Answer, facts: Mapping[str, object]) -> bool:
    if all(option.offer_if is None for option in field.options):
        return True
    offered = [option.id for option in _offered(field, facts)]
    return all(chosen in offered for chosen in (answer if isinstance(answer, tuple) else (answer,)))


def check_page(
    service: Service,
    page: Page,
    untrusted_raw: Mapping[str, str | Sequence[str]],
    today: date,
    answers: Mapping[str, Answer] | None = None,
) -> tuple[dict[str, Answer], list[Problem]]:
    """Read what was typed on a page; return its answers and what is wrong with them, in the page's order.

    untrusted_raw: text by question id (a list of option ids for a multi_choice); hidden questions are not read.
    answers: those of the pages before, for conditions that look back. Questions left blank have no answer. The
    checks between answers are only made once each answer by itself is sound.
    """
    ids = _ids(page)
    before = {known: answer for known, answer in (answers or {}).items() if known not in ids}
    found: dict[str, Answer] = {}
    problems: list[Problem] = []
    facts = KnownFacts(before)
    for field in page.fields:
        if field.show_if is not None and not field.show_if.holds(facts):
            continue
        if not kinds()[field.kind].asks:
            problems += _without_value(field, facts)
            continue
        text = raw_text(untrusted_raw.get(field.id, ""))
        answer = kinds()[field.kind].parse(_as_asked(field, facts), text)
        if isinstance(answer, Wrong):
            problems += problems_of(field, answer)
        elif is_answer(text, answer):
            found[field.id] = facts[field.id] = answer
    if not problems:
        problems = _failed_checks(page, facts_of({**before, **found}, today))
    return found, problems


def is_answer(raw: str, answer: Answer) -> bool:
    """Whether something was answered: neither nothing typed, nor parts or rows that are all blank."""
    return bool(raw.strip()) and answer not in ((), {})


def problems_of(field: Field, wrong: Wrong) -> list[Problem]:
    """Return what is wrong with an answer as problems: at the question, or at its parts as `parcel.block`."""
    return [
        Problem(one.code, f"{field.id}.{one.part}" if one.part else field.id, one.params)
        for one in (wrong, *wrong.also)
    ]


def _without_value(field: Field, facts: Mapping[str, object]) -> list[Problem]:
    computed = field.value is not None and computed_value(field, facts) is None
    return [Problem("answer-no-value", field.id)] if computed else []


def check_answers(service: Service, untrusted_answers: Mapping[str, Answer], today: date) -> list[Problem]:
    """Check a whole set of answers again, as the portal does with what a station sent; [] when all is well.

    Only settled answers pass: of their kind's type, exactly as its parser gives them, and to questions that are shown.
    """
    kept: dict[str, Answer] = {}
    problems: list[Problem] = []
    for page in service.pages:
        if page.show_if is not None and not page.show_if.holds(kept):
            continue
        given = {field.id: untrusted_answers[field.id] for field in page.fields if field.id in untrusted_answers}
        raw = {field.id: _written(field, given[field.id]) for field in page.fields if field.id in given}
        found, wrong = check_page(service, page, raw, today, kept)
        named = {_question(problem) for problem in wrong}
        problems += wrong
        problems += [
            Problem("answer-changed", name)
            for name in found
            if not _same(found[name], given[name]) and name not in named
        ]
        kept |= found
    named = {_question(problem) for problem in problems}
    return problems + [
        Problem("answer-unknown", name) for name in untrusted_answers if name not in kept and name not in named
    ]


def _question(problem: Problem) -> str:
    return problem.field.partition(".")[0]


def _written(field: Field, untrusted_answer: Answer) -> str:
    """Return an answer as text to parse again; "" for one that is not even of its kind's type."""
    kind = kinds()[field.kind]
    return kind.write(field, untrusted_answer) if whole(kind, untrusted_answer) else ""


def _same(one: object, other: object) -> bool:
    """Whether two answers are alike to the last type: 1 is not true, though Python says so."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(_same(one[name], other[name]) for name in one)
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(_same, one, other))
    return type(one) is type(other) and one == other


def _failed_checks(page: Page, facts: Mapping[str, object]) -> list[Problem]:
    shown = {field.id for field in page.fields if field.show_if is None or field.show_if.holds(facts)}
    return [
        Problem("answer-check", check.field, {"ar": check.message.ar, "en": check.message.en})
        for check in page.checks
        if check.field in shown and not check.condition.holds(facts)
    ]


def _ids(page: Page) -> set[str]:
    return {field.id for field in page.fields}


def raw_text(raw: str | Sequence[str]) -> str:
    """Return what was typed, or several chosen ids, as the one text that a kind parses."""
    return raw if isinstance(raw, str) else ",".join(raw)
