"""National numbers are told well-formed from ill-formed, and nothing more is claimed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shubbak.domain.national_number import kuwait_check_digit, national_number_fault


@pytest.mark.parametrize(
    ("country", "digits", "fault"),
    [
        ("KW", "288020122596", ""),
        ("KW", "227081660516", ""),
        ("KW", "292091998298", ""),
        ("KW", "290010100011", ""),
        ("KW", "310010100105", ""),
        ("KW", "288020122597", "check"),
        ("KW", "28802012259", "length"),
        ("SA", "1000000008", ""),
        ("SA", "1098765439", ""),
        ("SA", "2000000006", ""),
        ("SA", "2123456788", ""),
        ("SA", "1000000000", "check"),
        ("SA", "3000000004", "first"),
        ("SA", "100000000", "length"),
        ("JO", "9871012345", ""),
        ("JO", "98710123456", "length"),
        ("OM", "12345", ""),
        ("OM", "12345678", ""),
        ("OM", "1234", "length"),
        ("OM", "123456789", "length"),
        ("JO", "98710١2345", "length"),
        ("JO", "98710a2345", "length"),
    ],
)
def test_numbers_and_their_faults(country: str, digits: str, fault: str) -> None:
    assert national_number_fault(country, digits) == fault


def test_border_numbers_are_taken_where_configured() -> None:
    assert national_number_fault("SA", "3000000004", "12345") == ""


def test_kuwaiti_numbers_whose_check_would_be_ten_or_eleven_do_not_exist() -> None:
    unusable = [
        f"2900101{serial:04d}" for serial in range(10_000) if kuwait_check_digit(f"2900101{serial:04d}") is None
    ]
    assert len(unusable) == 1819
    assert all(
        national_number_fault("KW", first + digit) == "check" for first in unusable[:50] for digit in "0123456789"
    )


@given(st.sampled_from(["288020122596", "310010100105"]), st.integers(0, 11), st.integers(1, 9))
def test_one_wrong_digit_of_a_kuwaiti_number_shows(number: str, place: int, shift: int) -> None:
    wrong = str((int(number[place]) + shift) % 10)
    assert national_number_fault("KW", number[:place] + wrong + number[place + 1 :]) == "check"


@given(st.sampled_from(["1098765439", "2123456788"]), st.integers(1, 9), st.integers(1, 9))
def test_one_wrong_digit_of_a_saudi_number_shows(number: str, place: int, shift: int) -> None:
    wrong = str((int(number[place]) + shift) % 10)
    assert national_number_fault("SA", number[:place] + wrong + number[place + 1 :]) == "check"
