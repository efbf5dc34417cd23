"""An ordinary way is found on other days than that of the example, whose own days may lie ahead by then."""

from __future__ import annotations

from datetime import date

import pytest
from fakes.ordinary_answers import ordinary_answers
from shipped import service_of

from shubbak.fields import kinds


@pytest.mark.parametrize("today", [date(2026, 3, 1), date(2026, 6, 1)], ids=str)
def test_a_year_of_residence_is_asked_for_on_any_day(today: date) -> None:
    service = service_of("jo.residence.annual")
    typed = ordinary_answers(service, today)["medical_date"]
    assert str(kinds()["date"].parse(service.field("medical_date"), typed)) <= today.isoformat()
