"""Arabic screens are Arabic and English screens are English: texts, answers, workings and problems of every service."""

from __future__ import annotations

import re

import pytest
from every_text import arabic_words, latin_words, mixed_up, texts_in
from fakes.ordinary_answers import day_of, ordinary_answers
from shipped import IDS, service_of
from walker import Walker

from shubbak.domain.fees import Situation
from shubbak.domain.text import Language, Text
from shubbak.fields import kinds
from shubbak.fields.kind import RecordKind
from shubbak.flow.steps import Step
from shubbak.forms.facts import check_page
from shubbak.forms.fees import assess
from shubbak.forms.load_examples import answers_of
from shubbak.forms.service import Service
from shubbak.resources import load_wording

WORDING = load_wording()
_ISOLATED = re.compile("[\u2066-\u2068][^\u2069]*\u2069")
#: Kinds that show what a person typed, in whatever letters that was.
_TYPED = frozenset({"email", "full_name", "address", "parcel", "text", "long_text", "arabic_name", "group"})


@pytest.mark.parametrize("service_id", IDS)
def test_every_text_of_a_service_is_in_both_languages_and_each_in_its_own_letters(service_id: str) -> None:
    service = service_of(service_id)
    assert [fault for way, text in texts_in(service) for fault in mixed_up(way, text)] == []


def test_the_search_for_foreign_letters_finds_them() -> None:
    assert mixed_up("x", Text("رقم ID", "Number رقم")) == ["x: ID in Arabic", "x: رقم in English"]
    assert mixed_up("x", Text("رمز QR", "QR code")) == []
    assert mixed_up("x", Text("رمز", " ")) == ["x: one language is missing"]


@pytest.mark.parametrize("service_id", IDS)
def test_questions_with_parts_name_them_in_both_languages(service_id: str) -> None:
    for field in (field for page in service_of(service_id).pages for field in page.fields):
        kind = kinds()[field.kind]
        if isinstance(kind, RecordKind):
            for part in kind.parts(field):
                assert mixed_up(f"{field.id}.{part.id}", part.label) == []


def situations(service: Service) -> list[Situation]:
    """Return where and how a request may be made."""
    return [Situation(channel, method, 1) for channel in service.channels for method in ("card", "cash")]


@pytest.mark.parametrize("service_id", IDS)
def test_every_fee_explains_itself_in_both_languages(service_id: str) -> None:
    service = service_of(service_id)
    for example in service.examples:
        answers, _ = answers_of(service, example)
        for situation in (example.situation, *situations(service)):
            for line in assess(service, answers, example.on, situation):
                assert line.working.ar.strip() and line.working.en.strip()
                # Amounts carry their currency's code in an isolate, in both languages.
                assert latin_words(_ISOLATED.sub("", line.working.ar)) == []
                assert arabic_words(line.working.en) == []


@pytest.mark.parametrize("service_id", IDS)
def test_what_was_chosen_is_shown_in_the_language_of_the_screen(service_id: str) -> None:
    service = service_of(service_id)
    walker = Walker(service, Language.AR, ordinary_answers(service))
    walker.walk(until=Step.REVIEW)
    for name, answer in walker.visit.answers.items():
        field = service.field(name)
        if field.kind not in _TYPED:
            show = kinds()[field.kind].show
            assert latin_words(_ISOLATED.sub("", show(field, answer, Language.AR))) == []
            assert arabic_words(show(field, answer, Language.EN).replace("ه‍", "")) == []


@pytest.mark.parametrize("service_id", IDS)
def test_every_problem_of_a_form_is_told_in_both_languages(service_id: str) -> None:
    """Rubbish in every question brings about what there is to complain about."""
    service = service_of(service_id)
    for rubbish in ("", "؟؟؟", "x" * 130, "-1", "99999999999", "[{}]", '{"first": "1"}', "1900-01-01", "2999-01-01"):
        for page in service.pages:
            raw = {field.id: rubbish for field in page.fields}
            for problem in check_page(service, page, raw, day_of(service))[1]:
                said = WORDING.explain(problem, Language.AR), WORDING.explain(problem, Language.EN)
                assert latin_words(_ISOLATED.sub("", said[0])) == []
                assert arabic_words(_ISOLATED.sub("", said[1])) == []


@pytest.mark.parametrize("service_id", IDS)
def test_every_word_of_a_procedure_is_known(service_id: str) -> None:
    procedure = service_of(service_id).procedure
    used = {f"role.{step.role}" for step in procedure.steps} | {f"channel.{step.channel}" for step in procedure.steps}
    used |= {f"pause.{step.pause}" for step in procedure.steps if step.pause}
    used |= {f"grade.{step.grade}" for step in procedure.steps if step.grade}
    used |= {f"variant.{variant}" for variant in procedure.variants}
    assert {f"procedure.{word}" for word in used} - WORDING.keys() == set()
