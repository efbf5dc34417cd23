from __future__ import annotations

import pytest

from shubbak.domain.mrz_gate import Doubt
from shubbak.domain.mrz_witness import UNREADABLE, Testimony, contradicted

LINES = (
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
    "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
)
H_FOR_M = (LINES[0].replace("MARIA", "HARIA"), LINES[1])
M = LINES[0].index("M")


Line = list[Testimony]


def seen_as(lines: tuple[str, ...], *others: tuple[int, Testimony]) -> list[Line]:
    """What a witness saw who read these lines, but for some places of the first; the second one it was not shown."""
    seen: Line = [_whole({char: 0.99}) for char in lines[0]]
    for column, testimony in others:
        seen[column] = _whole(testimony)
    return [seen, []]


def _whole(testimony: Testimony) -> Testimony:
    return dict.fromkeys("<ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789" + UNREADABLE, 0.0) | dict(testimony)


def test_a_witness_who_saw_the_same_leaves_nothing_in_doubt() -> None:
    assert contradicted("TD3", LINES, [seen_as(LINES)]) == ()


def test_another_letter_of_a_name_is_in_doubt_if_it_was_seen_in_one_view_alone() -> None:
    views = [seen_as(H_FOR_M), seen_as(LINES)]
    assert contradicted("TD3", H_FOR_M, views) == (Doubt(0, M, "unsure"),)


@pytest.mark.parametrize(("char", "doubted"), [("H", True), ("M", False)])
def test_what_wear_may_have_left_of_an_m_must_be_surer(char: str, doubted: bool) -> None:
    lines = (LINES[0].replace("MARIA", char + "ARIA"), LINES[1])
    seen = seen_as(lines, (M, {char: 0.97, "W": 0.03}))
    assert contradicted("TD3", lines, [seen]) == ((Doubt(0, M, "unsure"),) if doubted else ())


def test_a_letter_that_nobody_could_read_is_in_doubt() -> None:
    seen = seen_as(LINES, (M, {"M": 0.5, UNREADABLE: 0.5}))
    assert contradicted("TD3", LINES, [seen]) == (Doubt(0, M, "unsure"),)


def test_a_digit_where_only_letters_stand_speaks_against_none() -> None:
    names = (LINES[0].replace("ERIKSSON", "ERIKSSOO"), LINES[1])
    zero = names[0].index("OO") + 1
    assert contradicted("TD3", names, [seen_as(names, (zero, {"O": 0.5, "0": 0.5}))]) == ()
