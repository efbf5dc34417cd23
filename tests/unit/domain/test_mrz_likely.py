"""A right zone with a few letters of its names in doubt: whether a person may settle it, and which letters they are."""

from datetime import date

import pytest

from shubbak.domain.mrz import parse_zone
from shubbak.domain.mrz_gate import Doubt
from shubbak.domain.mrz_likely import DoubtedLetters, doubted_letters, likely_document

CARD = ("I<UTOD231458907<<<<<<<<<<<<<<<", "7408122F1204159UTO<<<<<<<<<<<6", "ERIKSSON<<ANNA<MARIA<<<<<<<<<<")
PASSPORT = ("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10")
FRENCH = ("IDFRABERTHIER<<<<<<<<<<<<<<<<<<<<<<<", "9409923102854CORINNE<<<<<<<6512068F4")


def unsure(*places):
    return tuple(Doubt(line, column, "unsure") for line, column in places)


def likely(doubts, lines=CARD, certainty=0.8):
    table = [[certainty] * len(line) for line in lines]
    return likely_document(lines, table, parse_zone(lines, date(2026, 3, 1)).document, doubts)


@pytest.mark.parametrize("lines", [CARD, PASSPORT])
def test_up_to_three_letters_of_the_names_are_a_persons_to_settle(lines):
    row, begin = (2, 0) if lines is CARD else (0, 5)
    for count in (1, 2, 3):
        found = likely(unsure(*((row, begin + place) for place in range(count))), lines)
        assert found is not None
        assert (found.surname, found.given_names) == ("ERIKSSON", "ANNA MARIA")
    assert likely(unsure(*((row, begin + place) for place in range(4))), lines) is None


@pytest.mark.parametrize(
    "doubt",
    [
        Doubt(2, 3, "covered"),
        Doubt(1, 6, "check-digit"),
        Doubt(2, 0, "impossible"),
        Doubt(0, 2, "unsure"),
        Doubt(0, 7, "unsure"),
        Doubt(1, 7, "unsure"),
        Doubt(1, 15, "unsure"),
    ],
)
def test_any_other_doubt_is_not(doubt):
    assert likely((doubt,)) is None
    assert likely((*unsure((2, 3)), doubt)) is None


def test_a_letter_that_is_a_mere_guess_is_not_a_persons_to_confirm():
    assert likely(unsure((2, 3)), certainty=0.5) is not None
    assert likely(unsure((2, 3)), certainty=0.49) is None


def test_without_a_doubt_there_is_nothing_to_ask():
    assert likely(()) is None


def test_lines_whose_digits_do_not_hold_are_no_document():
    assert likely(unsure((2, 3)), (CARD[0], CARD[1].replace("7408122", "7408123"), CARD[2])) is None
    assert likely(unsure((0, 0)), ("NO", "ZONE")) is None


@pytest.mark.parametrize(
    ("place", "letters"),
    [
        ((2, 0), DoubtedLetters(surname=(0,))),
        ((2, 7), DoubtedLetters(surname=(7,))),
        ((2, 8), DoubtedLetters(surname=(8,))),
        ((2, 9), DoubtedLetters(surname=(8,))),
        ((2, 10), DoubtedLetters(given_names=(0,))),
        ((2, 14), DoubtedLetters(given_names=(4,))),
        ((2, 15), DoubtedLetters(given_names=(5,))),
        ((2, 20), DoubtedLetters(given_names=(10,))),
    ],
)
def test_a_doubt_stands_where_its_letter_is_spelt(place, letters):
    """ "ANNA MARIA": 4 is the space between the two, 10 what may follow the last letter."""
    assert doubted_letters(CARD, unsure(place)) == letters


def test_a_card_without_given_names_has_them_in_its_surname():
    lines = (CARD[0], CARD[1], "AL<HAKIM<<<<<<<<<<<<<<<<<<<<<<")
    assert doubted_letters(lines, unsure((2, 3), (2, 7))) == DoubtedLetters(surname=(3, 7))


def test_a_passport_and_the_old_french_card_have_their_names_elsewhere():
    assert doubted_letters(PASSPORT, unsure((0, 6), (0, 15))) == DoubtedLetters((1,), (0,))
    assert doubted_letters(FRENCH, unsure((0, 6), (1, 14))) == DoubtedLetters((1,), (1,))


def test_lines_of_no_zone_have_no_names():
    assert doubted_letters((), ()) == DoubtedLetters()
