"""The day by which a request should be done, where a service counts its time in working days."""

from __future__ import annotations

from datetime import date

from shubbak.domain.calendar import working_days_later
from shubbak.forms.service import Duration

_HOURS_A_DAY = 8


def expected_by(duration: Duration, taken_on: date, country: str) -> date | None:
    """Return the last of the working days that a service takes, counted from the day after it was asked for.

    None where it takes less than a working day, or where its time hangs on something besides (`dated` is false).
    """
    if not duration.dated or duration.hours < _HOURS_A_DAY:
        return None
    return working_days_later(taken_on, -(-duration.hours // _HOURS_A_DAY), country)
