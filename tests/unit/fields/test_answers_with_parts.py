"""Answers with parts are read part by part, all that is wrong is told at once, and rows keep their place."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shubbak.domain.application import Answer
from shubbak.domain.text import Language, Text
from shubbak.fields import kinds
from shubbak.fields.full_name import offered_latin, raw_of_latin
from shubbak.fields.kind import RecordKind, Wrong
from shubbak.forms.service import Field, Option
from shubbak.resources import load_wording

WORDING = load_wording()
SHARES = (
    Field("name", "arabic_name", Text("الاسم", "Name")),
    Field("share", "number", Text("الحصة", "Share"), required=False, rules={"min": 1, "max": 100}),
    Field("kin", "choice", Text("القرابة", "Kin"), required=False, options=(Option("son", Text("ابن", "Son")),)),
    Field("minor", "yes_no", Text("قاصر", "Minor"), required=False),
)


def asked(kind: str, country: str = "JO", required: bool = True, **rules: object) -> Field:
    rules["country"] = country
    columns = SHARES if kind == "group" else ()
    return Field("q", kind, Text("سؤال", "Question"), required=required, rules=rules, fields=columns)


def parse(field: Field, raw: object) -> Answer | Wrong:
    return kinds()[field.kind].parse(field, raw if isinstance(raw, str) else json.dumps(raw))


def complaints(wrong: Answer | Wrong) -> list[tuple[str, str]]:
    assert isinstance(wrong, Wrong)
    every = (wrong, *wrong.also)
    for one in every:
        assert all(WORDING.say(f"problem.{one.code}", language, **one.params) for language in Language)
    return [(one.code, one.part) for one in every]


@pytest.mark.parametrize(
    ("kind", "country", "given", "kept"),
    [
        ("parcel", "KW", {"area": "حولي", "block": "٣", "plot": " 12 أ "}, {"block": "3", "plot": "12 أ", "paci": ""}),
        ("parcel", "JO", {"directorate": "عمّان", "village": "ناعور", "basin_no": "4", "parcel": "512"}, {"sheet": ""}),
        ("address", "SA", {"building": "٢٩٢٩", "street": "العليا", "district": "الورود", "city": "الرياض",
                           "postal_code": "12251", "short": "rrrd 2929"}, {"short": "RRRD2929", "building": "2929"}),
        ("address", "OM", {"governorate": "مسقط", "wilayat": "السيب", "village": "الخوض"}, {"way": ""}),
        ("full_name", "KW", {"first": "عبد الرحمن", "father": "بن خالد", "family": "العنزي", "latin": "o’Neil  al-x"},
         {"first": "عبد الرحمن", "father": "بن خالد", "grandfather": "", "latin": "O'NEIL AL-X"}),
    ],
    ids=["block-and-plot", "jordan", "national-address", "oman", "name"],
)  # fmt: skip
def test_parts_are_kept_clean_and_complete(
    kind: str, country: str, given: dict[str, str], kept: dict[str, str]
) -> None:
    field = asked(kind, country)
    found = parse(field, given)
    assert isinstance(found, dict)
    record = kinds()[kind]
    assert isinstance(record, RecordKind)
    assert list(found) == [part.id for part in record.parts(field)]
    assert found == found | kept
    assert parse(field, record.write(field, found)) == found


@pytest.mark.parametrize(
    ("kind", "country", "given", "wrong"),
    [
        ("parcel", "KW", {"plot": "7"}, [("answer-required", "area"), ("answer-required", "block")]),
        ("parcel", "JO", {"parcel": "7" * 13, "village": "x\u0000"},
         [("answer-required", "directorate"), ("answer-signs", "village"), ("answer-required", "basin_no"),
          ("answer-too-long", "parcel")]),
        ("parcel", "KW", {"basin": "7"}, [("answer-shape", "")]),
        ("parcel", "KW", {"block": 7}, [("answer-shape", "")]),
        ("parcel", "KW", ["block"], [("answer-shape", "")]),
        ("parcel", "KW", "7", [("answer-shape", "")]),
        ("parcel", "KW", "[" * 90_000, [("answer-shape", "")]),
        ("parcel", "KW", '{"block": "' + "7" * 200_000 + '"}', [("answer-shape", "")]),
        ("parcel", "KW", {"block": " "}, [("answer-required", "")]),
        ("parcel", "KW", "", [("answer-required", "")]),
        ("address", "SA", {"building": "29", "street": "ا", "district": "ب", "city": "ج", "postal_code": "12251",
                           "short": "29RRRD29"},
         [("answer-part-digits", "building"), ("answer-short-address", "short")]),
        ("full_name", "JO", {"first": "Ali", "father": "علي", "grandfather": "علي", "family": "علي", "latin": "علي"},
         [("answer-arabic-name", "first"), ("answer-latin-name", "latin")]),
        ("group", "", "", [("answer-required", "")]),
        ("group", "", [{"name": ""}], [("answer-required", "")]),
        ("group", "", [{"name": "علي سالم", "age": "3"}], [("answer-shape", "")]),
        ("group", "", [{"name": "علي سالم"}, {"name": "علي", "share": "500"}],
         [("answer-name-parts", "1.name"), ("answer-number-large", "1.share")]),
        ("group", "", [{"name": "علي سالم"}] * 11, [("answer-rows-many", "")]),
    ],
)  # fmt: skip
def test_all_that_is_wrong_is_told_at_its_part(
    kind: str, country: str, given: object, wrong: list[tuple[str, str]]
) -> None:
    assert complaints(parse(asked(kind, country), given)) == wrong


def test_rows_are_typed_by_their_columns_and_blank_rows_are_none() -> None:
    field = asked("group")
    raw = [{"name": "علي سالم", "share": "٥٠", "kin": "son", "minor": "yes"}, {"name": " "}, {"name": "هند سالم"}]
    rows = parse(field, raw)
    assert rows == (
        {"name": "علي سالم", "share": 50, "kin": "son", "minor": True},
        {"name": "هند سالم", "share": 0, "kin": "", "minor": False},
    )
    assert not isinstance(rows, Wrong)
    assert parse(field, kinds()["group"].write(field, rows)) == rows


@pytest.mark.parametrize("count", [1, 3])
def test_a_group_may_ask_for_so_many_rows(count: int) -> None:
    wrong = parse(asked("group", min=2, max=2), [{"name": "علي سالم"}] * count)
    assert complaints(wrong) == [("answer-rows-few" if count == 1 else "answer-rows-many", "")]


@pytest.mark.parametrize(
    ("kind", "country", "given", "arabic", "english", "hidden"),
    [
        ("parcel", "KW", {"area": "حولي", "block": "3", "plot": "12"}, "المنطقة: ⁨حولي⁩، القطعة: ⁦3⁩، القسيمة: ⁦12⁩",
         "Area: ⁨حولي⁩, Block: ⁦3⁩, Plot: ⁦12⁩", "•••"),
        ("full_name", "OM", {"first": "سالم", "father": "بن حمد", "family": "الحارثي", "latin": "SALIM"},
         "⁨سالم بن حمد الحارثي⁩ (⁨SALIM⁩)", "⁨سالم بن حمد الحارثي⁩ (⁨SALIM⁩)", "س••• ب••• ح••• ا•••"),
        ("group", "", [{"name": "علي سالم", "share": "5", "kin": "son"}], "⁨علي سالم⁩، الحصة: ⁦5⁩، القرابة: ابن، قاصر: لا",
         "⁨علي سالم⁩, Share: ⁦5⁩, Kin: Son, Minor: No", "•••"),
    ],
    ids=["parcel", "full_name", "group"],
)  # fmt: skip
def test_parts_are_shown_with_their_labels(
    kind: str, country: str, given: object, arabic: str, english: str, hidden: str
) -> None:
    field = asked(kind, country)
    answer = parse(field, given)
    assert not isinstance(answer, Wrong)
    assert kinds()[kind].show(field, answer, Language.AR) == arabic
    assert kinds()[kind].show(field, answer, Language.EN) == english
    assert kinds()[kind].redact(answer) == hidden


@pytest.mark.parametrize(
    ("kind", "country"),
    [(kind, country) for kind in ("address", "parcel", "full_name") for country in ("JO", "OM", "KW", "SA")],
)
def test_every_country_names_its_parts_and_asks_for_more_than_one(kind: str, country: str) -> None:
    record = kinds()[kind]
    assert isinstance(record, RecordKind)
    parts = record.parts(asked(kind, country))
    assert len({part.id for part in parts}) == len(parts)
    assert sum(part.required for part in parts) >= 2
    assert all(part.label.ar and part.label.en for part in parts)


@pytest.mark.parametrize("kind", ["note", "computed"])
def test_nobody_answers_what_does_not_ask(kind: str) -> None:
    assert complaints(parse(asked(kind), "5")) == [("answer-unknown", "")]
    assert parse(asked(kind), "") == kinds()[kind].empty
    assert kinds()[kind].write(asked(kind), 5) == ""


@pytest.mark.parametrize(
    ("rules", "shown"),
    [
        ({"unit": Text("م²", "m²")}, "⁦1,250⁩ م²"),
        ({}, "⁦1,250⁩"),
        ({"show_as": "money", "currency": "JOD"}, "⁦1.250⁩ دينار أردني"),
    ],
    ids=["unit", "plain", "money"],
)
def test_a_computed_value_is_shown_as_its_file_says(rules: dict[str, object], shown: str) -> None:
    assert kinds()["computed"].show(replace(asked("computed"), rules=rules), 1250, Language.AR) == shown


def test_a_latin_spelling_is_offered_for_the_arabic_parts() -> None:
    parts = {"first": "سالم", "father": "بن أحمد", "grandfather": "", "family": "الحارثي"}
    assert offered_latin(parts) == "SALEM BIN AHMAD AL-HARTHI"
    assert offered_latin({}) == ""


@pytest.mark.parametrize(
    ("name", "raw"), [("Anna  Maria Eriksson", '{"latin": "ANNA MARIA ERIKSSON"}'), ("سالم", ""), ("", "")]
)
def test_the_name_of_a_document_fills_the_latin_part_only(name: str, raw: str) -> None:
    assert raw_of_latin(name) == raw


@given(st.dictionaries(st.sampled_from(["area", "block", "plot", "paci"]), st.sampled_from(["", " 7", "٣", "حولي"])))
def test_what_is_kept_of_a_parcel_reads_back(given_parts: dict[str, str]) -> None:
    field = asked("parcel", "KW", required=False)
    answer = parse(field, given_parts)
    if not isinstance(answer, Wrong):
        assert parse(field, kinds()["parcel"].write(field, answer)) == answer


@pytest.mark.parametrize(
    ("kind", "country", "raw"),
    [
        ("address", "KW", {"governorate": "حولي", "area": "حولي ٬", "block": "3", "street": "1", "building": "2"}),
        ("full_name", "KW", {"first": "سالم", "family": "علي", "latin": "ß" * 60}),
        ("group", "", [{"name": "علي سالم"}, {"minor": "no"}]),
        ("group", "", [{"name": "ـ علي سالم"}]),
    ],
    ids=["thousands-sign", "letters-that-grow", "row-that-says-no", "tatweel-before-a-blank"],
)
def test_what_is_kept_reads_back_as_itself(kind: str, country: str, raw: object) -> None:
    field = asked(kind, country)
    if kind == "group":
        field = replace(field, fields=tuple(replace(column, required=False) for column in SHARES))
    kept = parse(field, raw)
    assert not isinstance(kept, Wrong)
    assert parse(field, kinds()[kind].write(field, kept)) == kept


def test_a_latin_name_is_measured_in_the_letters_that_are_kept() -> None:
    name = {"first": "سالم", "family": "علي", "latin": "ß" * 61}
    assert complaints(parse(asked("full_name", "KW"), name)) == [("answer-too-long", "latin")]
