"""A whole number with its unit."""

from __future__ import annotations

from office_client.ui.fields.line_answer import LineAnswer
from shubbak.domain.text import Text


class NumberAnswer(LineAnswer):
    """A short line and the unit's word behind it."""

    code = True
    breadth = 140

    def unit(self) -> str:
        unit = self.field.rules.get("unit")
        return self.wording.read(unit) if isinstance(unit, Text) else ""


WIDGET = NumberAnswer
