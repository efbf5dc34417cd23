"""Every kind reads what people really type, refuses the rest with a sentence, and gives back what it shows."""

import json
import string
from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shubbak.domain.application import Answer
from shubbak.domain.text import LRI, PDI, Language, Text, arabic_digits
from shubbak.fields import kinds
from shubbak.fields.kind import Wrong
from shubbak.forms.service import Field, Option
from shubbak.resources import load_wording

WORDING = load_wording()
COLOURS = (Option("red", Text("أحمر", "Red")), Option("blue", Text("أزرق", "Blue")), Option("sea", Text("بحري", "Sea")))


def question(kind: str, required: bool = True, **rules: object) -> Field:
    options = COLOURS if kind in ("choice", "multi_choice") else ()
    columns = (Field("share", "number", Text("الحصة", "Share")),) if kind == "group" else ()
    label = Text("سؤال", "Question")
    return Field("q", kind, label, required=required, options=options, rules=rules, fields=columns)


def parse(kind: str, raw: str, **rules: object) -> Answer | Wrong:
    return kinds()[kind].parse(question(kind, **rules), raw)


READ: list[tuple[str, str, dict[str, object], Answer]] = [
    ("text", "  مطعم   السلام ", {}, "مطعم السلام"),
    ("text", "\u202bمطعم\u202c\u200f", {}, "مطعم"),
    ("long_text", "سطر\nسطر  آخر\n", {}, "سطر\nسطر آخر"),
    ("arabic_name", "محمّد عبد الله  الزعبي", {}, "محمّد عبد الله الزعبي"),
    ("arabic_name", "ســالم بن حمد", {}, "سالم بن حمد"),
    ("number", "١٢٣", {}, 123),
    ("number", "1,200", {}, 1200),
    ("number", "۴۵", {}, 45),
    ("number", "-3", {"min": -5}, -3),
    ("money", "٥٫٢٥", {"currency": "JOD"}, 5250),
    ("money", "12,345.678", {"currency": "KWD"}, 12_345_678),
    ("money", "١٢٬٣٤٥٫٦٧", {"currency": "SAR"}, 1_234_567),
    ("date", "5/3/2026", {}, "2026-03-05"),
    ("date", "٥/٣/٢٠٢٦", {}, "2026-03-05"),
    ("date", "2026-03-05", {}, "2026-03-05"),
    ("date", "2026/3/5", {}, "2026-03-05"),
    ("date", "05 03 2026", {}, "2026-03-05"),
    ("date", "05.03.2026", {}, "2026-03-05"),
    ("date", "05032026", {}, "2026-03-05"),
    ("date", "20260305", {}, "2026-03-05"),
    ("date", "20112012", {}, "2012-11-20"),
    ("date", "29/2/2024", {}, "2024-02-29"),
    ("date", "1/9/1446", {"hijri": True}, "2025-03-01"),
    ("date", "1446-09-01", {"hijri": True}, "2025-03-01"),
    ("date", "٠١٠٩١٤٤٦", {"hijri": True}, "2025-03-01"),
    ("date", "14460901", {"hijri": True}, "2025-03-01"),
    ("date", "1/3/2025", {"hijri": True}, "2025-03-01"),
    ("phone", "0791234567", {"country": "JO"}, "+962791234567"),
    ("phone", "+962 79 123 4567", {"country": "JO"}, "+962791234567"),
    ("phone", "00962791234567", {"country": "JO"}, "+962791234567"),
    ("phone", "٩٢١٢٣٤٥٦", {"country": "OM"}, "+96892123456"),
    ("phone", "50123456", {"country": "KW"}, "+96550123456"),
    ("phone", "96512345", {"country": "KW"}, "+96596512345"),
    ("phone", "96550123456", {"country": "KW"}, "+96550123456"),
    ("phone", "0501234567", {"country": "SA"}, "+966501234567"),
    ("phone", "501234567", {"country": "SA"}, "+966501234567"),
    ("email", "Amal.K@Example.COM", {}, "Amal.K@example.com"),
    ("national_id", "١٠٠٠٠٠٠٠٠٨", {"country": "SA"}, "1000000008"),
    ("national_id", "2880 2012 2596", {"country": "KW"}, "288020122596"),
    ("registration_number", "١٢ / ٣٤٥", {}, "12/345"),
    ("registration_number", "ab-12", {}, "AB-12"),
    ("registration_number", "أ/12", {}, "أ/12"),
    ("registration_number", "7001234567", {"starts": "7", "digits_only": True, "min_length": 10}, "7001234567"),
    ("choice", "red", {}, "red"),
    ("multi_choice", "sea, red", {}, ("red", "sea")),
    ("yes_no", "yes", {}, True),
    ("yes_no", "no", {}, False),
    ("map_point", "٢٩٫٣٧٥٩، ٤٧٫٩٧٧٤", {"country": "KW"}, "29.375900,47.977400"),
    ("map_point", "31.95 35.91", {}, "31.950000,35.910000"),
]

