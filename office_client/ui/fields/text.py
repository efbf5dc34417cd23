"""A line of words."""

from __future__ import annotations

from office_client.ui.fields.line_answer import LineAnswer


class TextAnswer(LineAnswer):
    """The line leans to the side of the language that is typed."""

    breadth = 420


WIDGET = TextAnswer
