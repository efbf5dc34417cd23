"""What the kiosk's fields are told of a question beside its words."""

from __future__ import annotations

import pytest

from kiosk.ui.question_map import QuestionMaps
from shubbak.domain.text import Language, Text
from shubbak.flow.visit import Visit
from shubbak.forms.service import Field
from shubbak.resources import load_wording


@pytest.mark.parametrize(
    ("kind", "rules", "signs"),
    [("long_text", {}, 500), ("long_text", {"max_length": 40}, 40), ("text", {}, 120), ("phone", {}, 120)],
    ids=["long", "short-long", "text", "phone"],
)
def test_as_many_signs_fit_as_the_kind_takes(kind: str, rules: dict[str, object], signs: int) -> None:
    field = Field("x", kind, Text("سؤال", "Question"), rules=rules)
    assert QuestionMaps(Visit(Language.AR), load_wording()).of(field)["maxLength"] == signs
