"""A person's name in Arabic letters."""

from __future__ import annotations

from office_client.ui.fields.line_answer import LineAnswer


class ArabicNameAnswer(LineAnswer):
    """A wide line: six parts are not rare."""

    breadth = 420


WIDGET = ArabicNameAnswer
