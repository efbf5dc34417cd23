"""What keeps a zone from being believed, and where."""

import pytest

from shubbak.domain.mrz_gate import AFTER_LOOKS, AT_A_GLANCE, Doubt, find_doubts

CARD = ("I<UTOD231458907<<<<<<<<<<<<<<<", "7408122F1204159UTO<<<<<<<<<<<6", "ERIKSSON<<ANNA<MARIA<<<<<<<<<<")


def sure(changes=()):
    table = [[1.0] * 30 for _ in CARD]
    for line, column, certainty in changes:
        table[line][column] = certainty
    return table


def doubts(*changes, lines=CARD, demands=AFTER_LOOKS):
    return find_doubts("TD1", lines, sure(changes), demands)


def test_what_is_sure_and_holds_is_believed():
    assert doubts() == ()


@pytest.mark.parametrize(
    ("place", "reason"), [((2, 3, 0.5), "unsure"), ((2, 3, 0.0), "covered"), ((0, 2, 0.0), "covered")]
)
def test_a_letter_must_be_sure_by_itself(place, reason):
    assert doubts(place) == (Doubt(place[0], place[1], reason),)


def test_a_state_that_stands_there_twice_speaks_for_itself():
    assert doubts((0, 2, 0.5)) == doubts((1, 16, 0.5)) == ()
    assert doubts((0, 2, 0.5), (1, 15, 0.5)) == (Doubt(0, 2, "unsure"), Doubt(1, 15, "unsure"))


def test_a_state_of_a_holder_from_elsewhere_must_be_sure_by_itself():
    foreigner = (CARD[0], CARD[1].replace("UTO", "UGA"), CARD[2])
    assert Doubt(0, 2, "unsure") in doubts((0, 2, 0.5), lines=foreigner)


def test_a_digit_has_its_check_digit_behind_it():
    assert doubts((1, 2, 0.85)) == ()
    assert doubts((1, 2, 0.7)) == (Doubt(1, 2, "unsure"),)  # a letter printed for it leaves so much


def test_a_check_digit_that_does_not_hold_is_named_with_its_place():
    wrong = (CARD[0], CARD[1].replace("7408122", "7408123"), CARD[2])
    assert Doubt(1, 6, "check-digit") in doubts(lines=wrong)


def test_an_odd_letter_of_a_name_must_be_surer_than_others():
    odd = (CARD[0], CARD[1], "ERIKSSON<<ANNA<K<<<<<<<<<<<<<<")
    assert doubts((2, 15, 0.9), lines=odd) == (Doubt(2, 15, "unsure"),)
    assert doubts((2, 10, 0.9), lines=odd) == ()


def test_a_thumb_over_the_fillers_behind_the_names_hides_nothing():
    assert doubts(*((2, column, 0.0) for column in range(22, 30))) == ()
    assert Doubt(2, 21, "covered") in doubts((2, 21, 0.0))


def test_one_look_must_be_surer_than_several():
    assert doubts((2, 2, 0.93)) == ()
    assert doubts((2, 2, 0.93), demands=AT_A_GLANCE) == (Doubt(2, 2, "unsure"),)


def test_a_letter_that_is_seldom_doubted_when_right_must_be_surer():
    assert doubts((2, 3, 0.9)) == (Doubt(2, 3, "unsure"),)
    assert doubts((2, 2, 0.9)) == ()


@pytest.mark.parametrize(("char", "certainty", "believed"), [("8", 0.98, True), ("0", 0.98, False), ("O", 0.98, False)])
def test_an_oval_among_the_optional_data_of_a_visa_must_be_surer_as_no_digit_guards_it(char, certainty, believed):
    visa = ("V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", f"L8988901C4XXX4009078F96121096ZE184{char}26B<<<<<<")
    table = [[1.0] * 44, [1.0] * 44]
    table[1][34] = certainty
    assert (find_doubts("MRV-A", visa, table, AFTER_LOOKS) == ()) is believed


def test_two_ovals_that_may_be_others_together_must_be_surer_among_letters():
    card = ("IDKWT505DS60919A78889547<<<<<<", "9611238F2404130KWT<<<<<<<<<<<8", "LEFEBVRE<<ANNE<SOPHIE<<<<<<<<<")
    assert doubts(lines=card) == ()
    assert doubts((0, 6, 0.9934), (0, 11, 0.9883), lines=card) == (Doubt(0, 11, "unsure"),)
    assert doubts((0, 6, 0.9883), lines=card) == ()  # alone its digit would notice
