"""Working days are counted from the day after, past Fridays and Saturdays."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shubbak.domain.calendar import working_days_later
from shubbak.domain.months import weekday_name
from shubbak.domain.text import Text
from shubbak.forms.duration import expected_by
from shubbak.forms.service import Duration, Verified

SUNDAY, THURSDAY = date(2026, 11, 22), date(2026, 11, 26)
WORDS = Text("مدة", "time")


@pytest.mark.parametrize(
    ("day", "count", "then"),
    [
        (SUNDAY, 0, SUNDAY),
        (SUNDAY, 1, date(2026, 11, 23)),
        (SUNDAY, 4, THURSDAY),
        (SUNDAY, 5, date(2026, 11, 29)),
        (THURSDAY, 1, date(2026, 11, 29)),
        (date(2026, 11, 27), 1, date(2026, 11, 29)),  # taken at a kiosk on a Friday
        (date(2026, 12, 30), 3, date(2027, 1, 4)),
    ],
)
def test_the_days_of_rest_are_left_out(day: date, count: int, then: date) -> None:
    assert {working_days_later(day, count, country) for country in ("jo", "KW", "om", "sa")} == {then}


@given(st.dates(date(2020, 1, 1), date(2090, 1, 1)), st.integers(1, 250))
def test_it_ends_on_a_working_day_with_so_many_behind_it(day: date, count: int) -> None:
    then = working_days_later(day, count, "jo")
    between = [day + timedelta(days=place) for place in range(1, (then - day).days + 1)]
    assert then.weekday() not in (4, 5)
    assert sum(one.weekday() not in (4, 5) for one in between) == count


@pytest.mark.parametrize(
    ("hours", "dated", "day"),
    [
        (40, True, date(2026, 11, 29)),
        (41, True, date(2026, 11, 30)),  # a day begun counts
        (8, True, date(2026, 11, 23)),
        (7, True, None),
        (0, True, None),
        (40, False, None),
    ],
)
def test_a_service_names_a_day_where_it_counts_its_time_in_days(hours: int, dated: bool, day: date | None) -> None:
    assert expected_by(Duration(WORDS, hours, Verified.SAMPLE, dated), SUNDAY, "kw") == day


def test_days_of_the_week_have_their_names() -> None:
    assert weekday_name(SUNDAY) == Text("الأحد", "Sunday")
    assert weekday_name(THURSDAY) == Text("الخميس", "Thursday")
