"""A day in two calendars, as the field for dates takes it."""

from __future__ import annotations

from datetime import date
from typing import Any

from shubbak.domain.hijri import HIJRI_YEARS, MONTHS, HijriDay, from_hijri, hijri_words, to_hijri
from shubbak.domain.months import day_words, months_of
from shubbak.domain.text import Language


def month_lists(language: Language, country: str, *, hijri: bool = False) -> dict[str, Any]:
    """Return the names of the months that a field for dates offers; with hijri, those of both calendars."""
    lists: dict[str, Any] = {"months": [month.say(language) for month in months_of(country)]}
    return {**lists, "hijri": True, "hijriMonths": [month.say(language) for month in MONTHS]} if hijri else lists


def calendars(raw: str, language: Language, country: str) -> dict[str, str]:
    """Return in which calendar a whole day was typed, and the same day in the other one; nothing before it is whole."""
    nothing = {"calendar": "gregorian", "otherCalendar": "", "otherValue": ""}
    try:
        year, month, day = (int(part) for part in raw.split("-"))
        if year in HIJRI_YEARS:
            found = from_hijri(year, month, day)
            if found is None:
                return nothing
            return _other("hijri", found.isoformat(), day_words(found.isoformat(), language, country))
        same = to_hijri(date(year, month, day))
    except ValueError:
        return nothing
    return _other("gregorian", _written(same), hijri_words(same, language)) if same else nothing


def _other(calendar: str, value: str, words: str) -> dict[str, str]:
    return {"calendar": calendar, "otherCalendar": words, "otherValue": value}


def _written(day: HijriDay) -> str:
    return f"{day.year}-{day.month:02}-{day.day:02}"
