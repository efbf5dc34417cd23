"""A national or civil number."""

from __future__ import annotations

from office_client.ui.fields.line_answer import LineAnswer


class NationalIdAnswer(LineAnswer):
    """As wide as the longest of the four countries' numbers."""

    code = True
    breadth = 220


WIDGET = NationalIdAnswer
