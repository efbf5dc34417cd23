"""A parcel's key is one however it is spelled, and the parts are those that the question asks for."""

from __future__ import annotations

import json

import pytest

from shubbak.domain.parcel_key import KEY_PARTS, ParcelKey, fold_part, make_key, read_key
from shubbak.domain.problem import Problem
from shubbak.domain.text import Language
from shubbak.fields.parcel import KIND


def key(country: str, text: str) -> ParcelKey:
    made = read_key(country, text)
    assert isinstance(made, ParcelKey), made
    return made


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("عمّان", "عمان"),
        ("تلاع العلى", "تلاع العلي"),
        ("مديرية تسجيل أراضي إربد", "اربد"),
        ("ولاية صحار", "صُحار"),
        ("حوض رقم ١٢", "12"),
        ("0815", "٨١٥"),
        ("815 / 2", "815/02"),
        ("Block 4", "4"),
        ("Al-Waha", "al-waha"),
    ],
)
def test_spellings_of_a_part_are_one(one: str, other: str) -> None:
    assert fold_part(one) == fold_part(other) != ""


@pytest.mark.parametrize(("one", "other"), [("12", "21"), ("815/2", "8152"), ("10", "1"), ("12أ", "12"), ("قطعة", "")])
def test_what_differs_stays_apart(one: str, other: str) -> None:
    assert fold_part(one) != fold_part(other)


@pytest.mark.parametrize(
    ("country", "text", "parts"),
    [
        ("JO", "عمان / تلاع العلي / 12 / 815", {"directorate": "عمان", "basin_no": "12", "parcel": "815"}),
        ("JO", "عمان / تلاع العلي / 12 / 3 / 815/2", {"sheet": "3", "parcel": "815/2"}),
        ("JO", "عمان / تلاع العلي / 12 / الورود / 3 / 815", {"neighbourhood": "الورود", "sheet": "3"}),
        ("JO", "village=تلاع العلي، parcel=٨١٥", {"village": "تلاع العلي", "parcel": "815"}),
        ("SA", "أمانة الشرقية / 12/د / 7", {"plan": "12/د", "plot": "7", "block": ""}),
        ("SA", "أمانة الشرقية / 12/د / 4 / 7", {"plan": "12/د", "block": "4"}),
        ("KW", "السالمية/4/12", {"area": "السالمية", "block": "4", "plot": "12"}),
        ("OM", "صحار/مربع 3/17", {"wilayat": "صحار", "village": "مربع 3", "plot": "17"}),
        ("OM", "krooki=1-22-333", {"krooki": "1-22-333"}),
        ("KW", "12", {"plot": "12", "area": ""}),
    ],
)
def test_a_key_is_read_from_one_line(country: str, text: str, parts: dict[str, str]) -> None:
    read = key(country, text)
    assert {name: read[name] for name in parts} == parts


@pytest.mark.parametrize(
    ("country", "text", "code"),
    [
        ("XX", "1", "parcel-key-country"),
        ("JO", "village=عمان", "parcel-key-number"),
        ("KW", " / / ", "parcel-key-number"),
        ("KW", "a / b / c / d", "parcel-key-parts"),
        ("KW", "1" * 81, "parcel-key-long"),
    ],
)
def test_a_key_that_finds_nothing_is_refused(country: str, text: str, code: str) -> None:
    assert read_key(country, text) == Problem(code)


def test_a_spelled_key_is_read_again() -> None:
    for country, text in [("JO", "عمان / أ / 1 / 2 / 815/2"), ("SA", "م / 1/د / 7"), ("OM", "و / م / 7")]:
        assert read_key(country, key(country, text).spelled()) == key(country, text)


def test_a_subject_keeps_the_number_and_fits_a_code() -> None:
    assert key("JO", "عمان / تلاع العلي / 12 / 815").subject() == "عمان / تلاع العلي / 12 / 815"
    long = key("JO", f"{'مديرية ' * 8} / {'قرية ' * 12} / 12 / 815/2")
    assert long.subject() == "12 / 815/2" and len(long.subject(5).encode()) <= 5


def test_an_answer_of_the_parcel_question_is_a_key_and_a_flat_is_no_part_of_it() -> None:
    told = {"village": "أ", "basin_no": "1", "parcel": "7", "apartment": "3", "directorate": "د", "basin": "البلد"}
    made = make_key("JO", told)
    assert isinstance(made, ParcelKey)
    assert made.whole() and made.number() == "7" and made["apartment"] == ""
    assert made.folded() == key("JO", "د / أ / 1 / 7").folded(), "the basin's name tells nothing apart"


def test_texts_cannot_turn_the_line() -> None:
    made = make_key("KW", {"area": "a\u202eb", "block": "\u2066" * 90, "plot": "1\n2"})
    assert isinstance(made, ParcelKey)
    assert made.parts == (("area", "ab"), ("plot", "1 2"))
    assert dict(made.show(Language.EN))["Plot"] == "\u20661 2\u2069"


def test_parts_are_those_of_the_question_by_the_same_names() -> None:
    for country, parts in KEY_PARTS.items():
        asked = {part.id: part.label for part in KIND.parts(Asked(country))}  # type: ignore[arg-type]
        assert {part.id: part.label for part in parts} == {part.id: asked[part.id] for part in parts}, country


class Asked:
    """As much of a question as names its country."""

    def __init__(self, country: str) -> None:
        self.rules = json.loads(json.dumps({"country": country}))
