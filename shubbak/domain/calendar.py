"""The local day of each country, on which fees, ages and expiries are judged, never on UTC's; and its working days."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

#: Hours ahead of UTC; none of the four has summer time (Jordan stopped changing its clocks in October 2022).
_OFFSETS = {"jo": 3, "kw": 3, "sa": 3, "om": 4}
_FRIDAY_AND_SATURDAY = (4, 5)
#: Days of the week without work in public offices, Monday being 0: the same in all four countries.
_REST_DAYS = dict.fromkeys(("jo", "kw", "sa", "om"), _FRIDAY_AND_SATURDAY)


def local_time(now: datetime, country: str) -> datetime:
    """Return an aware UTC time on the country's wall clock.

    country: ISO 3166-1 alpha-2 in either case; an unknown one reads as UTC+3.
    """
    return now.astimezone(timezone(timedelta(hours=_OFFSETS.get(country.lower(), 3))))


def local_date(now: datetime, country: str) -> date:
    """Return the country's date at an aware UTC time."""
    return local_time(now, country).date()


def working_days_later(day: date, count: int, country: str) -> date:
    """Return the working day that comes `count` working days after a day, which is not counted itself.

    Public holidays are not known here: those of the moon are announced a day before, so whoever prints the day says
    that it moves with them. country: as in `local_time`; an unknown one rests on Friday and Saturday too.
    """
    rest = _REST_DAYS.get(country.lower(), _FRIDAY_AND_SATURDAY)
    while count > 0:
        day += timedelta(days=1)
        count -= day.weekday() not in rest
    return day
