"""The judge of the reader of zones is right itself: labels hold their check digits, pictures come from seeds."""

from __future__ import annotations

from random import Random

import pytest

from benchmarks.mrz.refusals import REFUSED, _altered
from benchmarks.mrz.texts import repaired, zone_of
from benchmarks.mrz.zones import SIZES, holds, zone

# The examples of ICAO Doc 9303, parts 4, 5 and 6.
PASSPORT = ("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10")
CARD = ("I<UTOD231458907<<<<<<<<<<<<<<<", "7408122F1204159UTO<<<<<<<<<<<6", "ERIKSSON<<ANNA<MARIA<<<<<<<<<<")
LONG = ("I<UTOD23145890<7349<<<<<<<<<<<", "3407127M9507122UTO<<<<<<<<<<<2", "STEVENSON<<PETER<JOHN<<<<<<<<<")
VISA = ("V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L8988901C4XXX4009078F96121096ZE184226B<<<<<<")


@pytest.mark.parametrize("rows", [PASSPORT, CARD, LONG, VISA])
def test_the_examples_of_the_standard_hold(rows):
    assert holds(rows)


@pytest.mark.parametrize("kind", SIZES)
def test_every_label_holds_its_check_digits(kind):
    for seed in range(200):
        made = zone(Random(seed), kind)
        assert holds(made.rows) and (len(made.rows), len(made.rows[0])) == SIZES[kind]


def test_an_altered_zone_holds_no_more():
    assert not any(holds(_altered(Random(seed), alike).rows) for seed in range(60) for alike in (True, False))


def test_a_picture_comes_from_its_seed():
    assert REFUSED["nothing"](3).image == REFUSED["nothing"](3).image != REFUSED["nothing"](4).image


def test_another_reader_gets_the_free_repair():
    read = [
        "REPUBLIC 1",
        "I<UT0D231458907<<<<<<<<<<<<<",
        "74O8122F12O4159UTO<<<<<<<<<<<6",
        "ERIK5SON<<ANNA<MARIA<<<<<<<<<<",
    ]
    assert zone_of(read) == () and repaired(read) == CARD
    assert zone_of(["noise", *(row.lower() for row in CARD), ""]) == CARD