REFUSED: list[tuple[str, str, dict[str, object], str]] = [
    ("text", "", {}, "answer-required"),
    ("text", " \u200f \t", {}, "answer-required"),
    ("text", "a\x00b", {}, "answer-signs"),
    ("text", "a\ud800b", {}, "answer-signs"),
    ("text", "x" * 6000, {"max_length": 9999}, "answer-too-long"),
    ("text", "x" * 121, {}, "answer-too-long"),
    ("text", "x", {"min_length": 2}, "answer-too-short"),
    ("long_text", "x" * 501, {}, "answer-too-long"),
    ("arabic_name", "Mohammad Ali", {}, "answer-arabic-name"),
    ("arabic_name", "محمد 2", {}, "answer-arabic-name"),
    ("arabic_name", "محمد", {}, "answer-name-parts"),
    ("number", "12.5", {}, "answer-number"),
    ("number", "twelve", {}, "answer-number"),
    ("number", "²", {}, "answer-number"),
    ("number", "9" * 40, {}, "answer-number"),
    ("number", "-1", {}, "answer-number-small"),
    ("number", "11", {"max": 10}, "answer-number-large"),
    ("money", "5.2555", {"currency": "KWD"}, "answer-money"),
    ("money", "5.255", {"currency": "SAR"}, "answer-money"),
    ("money", "-5", {"currency": "SAR"}, "answer-money"),
    ("money", ".", {"currency": "SAR"}, "answer-money"),
    ("money", "1e3", {"currency": "SAR"}, "answer-money"),
    ("money", "0.500", {"currency": "JOD", "min": 1000}, "answer-money-small"),
    ("money", "2", {"currency": "JOD", "max": 1000}, "answer-money-large"),
    ("date", "31/2/2026", {}, "answer-date"),
    ("date", "29/2/2026", {}, "answer-date"),
    ("date", "13/13/2026", {}, "answer-date"),
    ("date", "tomorrow", {}, "answer-date"),
    ("date", "99999999", {}, "answer-date"),
    ("date", "5/3/26", {}, "answer-date-year"),
    ("date", "1/9/1447", {}, "answer-date-hijri"),
    ("date", "1/1/1342", {"hijri": True}, "answer-date-hijri"),
    ("date", "30/8/1446", {"hijri": True}, "answer-date"),
    ("date", "1/13/1446", {"hijri": True}, "answer-date"),
    ("date", "1/9/1446", {"hijri": True, "max": "2025-02-28"}, "answer-date-late"),
    ("date", "1/1/2019", {"min": "2020-01-01"}, "answer-date-early"),
    ("date", "1/1/2031", {"max": "2030-12-31"}, "answer-date-late"),
    ("phone", "0691234567", {"country": "JO"}, "answer-phone-jo"),
    ("phone", "+96550123456", {"country": "JO"}, "answer-phone-jo"),
    ("phone", "52123456", {"country": "OM"}, "answer-phone-om"),
    ("phone", "5012345", {"country": "KW"}, "answer-phone-kw"),
    ("phone", "0401234567", {"country": "SA"}, "answer-phone-sa"),
    ("email", "amal.example.com", {}, "answer-email"),
    ("email", "a@b", {}, "answer-email"),
    ("email", "a..b@example.com", {}, "answer-email"),
    ("email", "a@-x-.com", {}, "answer-email"),
    ("national_id", "123", {"country": "JO"}, "answer-national-length"),
    ("national_id", "4000000008", {"country": "SA"}, "answer-national-first"),
    ("national_id", "1000000000", {"country": "SA"}, "answer-national-check"),
    ("registration_number", "12/", {}, "answer-registration"),
    ("registration_number", "12;DROP", {}, "answer-registration"),
    ("registration_number", "12/3", {"digits_only": True}, "answer-registration-digits"),
    ("registration_number", "1001234567", {"starts": "7"}, "answer-registration-start"),
    ("registration_number", "1" * 21, {}, "answer-too-long"),
    ("choice", "green", {}, "answer-choice"),
    ("multi_choice", "red,green", {}, "answer-choice"),
    ("multi_choice", "red", {"min": 2}, "answer-choices-few"),
    ("multi_choice", "red,blue,sea", {"max": 2}, "answer-choices-many"),
    ("yes_no", "maybe", {}, "answer-yes-no"),
    ("map_point", "47.9774, 29.3759", {"country": "KW"}, "answer-map-point-outside"),
    ("map_point", "91, 10", {}, "answer-map-point"),
    ("map_point", "here", {}, "answer-map-point"),
]


