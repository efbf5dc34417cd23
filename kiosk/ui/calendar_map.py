"""A day in two calendars, as the field for dates takes it."""

from __future__ import annotations

from datetime import date

from kiosk.ui.day_words import day_words
from shubbak.domain.hijri import HIJRI_YEARS, MONTHS, HijriDay, from_hijri, hijri_words, to_hijri
from shubbak.domain.text import Language
from shubbak.domain.wording import Wording


def months(language: Language) -> list[str]:
    """Return the names of the twelve Hijri months."""
    return [month.say(language) for month in MONTHS]


def calendars(raw: str, language: Language, wording: Wording) -> dict[str, str]:
    """Return in which calendar a whole day was typed, and the same day in the other one; nothing before it is whole."""
    nothing = {"calendar": "gregorian", "otherCalendar": "", "otherValue": ""}
    try:
        year, month, day = (int(part) for part in raw.split("-"))
        if year in HIJRI_YEARS:
            found = from_hijri(year, month, day)
            return (
                _other("hijri", found.isoformat(), day_words(found.isoformat(), language, wording))
                if found
                else nothing
            )
        same = to_hijri(date(year, month, day))
    except ValueError:
        return nothing
    return _other("gregorian", _written(same), hijri_words(same, language)) if same else nothing


def _other(calendar: str, value: str, words: str) -> dict[str, str]:
    return {"calendar": calendar, "otherCalendar": words, "otherValue": value}


def _written(day: HijriDay) -> str:
    return f"{day.year}-{day.month:02}-{day.day:02}"
