"""The names of the months as a country writes them, Jordan those of the Levant, and of the days of the week."""

from __future__ import annotations

from datetime import date

from shubbak.domain.text import Language, Text, isolate

#: English, from Latin, of the Levant.
_NAMES = (
    ("January", "يناير", "كانون الثاني"),
    ("February", "فبراير", "شباط"),
    ("March", "مارس", "آذار"),
    ("April", "أبريل", "نيسان"),
    ("May", "مايو", "أيار"),
    ("June", "يونيو", "حزيران"),
    ("July", "يوليو", "تموز"),
    ("August", "أغسطس", "آب"),
    ("September", "سبتمبر", "أيلول"),
    ("October", "أكتوبر", "تشرين الأول"),
    ("November", "نوفمبر", "تشرين الثاني"),
    ("December", "ديسمبر", "كانون الأول"),
)

#: From Monday on, as `date.weekday` counts.
_WEEKDAYS = (
    Text("الإثنين", "Monday"),
    Text("الثلاثاء", "Tuesday"),
    Text("الأربعاء", "Wednesday"),
    Text("الخميس", "Thursday"),
    Text("الجمعة", "Friday"),
    Text("السبت", "Saturday"),
    Text("الأحد", "Sunday"),
)


def months_of(country: str = "") -> tuple[Text, ...]:
    """Return the twelve names. country: ISO 3166-1 alpha-2 in either case, "" where none is known."""
    levant = country.upper() == "JO"
    return tuple(Text(levantine if levant else latin, english) for english, latin, levantine in _NAMES)


def month_name(month: int, country: str = "") -> Text:
    """Return the name of a month, counted from 1; country as in `months_of`."""
    return months_of(country)[month - 1]


def weekday_name(day: date) -> Text:
    """Return the name of a day of the week."""
    return _WEEKDAYS[day.weekday()]


def day_words(iso: str, language: Language, country: str = "") -> str:
    """Return an ISO 8601 day as "5 March 2026", each number in an isolate; "" for ""."""
    if not iso:
        return ""
    year, month, day = iso.split("-")
    return f"{isolate(str(int(day)))} {month_name(int(month), country).say(language)} {isolate(year)}"
