"""A calendar day, kept as ISO 8601 text and typed the way people write it: day first, in either digits and calendar."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping

from shubbak.domain.application import Answer
from shubbak.domain.hijri import FIRST_HIJRI_YEAR, HIJRI_YEARS, from_hijri, hijri_words, to_hijri
from shubbak.domain.text import Language, ascii_digits, isolate
from shubbak.fields.kind import FactType, Keyboard, Limit, Question, RuleType, Wrong, answered, masked, word_rule

_PARTS = re.compile(r"(\d{1,4})[-/.\s،,]+(\d{1,2})[-/.\s،,]+(\d{1,4})")
_RUN = re.compile(r"\d{8}")
_FIRST_YEAR, _LAST_YEAR = 1850, 2150
_FIRST_DAY, _LAST_DAY = f"{_FIRST_YEAR}-01-01", f"{_LAST_YEAR}-12-31"


class DateKind:
    """A day from `min` to `max` (both included); 5/3/2026, 2026-03-05 and 05032026 are one day.

    Where `hijri` is true, a year from 1300 to 1500 is one of the Umm al-Qura calendar; the day is kept as Gregorian.
    """

    name = "date"
    asks = True
    fact_type: FactType = "string"
    keyboard: Keyboard = "digits"
    empty = ""
    rules: Mapping[str, RuleType] = {"min": "date", "max": "date", "hijri": "flag"}
    limits: Mapping[str, Limit] = {
        "min": Limit(_FIRST_DAY, _LAST_DAY, _FIRST_DAY),
        "max": Limit(_FIRST_DAY, _LAST_DAY, _LAST_DAY),
    }

    def parse(self, field: Question, untrusted_raw: str) -> Answer | Wrong:
        return answered(field, untrusted_raw, self.empty, _read)

    def write(self, field: Question, answer: Answer) -> str:
        return str(answer)

    def show(self, field: Question, answer: Answer, language: Language) -> str:
        other = other_calendar(str(answer), language) if answer and takes_hijri(field) else ""
        return f"{isolate(_people(str(answer)))} ({other})" if other else isolate(_people(str(answer)))

    def redact(self, answer: Answer) -> str:
        return masked(str(answer))


def takes_hijri(field: Question) -> bool:
    """Whether the question takes and shows days of the Umm al-Qura calendar."""
    return field.rules.get("hijri") is True


def other_calendar(iso: str, language: Language) -> str:
    """Return a kept day in the words of the Umm al-Qura calendar, or "" where its tables do not reach."""
    try:
        hijri = to_hijri(datetime.date.fromisoformat(iso))
    except ValueError:
        return ""
    return hijri_words(hijri, language) if hijri else ""


def _people(iso: str) -> str:
    return "/".join(reversed(iso.split("-")))


def _read(field: Question, text: str) -> Answer | Wrong:
    found = _numbers(ascii_digits(text))
    if found is None:
        return Wrong("answer-date")
    year, month, day = found
    if year < 100:
        return Wrong("answer-date-year")
    if year in HIJRI_YEARS:
        return _read_hijri(field, year, month, day)
    if not _is_day(year, month, day):
        return Wrong("answer-date")
    return _within(field, datetime.date(year, month, day).isoformat())


def _read_hijri(field: Question, year: int, month: int, day: int) -> Answer | Wrong:
    if not takes_hijri(field) or year < FIRST_HIJRI_YEAR:
        return Wrong("answer-date-hijri")
    found = from_hijri(year, month, day)
    return _within(field, found.isoformat()) if found else Wrong("answer-date")


def _numbers(text: str) -> tuple[int, int, int] | None:
    """Return year, month and day as they were meant, or None where there are not three numbers."""
    if _RUN.fullmatch(text):
        day_first = int(text[4:]), int(text[2:4]), int(text[:2])
        # Never both: a day-first run has a year's century (13 to 21) where the other reading has its month.
        hijri = day_first[0] in HIJRI_YEARS and day_first[1] <= 12
        return day_first if hijri or _is_day(*day_first) else (int(text[:4]), int(text[4:6]), int(text[6:]))
    parts = _PARTS.fullmatch(text.strip())
    if parts is None:
        return None
    first, middle, last = parts.groups()
    return (int(first), int(middle), int(last)) if len(first) > 2 else (int(last), int(middle), int(first))


def _is_day(year: int, month: int, day: int) -> bool:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return False
    try:
        datetime.date(year, month, day)
    except ValueError:
        return False
    return True


def _within(field: Question, iso: str) -> Answer | Wrong:
    least, most = word_rule(field, "min"), word_rule(field, "max")
    if least and iso < least:
        return Wrong("answer-date-early", {"min": isolate(_people(least))})
    if most and iso > most:
        return Wrong("answer-date-late", {"max": isolate(_people(most))})
    return iso


KIND = DateKind()
