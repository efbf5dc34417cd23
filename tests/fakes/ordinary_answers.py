"""An ordinary way through any service: what a person would type on each page so that nothing is wrong."""

from __future__ import annotations

import random
from datetime import date

from fakes.ordinary_raw import candidates

from shubbak.domain.application import Answer
from shubbak.fields import kinds
from shubbak.forms.facts import check_page, visible_fields
from shubbak.forms.service import Field, Page, Service

_TRIES_A_PAGE, _TRIES = 400, 25
_NO_EXAMPLE_DAY = date(2026, 3, 15)


class NoWayError(AssertionError):
    """No ordinary answers were found; names the service, the page and what stayed wrong."""


def day_of(service: Service) -> date:
    """Return the day on which a service is walked: that of its first example."""
    return service.examples[0].on if service.examples else service.verified_on or _NO_EXAMPLE_DAY


def ordinary_answers(service: Service, today: date | None = None) -> dict[str, str]:
    """Return raw answers by question, beginning with those of the first example; raises NoWayError.

    Every question that is shown and required has one; each page is without a problem. The same service gives the same
    answers every time.
    """
    stuck = ""
    for attempt in range(_TRIES):
        chance = random.Random(attempt)
        raw: dict[str, str] = dict(service.examples[0].answers) if service.examples else {}
        if attempt % 2:  # on another day than the example's own, its days may be wrong
            raw = {name: typed for name, typed in raw.items() if service.field(name).kind != "date"}
        answers: dict[str, Answer] = {}
        for page in service.pages:
            if page.show_if is not None and not page.show_if.holds(answers):
                continue
            stuck = _fill_page(service, page, raw, answers, today or day_of(service), chance, attempt > 0)
            if stuck:
                break
        if not stuck:
            return {name: typed for name, typed in raw.items() if name in answers}
    raise NoWayError(f"{service.id}: {stuck}")


def _fill_page(
    service: Service,
    page: Page,
    raw: dict[str, str],
    answers: dict[str, Answer],
    today: date,
    chance: random.Random,
    anything: bool,
) -> str:
    """Answer one page; returns what stays wrong. anything: ordinary answers failed before, so begin with others."""
    given = set(raw)
    wrong: list[str] = []
    for attempt in range(_TRIES_A_PAGE):
        for name in [field.id for field in page.fields if field.id not in given]:
            raw.pop(name, None)
        _answer_page(page, raw, answers, today, chance if anything or attempt else None)
        found, problems = check_page(service, page, raw, today, answers)
        if not problems:
            answers |= found
            return ""
        wrong = [f"{problem.code} at {problem.field}" for problem in problems]
    return f"page {page.id}, {', '.join(wrong)}"


def _answer_page(
    page: Page, raw: dict[str, str], answers: dict[str, Answer], today: date, chance: random.Random | None
) -> None:
    """Answer what is asked, in order, because one answer may bring up the next question."""
    known = dict(answers)
    for field in page.fields:
        shown = {one.id: one for one in visible_fields(page, known)}.get(field.id)
        if shown is None or not kinds()[field.kind].asks:
            continue
        if field.id not in raw and (shown.required or (chance is not None and chance.random() < 0.3)):
            raw[field.id] = _pick(shown, today, chance)
        if raw.get(field.id):
            answer = kinds()[field.kind].parse(shown, raw[field.id])
            known[field.id] = answer  # type: ignore[assignment] # a wrong one is told by the page's check


def _pick(field: Field, today: date, chance: random.Random | None) -> str:
    ordinary = candidates(field, today)
    if not ordinary:
        return ""
    return ordinary[0] if chance is None else chance.choice(ordinary)
