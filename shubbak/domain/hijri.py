"""Days in the Umm al-Qura calendar, the official Hijri calendar, and the words they are said in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from shubbak.domain.text import Language, Text, isolate

#: Years that can only be Hijri ones: nobody who comes to a counter means the year 1447 of the Gregorian calendar.
HIJRI_YEARS = range(1300, 1501)
#: The published tables begin with this year.
FIRST_HIJRI_YEAR = 1343

MONTHS = (
    Text("محرم", "Muharram"),
    Text("صفر", "Safar"),
    Text("ربيع الأول", "Rabi al-Awwal"),
    Text("ربيع الآخر", "Rabi al-Akhir"),
    Text("جمادى الأولى", "Jumada al-Ula"),
    Text("جمادى الآخرة", "Jumada al-Akhirah"),
    Text("رجب", "Rajab"),
    Text("شعبان", "Shaban"),
    Text("رمضان", "Ramadan"),
    Text("شوال", "Shawwal"),
    Text("ذو القعدة", "Dhu al-Qadah"),
    Text("ذو الحجة", "Dhu al-Hijjah"),
)


@dataclass(frozen=True, slots=True)
class HijriDay:
    """One day of the Umm al-Qura calendar; months count from 1."""

    year: int
    month: int
    day: int


def to_hijri(day: date) -> HijriDay | None:
    """Return the Hijri day, or None where the published tables do not reach (before 1924 and after 2077)."""
    # Here and below: the tables are long, and a kiosk's first picture does not wait for them.
    from hijridate import Gregorian

    try:
        return HijriDay(*Gregorian(day.year, day.month, day.day).to_hijri().datetuple())
    except (ValueError, OverflowError):
        return None


def from_hijri(year: int, month: int, day: int) -> date | None:
    """Return the Gregorian day, or None for a day that the published tables (1343 to 1500) do not have."""
    from hijridate import Hijri

    try:
        return date(*Hijri(year, month, day).to_gregorian().datetuple())
    except (ValueError, OverflowError):
        return None


def hijri_words(day: HijriDay, language: Language) -> str:
    """Return the day in words, such as 12 رمضان 1447هـ, its figures isolated."""
    month, era = MONTHS[day.month - 1].say(language), Text("هـ", " AH").say(language)
    return f"{isolate(str(day.day))} {month} {isolate(str(day.year))}{era}"
