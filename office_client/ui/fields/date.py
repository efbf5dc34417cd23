"""A day, typed the way people write it: day first."""

from __future__ import annotations

import re

from office_client.ui.fields.line_answer import LineAnswer

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


class DateAnswer(LineAnswer):
    """A line and not a calendar: eight digits are faster than any calendar, and a birth year is far to page to."""

    code = True
    breadth = 150

    def shown(self, raw: str) -> str:
        found = _ISO.fullmatch(raw)
        return f"{found[3]}/{found[2]}/{found[1]}" if found else raw

    def unit(self) -> str:
        return self.wording.say("office.field.date")


WIDGET = DateAnswer
