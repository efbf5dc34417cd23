"""A mobile phone number."""

from __future__ import annotations

from office_client.ui.fields.line_answer import LineAnswer


class PhoneAnswer(LineAnswer):
    """With or without the country's code, as people say it."""

    code = True
    breadth = 220


WIDGET = PhoneAnswer
