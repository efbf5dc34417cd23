"""Check digits and columns, on the examples that ICAO prints in Doc 9303."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shubbak.domain.mrz_zone import ALPHABET, check_digit, columns, shape_of

TD1 = ("I<UTOD231458907<<<<<<<<<<<<<<<", "7408122F1204159UTO<<<<<<<<<<<6", "ERIKSSON<<ANNA<MARIA<<<<<<<<<<")
TD1_LONG = ("I<UTOD23145890<7349<<<<<<<<<<<", "3407127M9507122UTO<<<<<<<<<<<2", "STEVENSON<<PETER<JOHN<<<<<<<<<")
TD2 = ("I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "D231458907UTO7408122F1204159<<<<<<<6")
TD2_LONG = ("I<UTOSTEVENSON<<PETER<JOHN<<<<<<<<<<", "D23145890<UTO3407127M95071227349<<<8")
TD3 = ("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10")


@pytest.mark.parametrize(("text", "digit"), [("520727", "3"), ("AB2134<<<", "5"), ("<<<<<<", "0")])
def test_the_digit_of_the_standards_own_examples(text, digit):
    assert check_digit(text) == digit


@pytest.mark.parametrize(
    ("lines", "kind"), [(TD1, "TD1"), (TD1_LONG, "TD1"), (TD2, "TD2"), (TD2_LONG, "TD2"), (TD3, "TD3")]
)
def test_the_standards_own_specimens_hold(lines, kind):
    zone = columns(lines)
    assert zone is not None
    assert zone.kind == kind
    assert zone.holds()


@pytest.mark.parametrize("lines", [TD1_LONG, TD2_LONG])
def test_a_long_number_runs_on_into_the_optional_data(lines):
    zone = columns(lines)
    assert zone is not None
    assert zone.number == "D23145890734"


def test_an_empty_optional_field_of_a_passport_may_have_a_filler_for_its_digit():
    second = "L898902C36UTO7408122F1204159" + "<" * 15
    for filler in ("<", "0"):
        body = second[:42] + filler
        whole = body + check_digit(body[0:10] + body[13:20] + body[21:43])
        zone = columns((TD3[0], whole))
        assert zone is not None
        assert zone.holds()


@given(data=st.data(), lines=st.sampled_from([TD1, TD1_LONG, TD2, TD2_LONG, TD3]))
def test_one_wrong_digit_in_a_checked_column_never_holds(data, lines):
    """Dates and printed check digits are digits; changing any one by any amount must break a check."""
    zone_line = 0 if lines[0][5:14] == "D23145890" else 1
    line = lines[zone_line]
    spots = [i for i, char in enumerate(line) if char.isdigit() and (zone_line == 0 or i not in (10, 11, 12))]
    spot = data.draw(st.sampled_from(spots))
    other = data.draw(st.sampled_from([d for d in "0123456789" if d != line[spot]]))
    changed = tuple(line[:spot] + other + line[spot + 1 :] if i == zone_line else text for i, text in enumerate(lines))
    zone = columns(changed)
    assert zone is not None
    assert not zone.holds()


@given(st.lists(st.text(alphabet=ALPHABET, max_size=50), max_size=4))
def test_any_other_shape_is_no_zone(lines):
    lengths = tuple(map(len, lines))
    assert bool(shape_of(tuple(lines))) == (lengths in [(30, 30, 30), (36, 36), (44, 44)])


def test_small_letters_are_no_zone():
    assert columns(tuple(line.lower() for line in TD3)) is None