@pytest.mark.parametrize(("kind", "raw", "rules", "answer"), READ)
def test_what_people_type_is_read(kind: str, raw: str, rules: dict[str, object], answer: Answer) -> None:
    assert parse(kind, raw, **rules) == answer


@pytest.mark.parametrize(("kind", "raw", "rules", "code"), REFUSED)
def test_what_is_no_answer_is_refused_with_a_sentence(kind: str, raw: str, rules: dict[str, object], code: str) -> None:
    wrong = parse(kind, raw, **rules)
    assert isinstance(wrong, Wrong)
    assert wrong.code == code
    for language in Language:
        assert WORDING.say(f"problem.{wrong.code}", language, **wrong.params)


@pytest.mark.parametrize(("kind", "raw", "rules", "answer"), READ)
def test_what_is_written_reads_back_as_the_same_answer(
    kind: str, raw: str, rules: dict[str, object], answer: Answer
) -> None:
    written = kinds()[kind].write(question(kind, **rules), answer)
    assert parse(kind, written, **rules) == answer


@pytest.mark.parametrize("name", sorted(kinds()))
def test_blank_optional_answers_are_the_kinds_empty_value(name: str) -> None:
    optional = question(name, required=False, country="JO", currency="JOD")
    assert kinds()[name].parse(optional, " ") == kinds()[name].empty


@pytest.mark.parametrize("name", sorted(kinds()))
def test_every_kind_says_what_it_is(name: str) -> None:
    kind = kinds()[name]
    types = {"int": int, "bool": bool, "string": str, "list": tuple, "record": Mapping, "rows": tuple}
    assert kind.name == name
    assert isinstance(kind.empty, types[kind.fact_type])
    assert kind.asks is (name not in ("note", "computed"))
    assert kind.keyboard in ("arabic", "latin", "digits", "decimal", "none")


