"""300 service files with something wrong in them: by slips of a hand, and by people who mean harm."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from bad_input_tally import Count
from cases import FORMS, TAKEN, Case, many, refused, show
from hypothesis import given, settings
from hypothesis import strategies as st

from shubbak.forms.facts import check_answers, settled_answers, visible_fields, visible_pages
from shubbak.forms.load import load_service
from shubbak.forms.source import ServiceFileError
from shubbak.resources import root

FILES = {path.name: path.read_text() for path in sorted((root() / "services").glob("*/*.yaml"))}
TODAY = date(2026, 3, 1)
COMPLAINED = "complained"
#: What the form itself says of a condition that divides by nothing or never ends: bounded, and named to its author.


def a_file(chance: random.Random) -> str:
    return FILES[chance.choice(list(FILES))]


def lines_of(chance: random.Random) -> tuple[list[str], int]:
    lines = a_file(chance).splitlines()
    return lines, chance.choice(
        [n for n, line in enumerate(lines) if line.strip() and not line.strip().startswith("#")]
    )


def line_gone(chance: random.Random) -> str:
    lines, place = lines_of(chance)
    return "\n".join(lines[:place] + lines[place + 1 :])


def line_twice(chance: random.Random) -> str:
    lines, place = lines_of(chance)
    return "\n".join(lines[: place + 1] + lines[place:])


def moved_in(chance: random.Random) -> str:
    lines, place = lines_of(chance)
    lines[place] = " " * chance.choice([1, 3, 20]) + lines[place]
    return "\n".join(lines)


def one_sign(chance: random.Random) -> str:
    text = a_file(chance)
    place = chance.randrange(len(text))
    return text[:place] + chance.choice("{}[]:,&*!|>'\"%@`#-?\t\x00\u202e\u2028٣") + text[place + 1 :]


def value_swapped(chance: random.Random) -> str:
    """A value of another sort: a list for a word, a word for a number, nothing, much too much."""
    lines, place = lines_of(chance)
    values = [
        "",
        "~",
        "[]",
        "{}",
        "-1",
        "1e999",
        ".nan",
        ".inf",
        "9" * 400,
        "2026-99-99",
        "yes",
        "!!python/none",
        "[a, [b]]",
    ]
    key, colon, _ = lines[place].partition(":")
    lines[place] = f"{key}{colon} {chance.choice(values)}"
    return "\n".join(lines)


def expression(chance: random.Random) -> str:
    """A condition that is wrong, or that would run for ever."""
    bombs = [
        "true &&",
        "answers.nobody == 1",
        "1/0 == 1",
        "[1,2,3,4,5,6,7,8,9].all(a, [1,2,3,4,5,6,7,8,9].all(b, [1,2,3,4,5,6,7,8,9].all(c, true)))",
        "'a' + 1 == 'b'",
        "(" * 500 + "true" + ")" * 500,
        "!" * 5000 + "true",
        "'" + "a" * 100_000 + "'.matches('(a+)+$')",
        "9223372036854775807 + 1 > 0 && answers",
        "__import__('os').system('x')",
        "true || " * 5000 + "true",
        "x.map(y, y.map(z, z))",
        "\u202etrue",
    ]
    lines = FILES["tax_building_land.yaml"].splitlines()
    place = chance.choice([number for number, line in enumerate(lines) if "show_if:" in line])
    lines[place] = lines[place].partition("show_if:")[0] + f"show_if: {json.dumps(chance.choice(bombs))}"
    return "\n".join(lines)


def hostile_yaml(chance: random.Random) -> str:
    return chance.choice(
        [
            "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]",
            "!!python/object/apply:os.system ['id']",
            "!!python/name:builtins.exec",
            "id: !!binary /w==",
            "a: &a\n  b: *a",
            "<<: *nothing",
            "? [a, b]\n: c",
            "{" * 3000,
            "[" * 3000 + "]" * 3000,
            "- " * 3000 + "a",
            "a: " * 3000,
            "%YAML 9.9\n---\nid: x",
            "id: x\n---\nid: y",
            "",
            "\ufeff",
            "\x00",
            "null",
            "- id: x",
            "x" * 300_000,
            "\ud800",
            "id: kw.\u202esecivres",
        ]
    )


def cut(chance: random.Random) -> str:
    text = a_file(chance)
    return text[: chance.randrange(len(text) * 3 // 4)]


def two_files(chance: random.Random) -> str:
    one, other = a_file(chance).splitlines(), a_file(chance).splitlines()
    return "\n".join(one[: chance.randrange(len(one))] + other[chance.randrange(len(other)) :])


#: Which kinds can come out sound: a line that was optional, a sign inside a sentence, a long but bounded expression.
#: What is taken is then worked with, and must neither end the form nor hold it up.
SOUND_AT_TIMES = {"expression", "line-gone", "one-sign", "moved-in", "cut", "value-swapped", "two-files", "line-twice"}
KINDS: dict[str, tuple[Callable[[random.Random], str], int]] = {
    "line-gone": (line_gone, 50),
    "line-twice": (line_twice, 30),
    "moved-in": (moved_in, 30),
    "one-sign": (one_sign, 50),
    "value-swapped": (value_swapped, 60),
    "expression": (expression, 30),
    "hostile-yaml": (hostile_yaml, 40),
    "cut": (cut, 20),
    "two-files": (two_files, 20),
}


def cases(kind: str) -> Iterator[Case[str]]:
    make, number = KINDS[kind]
    return many(kind, number, make)


def door(text: str) -> str:
    try:
        service = load_service(text, "kw/case.yaml")
    except ServiceFileError as error:
        assert error.complaints
        assert all(complaint.line >= 1 and complaint.sentence for complaint in error.complaints)
        return COMPLAINED
    settled_answers(service, {})
    check_answers(service, {}, TODAY)
    for page in visible_pages(service, {}):
        visible_fields(page, {})
    return TAKEN


@pytest.mark.parametrize("every", FORMS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_wrong_file_is_complained_about_line_by_line(kind: str, every: int, count: Count) -> None:
    answers = show(cases(kind), door, every)
    count("catalogue", kind, answers)
    refused(answers, (COMPLAINED, TAKEN) if kind in SOUND_AT_TIMES else (COMPLAINED,))


@pytest.mark.badinput
@settings(max_examples=2_000, deadline=None)
@given(st.integers(min_value=0, max_value=2**64 - 1))
def test_two_thousand_mutants_are_never_an_accident(seed: int) -> None:
    chance = random.Random(seed)
    make, _ = KINDS[chance.choice(list(KINDS))]
    assert door(make(chance))
