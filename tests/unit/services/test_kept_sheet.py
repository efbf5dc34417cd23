"""A receipt's sheet comes back as it was kept, by this release and by those after it, whatever parts it has."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shubbak.domain.text import Language
from shubbak.ports.renderer import Boxed, Code, Line, Ornament, Pair, Sheet, Style
from shubbak.services.kept_sheet import read_sheet, write_sheet


@given(st.from_type(Sheet))
def test_any_sheet_comes_back(sheet: Sheet) -> None:
    assert read_sheet(write_sheet(sheet)) == sheet


def test_a_paper_of_the_first_release_that_kept_them_is_still_read() -> None:
    kept = (Path(__file__).parent / "kept_sheet_1.json").read_bytes()
    parts = read_sheet(kept).parts
    assert parts[0] == Ornament()
    assert parts[1] == Line("بلدية محافظة الواحة", Style.HEAD, centred=True)
    assert Boxed((Line("Office charge", Style.SMALL), Pair("Preparing", "5.000"))) in parts
    assert parts[-1] == Code("https://portal.alwaha.example/v#123")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"null",
        b'{"format": 2, "language": "ar", "parts": []}',
        b'{"format": 1, "language": "xx", "parts": []}',
        b'{"format": 1, "language": "ar", "parts": [{"kind": "sticker"}]}',
        b'{"format": 1, "language": "ar", "parts": [{"kind": "line", "text": 5}]}',
        b'{"format": 1, "language": "ar", "parts": [7]}',
        b'{"format": 1, "language": "ar", "parts": [{"kind": "boxed", "parts": 3}]}',
    ],
)
def test_what_is_no_kept_sheet_is_refused(body: bytes) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read_sheet(body)


def test_a_paper_that_waits_for_a_code_is_what_the_code_makes_of_it() -> None:
    promise, whole = (
        Sheet(Language.EN, (Line(word), Code("own"), *more)) for word, more in (("p", ()), ("w", (Code(""),)))
    )
    body = write_sheet(promise, whole)
    assert read_sheet(body) == promise
    assert read_sheet(body, lambda: "came") == Sheet(Language.EN, (Line("w"), Code("own"), Code("came")))


def test_where_no_code_is_waited_for_nobody_asks() -> None:
    sheet = Sheet(Language.EN, (Line("p"), Code("")))
    assert read_sheet(write_sheet(sheet), lambda: pytest.fail("asked")) == sheet
