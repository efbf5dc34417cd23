"""2,000 zones that are none: read wrongly, cut, forged or typed by somebody who means harm."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date

import pytest
from bad_input_tally import Count
from cases import FORMS, TAKEN, Case, many, refused, show
from hypothesis import given, settings
from hypothesis import strategies as st

from shubbak.domain.mrz import check_digit, parse_zone
from shubbak.domain.mrz_zone import ALPHABET

TODAY = date(2026, 3, 1)
LOOK_ALIKE = {"0": "O", "O": "0", "1": "I", "I": "1", "5": "S", "S": "5", "8": "B", "B": "8", "2": "Z", "Z": "2"}
FOREIGN = "٠١٢٣٤٥٦٧٨٩۰۱۲éßابجдو«‹＜\u202e\u200f\u0000\ud800\U0001f600 \t\n-_'\""
Zone = tuple[str, ...]


def genuine(chance: random.Random) -> Zone:
    """Return a zone of chance that holds: card or passport."""
    number = "".join(chance.choices(ALPHABET[:36], k=9))
    birth = f"{chance.randrange(100):02}{chance.randrange(1, 13):02}{chance.randrange(1, 29):02}"
    expiry = f"{chance.randrange(27, 36)}{chance.randrange(1, 13):02}{chance.randrange(1, 29):02}"
    names = f"{chance.choice(['ALSABAH', 'HADDAD', 'BIN<SAID'])}<<{chance.choice(['MARYAM', 'YOUSEF<ALI'])}"
    state = chance.choice(["KWT", "JOR", "OMN", "SAU", "UTO"])
    if chance.random() < 0.5:
        first = f"I<{state}{number}{check_digit(number)}".ljust(30, "<")
        second = f"{birth}{check_digit(birth)}F{expiry}{check_digit(expiry)}{state}".ljust(29, "<")
        return first, second + check_digit(first[5:] + second[:7] + second[8:15] + second[18:]), names.ljust(30, "<")
    second = f"{number}{check_digit(number)}{state}{birth}{check_digit(birth)}M{expiry}{check_digit(expiry)}"
    second = second.ljust(42, "<") + "<"
    composite = check_digit(second[:10] + second[13:20] + second[21:43])
    return f"P<{state}{names}".ljust(44, "<"), second + composite


def changed(zone: Zone, row: int, place: int, sign: str) -> Zone:
    line = zone[row]
    return (*zone[:row], line[:place] + sign + line[place + 1 :], *zone[row + 1 :])


def look_alike(chance: random.Random) -> Zone:
    zone = genuine(chance)
    # The names row has no check digit: there a look-alike is another name, not a wrong zone.
    checked = (0, 1) if len(zone) == 3 else (1,)
    places = [(row, place) for row in checked for place, sign in enumerate(zone[row]) if sign in LOOK_ALIKE]
    row, place = chance.choice(places)
    return changed(zone, row, place, LOOK_ALIKE[zone[row][place]])


def wrong_digit(chance: random.Random) -> Zone:
    zone = genuine(chance)
    row, place = (1, chance.choice([6, 14, 29])) if len(zone) == 3 else (1, chance.choice([9, 19, 27, 43]))
    return changed(zone, row, place, str((int(zone[row][place]) + chance.randrange(1, 10)) % 10))


def foreign_sign(chance: random.Random) -> Zone:
    zone = genuine(chance)
    row = chance.randrange(len(zone))
    return changed(zone, row, chance.randrange(len(zone[row])), chance.choice(FOREIGN))


def wrong_length(chance: random.Random) -> Zone:
    zone = genuine(chance)
    row = chance.randrange(len(zone))
    line = zone[row]
    cut = chance.choice([line[:-1], line[1:], line + "<", line * 2, "", line[: chance.randrange(len(line))]])
    return (*zone[:row], cut, *zone[row + 1 :])


def wrong_rows(chance: random.Random) -> Zone:
    zone = genuine(chance)
    return chance.choice([zone[1:], zone[:1], zone + zone[:1], zone + zone, (), tuple(reversed(zone)), ("<" * 30,) * 3])


def impossible_date(chance: random.Random) -> Zone:
    """The digits are right, the date is none."""
    number = "".join(chance.choices("0123456789", k=9))
    birth = chance.choice(["991301", "990230", "990000", "000431", "99<101", "<<<<0<"])
    first = f"I<KWT{number}{check_digit(number)}".ljust(30, "<")
    second = f"{birth}{check_digit(birth)}F300101{check_digit('300101')}KWT".ljust(29, "<")
    composite = check_digit(first[5:] + second[:7] + second[8:15] + second[18:])
    return first, second + composite, "HADDAD<<MARYAM".ljust(30, "<")


def unknown_state(chance: random.Random) -> Zone:
    zone = genuine(chance)
    return changed(changed(zone, 0, 2, "Q"), 0, 3, "Q")


def giant(chance: random.Random) -> Zone:
    return tuple("".join(chance.choices(ALPHABET, k=chance.choice([10_000, 100_000]))) for _ in range(3))


def noise(chance: random.Random) -> Zone:
    length = chance.choice([30, 36, 44])
    return tuple("".join(chance.choices(ALPHABET, k=length)) for _ in range(3 if length == 30 else 2))


KINDS = {
    "look-alike": (look_alike, 500),
    "wrong-digit": (wrong_digit, 400),
    "foreign-sign": (foreign_sign, 300),
    "wrong-length": (wrong_length, 250),
    "wrong-rows": (wrong_rows, 100),
    "impossible-date": (impossible_date, 100),
    "unknown-state": (unknown_state, 100),
    "giant": (giant, 50),
    "noise": (noise, 200),
}


def cases(kind: str) -> Iterator[Case[Zone]]:
    make, count = KINDS[kind]
    return many(kind, count, make)


def door(zone: Zone) -> str:
    parsed = parse_zone(zone, TODAY)
    if parsed.document is not None:
        assert parsed.problems == ()
        return TAKEN
    return parsed.problems[0].code


def test_the_genuine_ones_are_taken() -> None:
    assert set(show(many("genuine", 200, genuine), door, 1)) == {TAKEN}


@pytest.mark.parametrize("every", FORMS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_zone_that_is_none_is_refused(kind: str, every: int, count: Count) -> None:
    answers = show(cases(kind), door, every)
    count("MRZ", kind, answers)
    # Not one look-alike passes: no two of them differ by a number that a weight of 7, 3 or 1 makes a multiple of ten.
    refused(answers, ("mrz-not-found", "mrz-check-digit"))


@pytest.mark.badinput
@settings(max_examples=10_000, deadline=None)
@given(st.lists(st.text(max_size=50), max_size=4))
def test_ten_thousand_texts_are_never_an_accident(lines: list[str]) -> None:
    assert door(tuple(lines))
