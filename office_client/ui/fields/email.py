"""An e-mail address."""

from __future__ import annotations

from office_client.ui.fields.line_answer import LineAnswer


class EmailAnswer(LineAnswer):
    """Left to right wherever it stands."""

    code = True
    breadth = 420


WIDGET = EmailAnswer
