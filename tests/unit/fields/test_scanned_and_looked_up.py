"""Kinds that need the world outside: scans (photo, document), a second signature, register_choice, licence_lookup."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shubbak.domain.application import Answer
from shubbak.domain.text import Language, Text, bare
from shubbak.fields import kinds
from shubbak.fields.document import body_digest
from shubbak.fields.kind import Wrong
from shubbak.fields.register_choice import chosen_label, chosen_raw
from shubbak.fields.signature import strokes_of
from shubbak.forms.service import Field

DIGEST = body_digest(b"a page")
STROKES = "0,0 1,1 2,2 3,3;10,400 11,20 12,30 1000,5"
OURS = ("photo", "document", "signature", "register_choice", "licence_lookup")


def question(kind: str, required: bool = True, **rules: object) -> Field:
    return Field("q", kind, Text("سؤال", "Question"), required=required, rules=rules)


READ: list[tuple[str, str, Answer]] = [
    ("photo", DIGEST, DIGEST),
    ("document", DIGEST, DIGEST),
    ("signature", STROKES, STROKES),
    ("signature", "007,0 1,1 2,2 3,3 4,4 5,5 6,6 7,7", "7,0 1,1 2,2 3,3 4,4 5,5 6,6 7,7"),
    ("register_choice", "4711|بقالة|Grocery", "4711"),
    ("register_choice", "4711", "4711"),
    ("register_choice", "typed: بقالة صغيرة ", "typed:بقالة صغيرة"),
    ("licence_lookup", "kw-٢٠٢٤ - 42", "KW-2024-42"),
]
REFUSED: list[tuple[str, str, str]] = [
    ("photo", "my photo", "answer-scan"),
    ("document", DIGEST.upper(), "answer-scan"),
    ("signature", "1,1 2,2", "signature-missing"),
    ("signature", "1,1 2,2 3,3 4,4 5,5 6,6 7,7 1001,8", "signature-strokes"),
    ("signature", "1,1 2,2 3,3 4,4 5,5 6,6 7,7 -8,8", "signature-strokes"),
    ("signature", "1,1;;2,2", "signature-strokes"),
    ("signature", "١,1 2,2", "signature-strokes"),
    ("signature", " ".join(["1,1"] * 4_001), "signature-too-long"),
    ("signature", ";".join(["1,1"] * 101), "signature-too-long"),
    ("signature", "1" * 40_000, "signature-too-long"),
    ("register_choice", "بقالة", "answer-register"),
    ("register_choice", "typed:", "answer-too-short"),
    ("register_choice", "typed:" + "ب" * 121, "answer-too-long"),
    ("licence_lookup", "رخصة ؟", "answer-registration"),
]


@pytest.mark.parametrize(("kind", "raw", "answer"), READ, ids=lambda value: str(value)[:24])
def test_it_reads_what_a_person_or_a_device_gives(kind: str, raw: str, answer: Answer) -> None:
    assert kinds()[kind].parse(question(kind), raw) == answer


@pytest.mark.parametrize(("kind", "raw", "code"), REFUSED, ids=lambda value: str(value)[:24])
def test_it_says_what_is_wrong(kind: str, raw: str, code: str) -> None:
    found = kinds()[kind].parse(question(kind), raw)
    assert isinstance(found, Wrong)
    assert found.code == code


MISSING = {
    "photo": "answer-photo-missing",
    "document": "answer-document-missing",
    "signature": "signature-missing",
    "register_choice": "answer-register",
    "licence_lookup": "answer-number-missing",
}


@pytest.mark.parametrize("kind", OURS)
def test_blank_is_empty_where_it_may_be_and_asked_for_where_it_may_not(kind: str) -> None:
    assert kinds()[kind].parse(question(kind, required=False), "  ") == ""
    found = kinds()[kind].parse(question(kind), "")
    assert isinstance(found, Wrong)
    assert found.code == MISSING[kind]


@pytest.mark.parametrize("kind", OURS)
@given(raw=st.text(max_size=60))
def test_no_text_makes_it_raise_and_what_it_reads_it_writes_back(kind: str, raw: str) -> None:
    field = question(kind)
    answer = kinds()[kind].parse(field, raw)
    if not isinstance(answer, Wrong):
        assert kinds()[kind].parse(field, kinds()[kind].write(field, answer)) == answer
        assert str(answer) not in kinds()[kind].redact(answer)


@pytest.mark.parametrize(
    ("kind", "answer", "arabic", "english"),
    [
        ("photo", DIGEST, "مرفق", "Attached"),
        ("signature", STROKES, "موقّع", "Signed"),
        ("register_choice", "typed:بقالة", "بقالة (كُتب يدويًا)", "بقالة (typed by hand)"),
        ("register_choice", "4711", "4711", "4711"),
        ("licence_lookup", "KW-42", "KW-42", "KW-42"),
    ],
)
def test_it_is_shown_in_words(kind: str, answer: str, arabic: str, english: str) -> None:
    shown = [bare(kinds()[kind].show(question(kind), answer, language)) for language in Language]
    assert [text.replace("\u2068", "").replace("\u2069", "") for text in shown] == [arabic, english]


def test_strokes_can_be_drawn_again() -> None:
    assert strokes_of("1,2 3,4;5,6") == (((1, 2), (3, 4)), ((5, 6),))


def test_a_chosen_entry_keeps_its_names_whatever_signs_they_have() -> None:
    raw = chosen_raw("47/11", Text("بقالة|كشك", "Grocery"))
    assert kinds()["register_choice"].parse(question("register_choice"), raw) == "47/11"
    assert chosen_label(raw, Language.AR) == "بقالة/كشك"
    assert chosen_label(raw, Language.EN) == "Grocery"
    assert chosen_label("4711", Language.AR) == "4711"
    assert chosen_label("typed:بقالة", Language.EN) == "بقالة"
