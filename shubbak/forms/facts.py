"""From answers to what follows from them: pages and questions to show, documents to bring, problems to mend."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from shubbak.domain.application import Answer
from shubbak.domain.identity import IdentityDocument
from shubbak.domain.problem import Problem
from shubbak.fields import kinds
from shubbak.fields.kind import Wrong
from shubbak.forms.service import DocumentNeed, Eligibility, Field, Page, Service


def visible_pages(service: Service, answers: Mapping[str, Answer]) -> tuple[Page, ...]:
    """Return the pages to show, in order; a page whose questions are all hidden is hidden itself."""
    return tuple(
        page
        for page in service.pages
        if (page.show_if is None or page.show_if.holds(answers)) and visible_fields(page, answers)
    )


def visible_fields(page: Page, answers: Mapping[str, Answer]) -> tuple[Field, ...]:
    """Return the questions of the page to show, in order."""
    return tuple(field for field in page.fields if field.show_if is None or field.show_if.holds(answers))


def needed_documents(service: Service, answers: Mapping[str, Answer]) -> tuple[DocumentNeed, ...]:
    """Return the documents to ask for; those with `required` false may be left out."""
    return tuple(need for need in service.documents if need.show_if is None or need.show_if.holds(answers))


def unmet_conditions(
    service: Service, answers: Mapping[str, Answer], today: date, identity: IdentityDocument | None
) -> tuple[Eligibility, ...]:
    """Return the conditions to apply that are known not to hold; those only in words are never among them."""
    facts: dict[str, object] = {**answers, "today": today.isoformat(), **_applicant(today, identity)}
    return tuple(rule for rule in service.eligibility if rule.condition and not rule.condition.holds(facts))


def _applicant(today: date, identity: IdentityDocument | None) -> dict[str, object]:
    born = identity.birth_date if identity else None
    age = today.year - born.year - ((today.month, today.day) < (born.month, born.day)) if born else -1
    return {"applicant_age": age, "applicant_nationality": identity.nationality if identity else ""}


def settled_answers(service: Service, answers: Mapping[str, Answer]) -> dict[str, Answer]:
    """Return the answers that still count: a question hidden by a later change of mind keeps no answer.

    Questions are walked in order, so an answer that goes takes those it had switched on with it.
    """
    kept: dict[str, Answer] = {}
    for page in service.pages:
        if page.show_if is not None and not page.show_if.holds(kept):
            continue
        for field in page.fields:
            if field.id in answers and (field.show_if is None or field.show_if.holds(kept)):
                kept[field.id] = answers[field.id]
    return kept


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
    before = {known: answer for known, answer in (answers or {}).items() if known not in _ids(page)}
    found: dict[str, Answer] = {}
    problems: list[Problem] = []
    for field in page.fields:
        if field.show_if is not None and not field.show_if.holds({**before, **found}):
            continue
        text = raw_text(untrusted_raw.get(field.id, ""))
        answer = kinds()[field.kind].parse(field, text)
        if isinstance(answer, Wrong):
            problems.append(Problem(answer.code, field.id, answer.params))
        elif text.strip():
            found[field.id] = answer
    if not problems:
        problems = _failed_checks(page, {**before, **found, "today": today.isoformat()})
    return found, problems


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
        named = {problem.field for problem in wrong}
        problems += wrong
        problems += [
            Problem("answer-changed", name) for name in found if found[name] != given[name] and name not in named
        ]
        kept |= found
    named = {problem.field for problem in problems}
    return problems + [
        Problem("answer-unknown", name) for name in untrusted_answers if name not in kept and name not in named
    ]


def _written(field: Field, untrusted_answer: Answer) -> str:
    """Return an answer as text to parse again; "" for one that is not even of its kind's type."""
    kind = kinds()[field.kind]
    whole = type(untrusted_answer) is type(kind.empty)
    if isinstance(untrusted_answer, tuple):
        whole = whole and all(isinstance(part, str) for part in untrusted_answer)
    return kind.write(field, untrusted_answer) if whole else ""


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
