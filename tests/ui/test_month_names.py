"""The kiosk offers and says the months as the country of the chosen service writes them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.ui.question_map import QuestionMaps
from shubbak.domain.text import LRI, PDI, Language, Text
from shubbak.flow.visit import Visit
from shubbak.forms.load import load_service
from shubbak.forms.service import Field
from shubbak.resources import load_wording

STALL = Path(__file__).parents[1] / "samples" / "services" / "stall.yaml"
DAY = Field("until", "date", Text("حتى", "Until"))


def maps_in(country: str) -> QuestionMaps:
    service = replace(load_service(STALL.read_text(encoding="utf-8"), STALL.name), country=country)
    return QuestionMaps(Visit(Language.AR, service=service), load_wording())


@pytest.mark.parametrize(
    ("country", "month"),
    [("JO", "تشرين الثاني"), ("OM", "نوفمبر"), ("KW", "نوفمبر"), ("SA", "نوفمبر")],
    ids=["jo", "om", "kw", "sa"],
)
def test_a_date_has_the_month_names_of_its_country(country: str, month: str) -> None:
    maps = maps_in(country)
    assert maps.asked(DAY)["months"][10] == month
    assert maps.cell(DAY, "2026-11-22") == f"{LRI}22{PDI} {month} {LRI}2026{PDI}"


def test_a_question_without_days_has_no_months() -> None:
    assert "months" not in maps_in("JO").asked(replace(DAY, kind="text"))
