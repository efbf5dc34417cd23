"""Codes among other signs: with and without a prefix, in their time, to their length; nothing typed is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shubbak.domain.code_line import CodeLine, Heard, LineShape

MARKED = LineShape(prefix="~C", suffix="!", pause_s=0.1)


def play(shape: LineShape, *typed: str | float) -> tuple[list[str], str]:
    """Type texts a hundredth of a second a sign, waiting where a number stands: (codes, what others got)."""
    line, at, codes, others = CodeLine(shape), 0.0, list[str](), ""
    for part in typed:
        if isinstance(part, float):
            at += part
            continue
        for sign in part:
            at += 0.01
            heard = line.hear(sign, at)
            others += heard.freed + ("" if heard.taken else sign)
            codes += filter(None, [heard.code])
    heard = line.pause(at + 99)
    return codes + list(filter(None, [heard.code])), others + heard.freed


@pytest.mark.parametrize(
    ("shape", "typed", "codes", "others"),
    [
        (LineShape(), ("abc\r", "d e\n"), ["abc", "d e"], ""),
        (LineShape(), ("\r",), [], "\r"),
        (LineShape(), (" ", "a\r"), ["a"], " "),
        (LineShape(), ("slow", 0.6, "fast\r"), ["fast"], ""),
        (LineShape(longest=3), ("abcd\r", "abc\r"), ["abc"], ""),
        (LineShape(), ("a\x1db\r",), ["ab"], "\x1d"),
        (LineShape(ends=""), ("abc", 0.6, "de"), ["abc", "de"], ""),
        (LineShape(ends="\t"), ("ab\t",), ["ab"], ""),
        (MARKED, ("~C12!\r",), ["12"], ""),
        (MARKED, ("~C12\r",), ["12"], ""),
        (MARKED, ("name\r~C1!\rmore\r",), ["1"], "name\rmore\r"),
        (MARKED, ("~", 0.2, "x"), [], "~x"),
        (MARKED, ("~x~~C1!\r",), ["1"], "~x~"),
        (MARKED, ("~\r",), [], "~\r"),
        (MARKED, ("~C12", 0.2, "34\r"), [], "34\r"),
    ],
)
def test_codes_come_out_and_the_rest_goes_on(shape, typed, codes, others):
    assert play(shape, *typed) == (codes, others)


def test_what_was_begun_can_be_forgotten():
    line = CodeLine(LineShape())
    line.hear("a", 1.0)
    line.forget()
    assert line.hear("\r", 1.0) == Heard(False)


@given(st.text(alphabet="ab~C!\r ", max_size=60))
def test_nothing_typed_is_lost_or_doubled(text):
    codes, others = play(LineShape(prefix="~C", longest=500), text)
    assert len(others) + sum(map(len, codes)) <= len(text)
    if "~C" not in text:
        assert (codes, sorted(others)) == ([], sorted(text))
