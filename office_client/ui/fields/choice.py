"""One of several options."""

from __future__ import annotations

from office_client.ui.fields.answer_widget import AnswerWidget
from office_client.ui.fields.searched_choice import SearchedChoice
from office_client.ui.fields.single_choice import SingleChoice
from office_client.ui.office_wording import OfficeWording
from shubbak.forms.service import Field

#: More options than this are searched.
MOST_IN_SIGHT = 8


class OneOfAnswer(SingleChoice):
    """A radio button an option."""

    def __init__(self, field: Field, wording: OfficeWording) -> None:
        super().__init__(field, wording, tuple(option.id for option in field.options))


def one_of(field: Field, wording: OfficeWording) -> AnswerWidget:
    """Return radio buttons for a few options, a line that searches for many."""
    made = OneOfAnswer if len(field.options) <= MOST_IN_SIGHT else SearchedChoice
    return made(field, wording)


WIDGET = one_of
