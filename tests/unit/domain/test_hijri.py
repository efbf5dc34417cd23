"""Hijri days follow the Umm al-Qura tables, both ways, and have their names."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shubbak.domain.hijri import HijriDay, from_hijri, hijri_words, to_hijri
from shubbak.domain.text import LRI, PDI, Language


@pytest.mark.parametrize(
    ("hijri", "day"),
    [
        ((1446, 9, 1), date(2025, 3, 1)),
        ((1447, 1, 1), date(2025, 6, 26)),
        ((1445, 10, 1), date(2024, 4, 10)),
        ((1343, 1, 1), date(1924, 8, 1)),
    ],
    ids=["ramadan", "new-year", "eid", "first-day-of-the-tables"],
)
def test_known_days_are_the_same_day_in_both_calendars(hijri: tuple[int, int, int], day: date) -> None:
    assert from_hijri(*hijri) == day
    assert to_hijri(day) == HijriDay(*hijri)


@pytest.mark.parametrize("hijri", [(1447, 13, 1), (1447, 0, 1), (1447, 9, 31), (1342, 1, 1), (1501, 1, 1), (-5, 1, 1)])
def test_a_day_that_the_tables_do_not_have_is_none(hijri: tuple[int, int, int]) -> None:
    assert from_hijri(*hijri) is None


@pytest.mark.parametrize("day", [date(1924, 7, 31), date(2090, 1, 1)])
def test_a_day_outside_the_tables_has_no_hijri_day(day: date) -> None:
    assert to_hijri(day) is None


@given(st.dates(date(1924, 8, 1), date(2077, 11, 16)))
def test_every_day_of_the_tables_comes_back(day: date) -> None:
    hijri = to_hijri(day)
    assert hijri is not None
    assert from_hijri(hijri.year, hijri.month, hijri.day) == day


def test_a_day_is_said_in_both_languages_with_its_figures_isolated() -> None:
    assert hijri_words(HijriDay(1447, 9, 12), Language.AR) == f"{LRI}12{PDI} رمضان {LRI}1447{PDI}هـ"
    assert hijri_words(HijriDay(1447, 9, 12), Language.EN) == f"{LRI}12{PDI} Ramadan {LRI}1447{PDI} AH"
