"""A closed row of a group shows its private cells as the review does: masked, at the kiosk and at the counter."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from kiosk.ui.question_map import QuestionMaps
from office_client.ui.fields.group_row import GroupRow
from office_client.ui.office_wording import OfficeWording
from shubbak.domain.text import Language, Text
from shubbak.fields import kinds
from shubbak.flow.visit import Visit
from shubbak.forms.service import Field
from shubbak.resources import load_wording

PRIVATE = Field("heir", "arabic_name", Text("اسم الوارث", "The heir's name"), private=True, rules={"parts": 2})
OPEN = replace(PRIVATE, id="other", private=False)
TYPED = ["هند سالم", "هند"]


def at_kiosk(qtbot: Any, column: Field, raw: str) -> str:
    return QuestionMaps(Visit(Language.AR), load_wording()).cell(column, raw)


def at_counter(qtbot: Any, column: Field, raw: str) -> str:
    row = GroupRow((column,), lambda columns: (), OfficeWording(load_wording()))
    qtbot.addWidget(row)
    row.show_row({column.id: raw})
    return row.line.text()


@pytest.mark.parametrize("shown", [at_kiosk, at_counter], ids=["kiosk", "counter"])
@pytest.mark.parametrize("raw", TYPED, ids=["answer", "no answer yet"])
def test_a_private_cell_of_a_closed_row_is_masked(qtbot: Any, shown: Any, raw: str) -> None:
    told = shown(qtbot, PRIVATE, raw)
    assert told
    assert raw not in told
    assert raw in shown(qtbot, OPEN, raw)


def test_it_is_masked_as_in_the_review() -> None:
    kind = kinds()["arabic_name"]
    assert QuestionMaps(Visit(Language.AR), load_wording()).cell(PRIVATE, TYPED[0]) == kind.redact(TYPED[0])


@pytest.mark.parametrize("kind", list(kinds()))
def test_of_private_questions_of_their_own_the_guide_names_those_that_are_masked(kind: str) -> None:
    field = replace(PRIVATE, kind=kind, rules={"currency": "KWD"})
    maps = QuestionMaps(Visit(Language.AR), load_wording())
    assert maps.asked(field)["private"] is (kind in ("national_id", "phone"))
    assert maps.asked(replace(field, private=False))["private"] is False
