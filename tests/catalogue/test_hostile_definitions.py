"""Service files written to hang, to fill the memory or to bring the checker down are refused with a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from shubbak.forms.condition import CelCondition, ConditionError, Scope
from shubbak.forms.load import load_service
from shubbak.forms.pieces import Pieces
from shubbak.forms.source import MOST_BYTES, ServiceFileError

pytestmark = pytest.mark.timeout(20)

STALL = (Path(__file__).parents[1] / "samples" / "services" / "stall.yaml").read_text(encoding="utf-8")
PLACE = "    show_if: food\n"
SCOPE = Scope({"xs": "list", "s": "string", "n": "int", "rows": "rows"})


def nested_loops(depth: int, inside: str = "true") -> str:
    return "".join(f"xs.all(a{number}, " for number in range(depth)) + inside + ")" * depth


BOMBS = {
    "ten-million-rounds": nested_loops(7),
    "three-loops": nested_loops(3),
    "growing-lists": "xs.map(a, xs + xs).size() > 0",
    "growing-text": "xs.all(a, (s + s + s + s + s).size() > 0)",
    "filters-in-filters": "xs.filter(a, xs.filter(b, xs.filter(c, true).size() > 0).size() > 0).size() > 0",
    "patterns-in-loops": "xs.all(a, s.matches('^(a+)+$'))",
    "twenty-thousand-brackets": "(" * 20_000 + "true" + ")" * 20_000,
    "thirty-thousand-nots": "!" * 30_000 + "true",
    "brackets-within-the-limit": "(" * 290 + "true" + ")" * 290,
    "long-chain": " || ".join(["n == 1"] * 2_000),
    "dunder": "s.__class__.__mro__.size() > 0",
    "no-name": "nosuch > 1",
    "divided-by-an-answer": "1 / n > 0",
    "divided-by-nothing": "1 / 0 > 0",
    "raw-text": "r'a' == s",
    "bytes": "b'a' == b'a'",
    "empty": " ",
    "half": "n >",
    "surrogate": "s == '\ud800'",
    "null-sign": "s == '\x00' || \x00",
    "two-conditions": "true; true",
    "comment": "true // " + "x" * 500 + "\n && nosuch",
    "macro": "has(s.a)",
    "call": "system('true')",
    "number-beyond": "n == 99999999999999999999999999",
}
#: What may compile, because a look at it costs little; then it has to answer at once, whatever it is asked about.
HARMLESS = {"brackets-within-the-limit"}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_in_a_condition_is_refused_or_answers_at_once(name: str) -> None:
    try:
        condition = SCOPE.condition(BOMBS[name])
    except ConditionError as error:
        assert str(error).strip()
        return
    assert name in HARMLESS
    answer(condition)


def answer(condition: CelCondition) -> None:
    many: Mapping[str, Any] = {"xs": tuple(str(n) for n in range(300)), "s": "a" * 2_000 + "!", "n": 2**53 - 1}
    for facts in ({}, many, {"xs": 3, "s": None, "n": "x"}):
        assert condition.holds(facts) in (True, False)


@pytest.mark.parametrize(
    "source",
    [
        "s.matches('^(a+)+$')",
        "s.matches('(a*)*(a*)*b')",
        "s.matches('(x+x+)+y')",
        nested_loops(2, "a0 == a1"),
        "xs.exists_one(a, a == s)",
        "n * n * n * n > 0",
        "n + 9223372036854775807 > 0",
        "s + s + s + s + s + s + s + s == ''",
        "xs.exists(a, a.size() > n)",
        "s.contains(s) && s.startsWith(s) && s.endsWith(s)",
    ],
)
def test_what_compiles_answers_whatever_it_is_asked_about(source: str) -> None:
    answer(SCOPE.condition(source))


def in_stall(line: str) -> str:
    return STALL.replace(PLACE, line, 1)


def options(count: int) -> str:
    listed = "\n".join(f'          - {{id: o{n}, label: {{ar: "خيار", en: "Option"}}}}' for n in range(count))
    question = '      - id: many\n        kind: choice\n        label: {ar: "اختر", en: "Choose"}\n        options:\n'
    return STALL.replace("      - id: food\n", f"{question}{listed}\n      - id: food\n", 1)


FILES = {
    "bomb-in-a-condition": in_stall(f"    show_if: {nested_loops(7).replace('xs', 'extras')}\n"),
    "deep-brackets": in_stall("    show_if: " + "[" * 5_000 + "]" * 5_000 + "\n"),
    "deep-braces": in_stall("    hint: " + '{ar: "' * 100 + "\n"),
    "deep-lists": in_stall("\n".join(" " * depth + "-" for depth in range(4, 200)) + "\n"),
    "one-long-line": in_stall("    show_if: " + "x" * (MOST_BYTES + 1) + "\n"),
    "just-under-the-limit": in_stall("    show_if: " + "x" * (MOST_BYTES - len(STALL.encode()) - 100) + "\n"),
    "nothing-but-brackets": "[" * (MOST_BYTES - 1),
    "nothing-but-colons": ":" * (MOST_BYTES - 1),
    "nothing-but-dashes": "- " * (MOST_BYTES // 2 - 1),
    "thousands-of-keys": "\n".join(f"k{n}: 1" for n in range(20_000)),
    "one-key-thousands-of-times": "id: a\n" * 20_000,
    "billion-laughs": "a: &a [x, x]\n" + "\n".join(f"b{n}: &b{n} [*a, *a]" for n in range(50)),
    "merge-key": STALL + "\n<<: {id: om.x.y}\n",
    "python-tag": STALL.replace("version: 1", "version: !!python/object/apply:os.system ['true']", 1),
    "key-that-is-a-list": STALL + "\n? [a, b]\n: c\n",
    "key-that-is-a-mapping": STALL + "\n? {a: b}\n: c\n",
    "two-documents": STALL + "\n---\n" + STALL,
    "directive": "%YAML 9.9\n---\n" + STALL,
    "no-file": "",
    "only-a-mark": "\ufeff",
    "surrogates": in_stall('    show_if: "\ud800"\n'),
    "half-a-sign-in-a-condition": in_stall("    show_if: \"'\\ud800' == '\\udfff'\"\n"),
    "half-a-sign-in-a-text": STALL.replace('en: "Days"', 'en: "Days \\ud800"', 1),
    "huge-version": STALL.replace("version: 1", f"version: {'9' * 4_000}", 1),
    "huge-fee": STALL.replace('amount: "', f'amount: "{"9" * 4_000}', 1),
    "circle-of-itself": in_stall("    use: hostile.ring\n"),
    "circle-of-two": in_stall("    use: hostile.to\n"),
    "growing-piece": STALL.replace("documents:\n", "documents:\n  - use: hostile.wide4\n", 1),
}
RING = "pieces:\n  ring: {use: hostile.ring}\n  to: {use: hostile.fro}\n  fro: {use: hostile.to}\n"
WIDE = "  wide0: [{id: a}]\n" + "".join(
    f"  wide{n}: [" + ", ".join([f"{{use: hostile.wide{n - 1}}}"] * 60) + "]\n" for n in range(1, 5)
)
HOSTILE = Pieces({"pieces/hostile.yaml": RING + WIDE})


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_refused_with_sentences(name: str) -> None:
    with pytest.raises(ServiceFileError) as refused:
        load_service(FILES[name], "kw/stall.yaml", HOSTILE)
    assert all(one.sentence.strip() and one.line >= 1 for one in refused.value.complaints)
    # A file of a quarter of a megabyte must not come back as megabytes of complaints.
    assert sum(len(one.sentence) for one in refused.value.complaints) < 16 * MOST_BYTES


def test_thousands_of_options_load_or_are_refused() -> None:
    try:
        service = load_service(options(3_000), "kw/stall.yaml")
    except ServiceFileError as error:
        assert error.complaints
    else:
        assert len(service.field("many").options) == 3_000


def test_the_file_that_all_hostile_ones_are_made_of_is_sound() -> None:
    assert load_service(STALL, "kw/stall.yaml", HOSTILE).id == "kw.test.stall"
    assert load_service(options(3), "kw/stall.yaml").field("many").options
