"""Times on the country's own clock, and ages in words with the plural that Arabic asks for."""

from __future__ import annotations

from datetime import datetime, timedelta

from portal.web.page_frame import say, wording
from shubbak.domain.calendar import local_time
from shubbak.domain.months import month_name
from shubbak.domain.text import Language, Text, isolate

_UNITS = (("day", timedelta(days=1)), ("hour", timedelta(hours=1)), ("minute", timedelta(minutes=1)))


def spoken_time(at: datetime, country: str) -> Text:
    """Write a time as people of the country read it: their clock, the month by its name."""
    local = local_time(at, country)
    month = month_name(local.month, country)
    day, year, clock = (isolate(part) for part in (str(local.day), str(local.year), f"{local:%H:%M}"))
    return say("time", day=Text(day, day), month=month, year=Text(year, year), clock=Text(clock, clock))


def spoken_age(age: timedelta, language: Language) -> str:
    """Return an age such as "3 hours"; less than a minute in seconds."""
    for unit, span in _UNITS:
        if age >= span:
            return _counted(unit, age // span, language)
    return _counted("second", max(1, age // timedelta(seconds=1)), language)


def spoken_ago(age: timedelta, language: Language) -> str:
    """Return how long ago something was; what is younger than a minute is now."""
    if age < timedelta(minutes=1):
        return wording().say("fleet.age.now", language)
    return wording().say("fleet.age.ago", language, age=spoken_age(age, language))


def _counted(unit: str, number: int, language: Language) -> str:
    return wording().say(f"fleet.age.{unit}.{_form(number)}", language, n=isolate(str(number)))


def _form(number: int) -> str:
    """Return which of Arabic's forms a number takes (CLDR's rule for ar, without its zero)."""
    if number in (1, 2):
        return ("one", "two")[number - 1]
    tail = number % 100
    if 3 <= tail <= 10:
        return "few"
    return "many" if tail >= 11 else "other"
