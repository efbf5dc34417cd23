"""The local day of each country; fees, ages and expiries are judged on it, never on UTC's day."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

#: Hours ahead of UTC; none of the four has summer time (Jordan stopped changing its clocks in October 2022).
_OFFSETS = {"jo": 3, "kw": 3, "sa": 3, "om": 4}


def local_time(now: datetime, country: str) -> datetime:
    """Return an aware UTC time on the country's wall clock.

    country: ISO 3166-1 alpha-2 in either case; an unknown one reads as UTC+3.
    """
    return now.astimezone(timezone(timedelta(hours=_OFFSETS.get(country.lower(), 3))))


def local_date(now: datetime, country: str) -> date:
    """Return the country's date at an aware UTC time."""
    return local_time(now, country).date()
