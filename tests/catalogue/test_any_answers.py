"""Whatever is typed into any shipped form, nothing raises, and what the station lets through the portal takes."""

from __future__ import annotations

import random

import pytest
from fakes.ordinary_answers import day_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from portal_view import findings
from shipped import IDS, service_of
from wild_visit import RUBBISH, WildVisit

from shubbak.domain.application import Answer
from shubbak.domain.fees import Situation
from shubbak.domain.text import Language
from shubbak.fields import kinds
from shubbak.forms.documents import check_attachments, wanted_documents
from shubbak.forms.facts import (
    check_answers,
    check_page,
    settled_answers,
    unmet_conditions,
    visible_fields,
    visible_pages,
)
from shubbak.forms.fees import assess, fees_problem, total
from shubbak.forms.service import Service

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
#: The plain suite tries some, `make badinput` a thousand.
SOME, MANY = (settings(max_examples=most, deadline=None, suppress_health_check=SLOW) for most in (100, 1_000))
VISITS = given(st.sampled_from(IDS), st.integers(0, 10**6))
ANY = given(st.sampled_from(IDS), st.data())
CELLS = st.sampled_from(RUBBISH) | st.integers() | st.booleans() | st.text(max_size=20)
RECORDS = st.dictionaries(
    st.sampled_from(("first", "family", "block", "plot", "name", "share", "x")), CELLS, max_size=4
)
ANSWERS = (
    CELLS
    | st.lists(st.sampled_from(RUBBISH) | st.text(max_size=9), max_size=5).map(tuple)
    | RECORDS
    | st.lists(RECORDS, max_size=3).map(tuple)
)


def try_wild_visit(service_id: str, seed: int) -> None:
    service = service_of(service_id)
    visit = WildVisit(service, random.Random(seed))
    done = visit.go()
    for language in Language:
        for name, answer in visit.visit.answers.items():
            field = service.field(name)
            assert isinstance(kinds()[field.kind].show(field, answer, language), str)
    if done is not None:
        assert findings(service, done, visit.clock) == ()
        assert done.answers.keys() <= shown_questions(service, done.answers)


def test_wild_visits_do_come_to_their_end() -> None:
    ended = sum(WildVisit(service_of(name), random.Random(place)).go() is not None for place, name in enumerate(IDS))
    assert ended > len(IDS) // 2


def shown_questions(service: Service, answers: object) -> set[str]:
    """Return the questions that are on some page with these answers."""
    known = dict(answers)  # type: ignore[call-overload]
    return {field.id for page in visible_pages(service, known) for field in visible_fields(page, known)}


def any_answers(service: Service, data: st.DataObject) -> dict[str, Answer]:
    """Draw answers that no form would give: of any type, to questions that are shown or not, or to none."""
    names = [field.id for page in service.pages for field in page.fields] + ["nothing"]
    return data.draw(st.dictionaries(st.sampled_from(names), ANSWERS, max_size=12))  # type: ignore[return-value]


def try_answers(service_id: str, data: st.DataObject) -> None:
    service = service_of(service_id)
    answers, today = any_answers(service, data), day_of(service)
    problems = check_answers(service, answers, today)
    assert all(problem.code for problem in problems)
    wanted_documents(service, answers)
    check_attachments(service, answers, [])
    unmet_conditions(service, answers, today, None)
    for channel in ("", *service.channels):
        lines = assess(service, answers, today, Situation(channel, "card", 1))
        assert all(line.amount.currency == service.currency for line in lines)
        fees_problem(service, answers, today, Situation(channel))
        assert total(service, lines).currency == service.currency
    settled = settled_answers(service, answers)
    assert settled_answers(service, settled) == settled
    assert settled.keys() <= shown_questions(service, settled)


def compare_complaints(service_id: str, seed: int) -> None:
    """A visit stopped anywhere: what the page tells of is what the portal would find in the same answers."""
    service = service_of(service_id)
    visit = WildVisit(service, random.Random(seed))
    visit.go()
    answers, today = dict(visit.visit.answers), day_of(service)
    told: list[tuple[str, str]] = []
    before: dict[str, Answer] = {}
    for page in service.pages:
        if page.show_if is None or page.show_if.holds(before):
            raw = {
                field.id: kinds()[field.kind].write(field, answers[field.id])
                for field in page.fields
                if field.id in answers
            }
            found, problems = check_page(service, page, raw, today, before)
            told += [(problem.code, problem.field) for problem in problems]
            before |= found
    found_by_portal = [(problem.code, problem.field) for problem in check_answers(service, answers, today)]
    assert [one for one in found_by_portal if one[0] != "answer-unknown"] == told


@SOME
@VISITS
def test_a_wild_visit_never_raises_and_what_it_hands_in_is_taken(service_id: str, seed: int) -> None:
    try_wild_visit(service_id, seed)


@SOME
@ANY
def test_no_answers_that_arrive_make_the_form_raise(service_id: str, data: st.DataObject) -> None:
    try_answers(service_id, data)


@SOME
@VISITS
def test_the_station_and_the_portal_complain_about_the_same_answers(service_id: str, seed: int) -> None:
    compare_complaints(service_id, seed)


@pytest.mark.badinput
@MANY
@VISITS
def test_a_thousand_wild_visits_never_raise_and_are_complained_about_alike(service_id: str, seed: int) -> None:
    try_wild_visit(service_id, seed)
    compare_complaints(service_id, seed)


@pytest.mark.badinput
@MANY
@ANY
def test_a_thousand_answers_that_arrive_never_make_the_form_raise(service_id: str, data: st.DataObject) -> None:
    try_answers(service_id, data)
