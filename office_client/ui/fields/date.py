"""A day, typed the way people write it: day first, in either calendar where the question takes both."""

from __future__ import annotations

import re

from office_client.ui.fields.line_answer import LineAnswer
from office_client.ui.office_wording import OfficeWording
from shubbak.domain.months import day_words
from shubbak.domain.text import ascii_digits
from shubbak.fields import kinds
from shubbak.fields.date import other_calendar, takes_hijri
from shubbak.forms.service import Field

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


class DateAnswer(LineAnswer):
    """A line and not a calendar: eight digits are faster than any calendar, and a birth year is far to page to.

    Where days are Hijri ones too, the same day in the other calendar stands behind the line.
    """

    code = True
    breadth = 150

    def __init__(self, field: Field, wording: OfficeWording) -> None:
        super().__init__(field, wording)
        self.line.textChanged.connect(lambda _: self.speak())

    def shown(self, raw: str) -> str:
        found = _ISO.fullmatch(raw)
        return f"{found[3]}/{found[2]}/{found[1]}" if found else raw

    def unit(self) -> str:
        if not takes_hijri(self.field):
            return self.wording.say("office.field.date")
        other = self._other_day()
        return (
            self.wording.say("controls.same_day", day=other) if other else self.wording.say("office.field.both_dates")
        )

    def _other_day(self) -> str:
        """Return the day in the calendar that it was not typed in, "" while it is not whole."""
        day = kinds()["date"].parse(self.field, self.raw)
        found = _ISO.fullmatch(day) if isinstance(day, str) else None
        if found is None:
            return ""
        if found[1] in ascii_digits(self.raw):
            return other_calendar(found[0], self.wording.language)
        return day_words(found[0], self.wording.language)


WIDGET = DateAnswer
