"""One of several options."""

from __future__ import annotations

from office_client.ui.fields.single_choice import SingleChoice
from office_client.ui.office_wording import OfficeWording
from shubbak.forms.service import Field


class OneOfAnswer(SingleChoice):
    """A radio button an option."""

    def __init__(self, field: Field, wording: OfficeWording) -> None:
        super().__init__(field, wording, tuple(option.id for option in field.options))


WIDGET = OneOfAnswer
