"""A number that an office gave."""

from __future__ import annotations

from office_client.ui.fields.line_answer import LineAnswer


class RegistrationNumberAnswer(LineAnswer):
    """Digits, letters and strokes."""

    code = True
    breadth = 220


WIDGET = RegistrationNumberAnswer
