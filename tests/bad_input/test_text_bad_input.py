"""1,000 texts typed into every kind of question: what is taken cannot reorder its neighbours, hide or grow."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache

import pytest
from bad_input_tally import Count
from cases import FORMS, TAKEN, Case, many, show
from hypothesis import given, settings
from hypothesis import strategies as st

from shubbak.domain.text import FSI, LRI, PDI, Language, Text
from shubbak.domain.wording import Wording
from shubbak.fields import kinds
from shubbak.fields.kind import Wrong
from shubbak.forms.service import Field, Option
from shubbak.resources import load_wording

OVERRIDES = "\u202a\u202b\u202c\u202d\u202e"
MARKS = "\u200e\u200f\u061c"
ISOLATES = "\u2066\u2067\u2068\u2069"
ARABIC, LATIN = "مريم عبدالله الصباح", "Maryam Al Sabah"
OPTIONS = tuple(Option(name, Text(f"خيار {name}", f"Option {name}")) for name in ("red", "blue", "sea"))


def sprinkled(text: str, signs: str, chance: random.Random) -> str:
    parts = list(text)
    for _ in range(chance.randrange(1, 12)):
        parts.insert(chance.randrange(len(parts) + 1), chance.choice(signs))
    return "".join(parts)


def plain(chance: random.Random) -> str:
    return chance.choice(
        [ARABIC, LATIN, "٢٨٠٠١٠١٠٠٠١٢", "290010100012", "12/345", "5/3/2026", "a@b.example", "yes", "red"]
    )


def direction(chance: random.Random) -> str:
    return sprinkled(plain(chance), OVERRIDES + MARKS + ISOLATES, chance)


def invisible(chance: random.Random) -> str:
    return sprinkled(plain(chance), "\u200b\u200c\u200d\u2060\ufeff\u00ad\u034f\u180e\u3164\ufe0f", chance)


def control(chance: random.Random) -> str:
    return sprinkled(plain(chance), "\x00\x01\x07\x08\x0b\x1b\x7f\x85\u2028\u2029\r\n\t", chance)


def broken_unicode(chance: random.Random) -> str:
    return sprinkled(plain(chance), "\ud800\udfff\uffff\ufffe\U0010ffff\ue000\ufdd0", chance)


def combining(chance: random.Random) -> str:
    return plain(chance) + "".join(
        chance.choices("\u0301\u0327\u064e\u0651\u0670\u20dd\u0489", k=chance.choice([1, 5, 500]))
    )


def markup(chance: random.Random) -> str:
    texts = [
        "<b>bold</b>",
        "<img src='file:///etc/passwd'>",
        "<a href='https://evil.example'>انقر هنا</a>",
        "&lt;&amp;&#x202e;",
        "**bold** _it_ [x](javascript:1)",
        "=cmd|'/C calc'!A0",
        "+1+1",
        "@SUM(A1)",
        "{{7*7}} ${7*7} %s %n {0} {name}",
        "'; DROP TABLE packet;--",
        "../../station.sqlite",
        "{count} {amount}",
    ]
    return chance.choice(texts)


def digits(chance: random.Random) -> str:
    tens = ["٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "०१२३४५६७८९", "０１２３４５６７８９", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗", "①②③④⑤⑥⑦⑧⑨⑩", "²³¹½Ⅷ"]
    return "".join(chance.choices(chance.choice(tens), k=chance.choice([1, 8, 12, 200])))


def numbers(chance: random.Random) -> str:
    texts = [
        "1e400",
        "-0",
        "NaN",
        "inf",
        "0x10",
        "1_000",
        "9" * 400,
        "-" + "9" * 30,
        "1.2.3",
        "٫٫",
        "1,2,3",
        ".",
        "٪٥",
        "--5",
    ]
    return chance.choice(texts)


def dates(chance: random.Random) -> str:
    texts = [
        "31/2/2026",
        "0/0/0",
        "99999-01-01",
        "2026-13-45",
        "١٤٤٧/٩/١",
        "29/2/2025",
        "1/1/0001",
        "5-3-26",
        "//",
        "2026W12",
    ]
    return chance.choice(texts)


def long(chance: random.Random) -> str:
    return plain(chance) * chance.choice([100, 600, 5000])


def any_signs(chance: random.Random) -> str:
    return "".join(chr(chance.randrange(0x110000)) for _ in range(chance.choice([1, 3, 20])))


KINDS: dict[str, tuple[Callable[[random.Random], str], int]] = {
    "direction": (direction, 200),
    "invisible": (invisible, 120),
    "control": (control, 120),
    "broken-unicode": (broken_unicode, 100),
    "combining": (combining, 60),
    "markup": (markup, 60),
    "digits": (digits, 80),
    "numbers": (numbers, 60),
    "dates": (dates, 60),
    "long": (long, 40),
    "any-signs": (any_signs, 100),
}


def cases(kind: str) -> Iterator[Case[str]]:
    make, number = KINDS[kind]
    return many(kind, number, make)


@cache
def wording() -> Wording:
    return load_wording()


@cache
def question(kind: str) -> Field:
    options = OPTIONS if kind in ("choice", "multi_choice") else ()
    return Field(
        "q", kind, Text("سؤال", "Question"), required=True, options=options, rules={"country": "KW", "currency": "KWD"}
    )


def outcome(kind: str, raw: str) -> str:
    """Type a text into a question; demand a sentence for a refusal, and a harmless look for an answer."""
    field, speaker = question(kind), kinds()[kind]
    answer = speaker.parse(field, raw)
    if isinstance(answer, Wrong):
        for language in Language:
            assert wording().say(f"problem.{answer.code}", language, **answer.params)
        return answer.code
    assert speaker.parse(field, speaker.write(field, answer)) == answer
    for language in Language:
        assert harmless(speaker.show(field, answer, language))
    assert harmless(speaker.redact(answer))
    return TAKEN


def harmless(shown: str) -> bool:
    """Whether a text stays in its place: isolates closed in order, no override, nothing that cannot be drawn."""
    depth = 0
    for sign in shown:
        depth += (sign in (LRI, FSI, "\u2067")) - (sign == PDI)
        if depth < 0 or sign in OVERRIDES or unicodedata.category(sign) in ("Cs", "Cn", "Co"):
            return False
    return depth == 0 and shown.encode() != b"\0"


def door(raw: str) -> str:
    return max((outcome(kind, raw) for kind in kinds()), key=lambda code: code == TAKEN)


@pytest.mark.parametrize("every", FORMS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_hostile_text_is_refused_in_words_or_shown_harmless(kind: str, every: int, count: Count) -> None:
    count("text", kind, show(cases(kind), door, every))


@pytest.mark.badinput
@settings(max_examples=10_000, deadline=None)
@given(st.text(max_size=60))
def test_ten_thousand_texts_in_every_question_are_never_an_accident(raw: str) -> None:
    assert door(raw)
