"""From answers follow the pages, the questions, the documents and the problems."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from service_samples import SOUND

from shubbak.domain.application import Answer
from shubbak.domain.identity import IdentityDocument
from shubbak.domain.problem import Problem
from shubbak.domain.text import Language
from shubbak.forms.facts import (
    check_answers,
    check_page,
    needed_documents,
    settled_answers,
    unmet_conditions,
    visible_fields,
    visible_pages,
)
from shubbak.forms.load import load_service
from shubbak.resources import load_wording

SERVICE = load_service(SOUND, "sound.yaml")
FIRST, SECOND = SERVICE.pages
TODAY = date(2026, 3, 15)
PERSON = IdentityDocument("TD1", "I", "KWT", "A1", "DOE", "JO", "KWT", date(2008, 3, 16), "F", None)


def ids(things: tuple[object, ...]) -> list[str]:
    return [str(getattr(thing, "id", "")) for thing in things]


def test_pages_questions_and_documents_follow_the_answers() -> None:
    assert ids(visible_pages(SERVICE, {})) == ["first"]
    assert ids(visible_pages(SERVICE, {"extras": ("tables",)})) == ["first", "second"]
    assert ids(visible_fields(FIRST, {})) == ["trade", "area", "extras"]
    assert ids(visible_fields(FIRST, {"trade": "food"})) == ["trade", "area", "kitchen", "extras"]
    assert ids(needed_documents(SERVICE, {"trade": "cloth"})) == []
    assert ids(needed_documents(SERVICE, {"trade": "food"})) == ["plan"]


def test_a_page_without_questions_to_ask_is_not_shown() -> None:
    hidden = replace(FIRST, fields=(FIRST.fields[2],))
    assert visible_pages(replace(SERVICE, pages=(hidden,)), {}) == ()


def test_a_sound_page_gives_its_answers() -> None:
    raw = {"trade": "food", "area": "٤٠", "kitchen": "12", "extras": ["tables", "sign"]}
    answers, problems = check_page(SERVICE, FIRST, raw, TODAY)
    assert problems == []
    assert answers == {"trade": "food", "area": 40, "kitchen": 12, "extras": ("sign", "tables")}


def test_problems_stand_at_their_questions_in_order() -> None:
    answers, problems = check_page(SERVICE, FIRST, {"trade": "food", "area": "900", "kitchen": "x"}, TODAY)
    assert answers == {"trade": "food"}
    assert [(problem.code, problem.field) for problem in problems] == [
        ("answer-number-large", "area"),
        ("answer-number", "kitchen"),
    ]


def test_what_was_typed_into_a_hidden_question_is_not_read() -> None:
    answers, problems = check_page(SERVICE, FIRST, {"trade": "cloth", "area": "5", "kitchen": "nonsense"}, TODAY)
    assert (answers, problems) == ({"trade": "cloth", "area": 5}, [])


def test_a_check_between_answers_speaks_the_services_own_sentence() -> None:
    _, problems = check_page(SERVICE, FIRST, {"trade": "food", "area": "10", "kitchen": "11"}, TODAY)
    message = {"ar": "المطبخ أكبر من المحل.", "en": "The kitchen is larger than the shop."}
    assert problems == [Problem("answer-check", "kitchen", message)]
    assert message["ar"] in load_wording().explain(problems[0], Language.AR)
    assert message["ar"] not in load_wording().explain(problems[0], Language.EN)


def test_a_check_at_a_hidden_question_is_silent() -> None:
    _, problems = check_page(SERVICE, FIRST, {"trade": "cloth", "area": "5"}, TODAY, {"kitchen": 99})
    assert problems == []


@pytest.mark.parametrize(("until", "codes"), [("15/3/2026", []), ("14/3/2026", ["answer-check"]), ("", [])])
def test_a_check_may_look_at_today(until: str, codes: list[str]) -> None:
    _, problems = check_page(SERVICE, SECOND, {"rent": "5", "until": until}, TODAY, {"extras": ("tables",)})
    assert [problem.code for problem in problems] == codes


def test_answers_of_hidden_questions_do_not_survive_a_change_of_mind() -> None:
    answers: dict[str, Answer] = {"trade": "cloth", "area": 5, "kitchen": 3, "extras": (), "rent": 100, "gone": "x"}
    assert settled_answers(SERVICE, answers) == {"trade": "cloth", "area": 5, "extras": ()}


@pytest.mark.parametrize(
    ("answers", "codes"),
    [
        ({"trade": "food", "area": 40, "kitchen": 12}, []),
        ({"trade": "food", "area": 40}, ["answer-required"]),
        ({"trade": "food", "area": 40, "kitchen": 41}, ["answer-check"]),
        ({"trade": "fish", "area": 40}, ["answer-choice"]),
        ({"trade": "cloth", "area": 0}, ["answer-number-small"]),
        ({"trade": "cloth", "area": 4, "colour": "red"}, ["answer-unknown"]),
        ({"trade": "cloth", "area": 4, "extras": ("tables",), "rent": 5000}, []),
        ({"trade": "cloth", "area": 4, "extras": ("tables",), "rent": 900_001}, ["answer-money-large"]),
        ({"trade": "cloth", "area": "4"}, ["answer-required"]),
        ({"trade": "cloth", "area": True}, ["answer-required"]),
        ({"trade": ("cloth",), "area": 4}, ["answer-required"]),
        ({"trade": "cloth ", "area": 4}, ["answer-changed"]),
        ({"trade": "cloth", "area": 4, "extras": ("tables", "tables"), "rent": 5}, ["answer-changed"]),
        ({"trade": "cloth", "area": 4, "kitchen": 2}, ["answer-unknown"]),
        ({"trade": "cloth", "area": 4, "extras": "sign"}, ["answer-unknown"]),
    ],
)
def test_the_portal_can_check_a_whole_set_again(answers: dict[str, Answer], codes: list[str]) -> None:
    assert [problem.code for problem in check_answers(SERVICE, answers, TODAY)] == codes


@pytest.mark.parametrize(
    ("identity", "unmet"),
    [(PERSON, 1), (replace(PERSON, birth_date=date(2008, 3, 15)), 0), (replace(PERSON, birth_date=None), 0), (None, 0)],
)
def test_conditions_to_apply_are_told_where_they_are_known_to_fail(
    identity: IdentityDocument | None, unmet: int
) -> None:
    assert len(unmet_conditions(SERVICE, {}, TODAY, identity)) == unmet


@given(st.dictionaries(st.sampled_from(["trade", "area", "kitchen", "extras", "rent", "until"]), st.text(max_size=9)))
def test_no_typing_breaks_a_page_and_sound_answers_stay_sound(raw: dict[str, str]) -> None:
    answers, problems = check_page(SERVICE, FIRST, raw, TODAY)
    if not problems:
        assert [p.code for p in check_answers(SERVICE, answers, TODAY) if p.field in ids(FIRST.fields)] == []
        assert settled_answers(SERVICE, answers) == answers