@pytest.mark.parametrize(
    ("kind", "rules", "answer", "arabic", "english"),
    [
        ("date", {}, "2026-03-05", "⁦05/03/2026⁩", "⁦05/03/2026⁩"),
        ("date", {"hijri": True}, "2025-03-01", "⁦01/03/2025⁩ (⁦1⁩ رمضان ⁦1446⁩هـ)", "⁦01/03/2025⁩ (⁦1⁩ Ramadan ⁦1446⁩ AH)"),
        ("date", {"hijri": True}, "1900-01-01", "⁦01/01/1900⁩", "⁦01/01/1900⁩"),
        ("phone", {}, "+96550123456", "⁦+965 50123456⁩", "⁦+965 50123456⁩"),
        ("money", {"currency": "KWD"}, 10000, "⁦10.000⁩ دينار كويتي", "⁦10.000⁩ KWD"),
        ("number", {"unit": Text("م²", "m²")}, 1200, "⁦1,200⁩ م²", "⁦1,200⁩ m²"),
        ("multi_choice", {}, ("red", "sea"), "أحمر، بحري", "Red, Sea"),
        ("choice", {}, "blue", "أزرق", "Blue"),
        ("yes_no", {}, True, "نعم", "Yes"),
        ("map_point", {}, "29.375900,47.977400", "⁦29.375900, 47.977400⁩", "⁦29.375900, 47.977400⁩"),
        ("text", {}, "مطعم", "⁨مطعم⁩", "⁨مطعم⁩"),
        ("date", {}, "", "", ""),
    ],
)
def test_answers_are_shown_in_the_readers_language(
    kind: str, rules: dict[str, object], answer: Answer, arabic: str, english: str
) -> None:
    asked = question(kind, **rules)
    assert kinds()[kind].show(asked, answer, Language.AR) == arabic
    assert kinds()[kind].show(asked, answer, Language.EN) == english


@pytest.mark.parametrize(
    ("kind", "answer", "hidden"),
    [
        ("national_id", "288020122596", f"{LRI}••••••••••96{PDI}"),
        ("phone", "+96550123456", f"{LRI}••••••••••56{PDI}"),
        ("arabic_name", "سالم بن حمد", "س••• ب••• ح•••"),
        ("email", "amal@example.com", "a•••@example.com"),
        ("date", "1990-01-01", "••••••••"),
        ("text", "سر", "••"),
        ("choice", "red", "•••"),
    ],
)
def test_private_answers_are_masked(kind: str, answer: Answer, hidden: str) -> None:
    assert kinds()[kind].redact(answer) == hidden


JSON_LIKE = st.recursive(
    st.text(max_size=8) | st.integers() | st.booleans() | st.none(),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.sampled_from(["share", "first", "x"]), inside),
    max_leaves=8,
).map(json.dumps)


@given(st.sampled_from(sorted(kinds())), st.text(max_size=60) | JSON_LIKE)
def test_no_text_breaks_a_kind(name: str, raw: str) -> None:
    asked = question(name, required=False, country="JO", currency="JOD")
    answer = kinds()[name].parse(asked, raw)
    if not isinstance(answer, Wrong) and raw.strip():
        kinds()[name].show(asked, answer, Language.AR)
        kinds()[name].redact(answer)


@given(st.dates(date(1900, 1, 1), date(2150, 12, 31)), st.sampled_from(["/", "-", ".", " "]), st.booleans())
def test_every_day_is_read_in_every_shape(day: date, joint: str, eastern: bool) -> None:
    shapes = [
        day.isoformat(),
        f"{day.day}{joint}{day.month}{joint}{day.year}",
        f"{day.day:02d}{day.month:02d}{day.year}",
        f"{day:%Y%m%d}",
    ]
    for shape in shapes:
        assert parse("date", arabic_digits(shape) if eastern else shape) == day.isoformat()


@given(st.integers(0, 10**11), st.sampled_from(["JOD", "SAR"]))
def test_every_amount_reads_back(amount_minor: int, currency: str) -> None:
    asked = question("money", currency=currency)
    assert parse("money", kinds()["money"].write(asked, amount_minor), currency=currency) == amount_minor


@given(st.text(string.digits, min_size=1, max_size=7))
def test_eastern_digits_are_digits(digits: str) -> None:
    assert parse("number", arabic_digits(digits)) == parse("number", digits) == int(digits)
