"""A required question that is left empty is told of at its own place, in both languages, and nothing else is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from fakes.ordinary_answers import day_of, ordinary_answers
from shipped import IDS, service_of

from shubbak.domain.application import Answer
from shubbak.domain.problem import Problem
from shubbak.domain.text import Language
from shubbak.fields import kinds
from shubbak.fields.kind import RecordKind
from shubbak.forms.facts import check_page, visible_fields
from shubbak.forms.service import Field, Page, Service
from shubbak.resources import load_wording

WORDING = load_wording()


def pages_on_the_way(service: Service, raw: dict[str, str], today: date) -> Iterator[tuple[Page, dict[str, Answer]]]:
    """Give each page that is shown, with the answers of the pages before it."""
    answers: dict[str, Answer] = {}
    for page in service.pages:
        if page.show_if is None or page.show_if.holds(answers):
            yield page, dict(answers)
            answers |= check_page(service, page, raw, today, answers)[0]


def left_empty(
    service: Service, page: Page, raw: dict[str, str], field: Field, before: dict[str, Answer]
) -> list[Problem]:
    """Return what is wrong with a page on which one question, and what only follows from it, is not answered."""
    rest = {name: typed for name, typed in raw.items() if name != field.id}
    return check_page(service, page, rest, day_of(service), before)[1]


@pytest.mark.parametrize("service_id", IDS)
def test_a_required_question_left_empty_has_its_own_sentence_and_nothing_else_is_said(service_id: str) -> None:
    service = service_of(service_id)
    raw, today = ordinary_answers(service), day_of(service)
    tried = 0
    for page, before in pages_on_the_way(service, raw, today):
        answers = before | check_page(service, page, raw, today, before)[0]
        for field in visible_fields(page, answers):
            if not field.required or not kinds()[field.kind].asks:
                continue
            tried += 1
            problems = left_empty(service, page, raw, field, before)
            # Another answer may change what is asked behind it; these questions are then not answered either.
            own = [one for one in problems if one.field.partition(".")[0] == field.id]
            others = {one.field for one in problems} - {one.field for one in own}
            assert own, f"{field.id} may be left empty although it is required"
            assert others <= newly_asked(page, raw, field, before), f"{field.id} left empty is told of at {others}"
            check_place(field, own)
            for problem in own:
                said = {language: WORDING.explain(problem, language) for language in Language}
                assert said[Language.AR].strip() and said[Language.EN].strip()
                assert said[Language.AR] != said[Language.EN]
    assert tried or not any(
        field.required and kinds()[field.kind].asks for page in service.pages for field in page.fields
    )


def newly_asked(page: Page, raw: dict[str, str], field: Field, before: dict[str, Answer]) -> set[str]:
    """Return the questions of the page that have no answer and are asked only because this one has none."""
    shown = visible_fields(page, before)
    return {one.id for one in shown if one.required and one.id not in raw and one.id != field.id}


def check_place(field: Field, own: list[Problem]) -> None:
    """A question with parts says which parts are missing, each at its own place; any other says it once."""
    kind = kinds()[field.kind]
    if isinstance(kind, RecordKind):
        wanted = {f"{field.id}.{part.id}" for part in kind.parts(field) if part.required}
        assert {one.field for one in own} in (wanted, {field.id}), f"{field.id} says {[one.field for one in own]}"
    else:
        assert [one.field for one in own] == [field.id]


@pytest.mark.parametrize("service_id", IDS)
def test_an_empty_form_is_told_of_at_every_required_question_at_once(service_id: str) -> None:
    service = service_of(service_id)
    for page, before in pages_on_the_way(service, {}, day_of(service)):
        problems = check_page(service, page, {}, day_of(service), before)[1]
        told = {one.field.partition(".")[0] for one in problems if one.code != "answer-check"}
        required = {one.id for one in visible_fields(page, before) if one.required and kinds()[one.kind].asks}
        assert told == required
