"""A previewed example shows the entry that it chose."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.preview_registers import as_chosen
from shubbak.forms.load import load_service

SAMPLE = Path(__file__).parents[2] / "samples" / "services" / "every_kind.yaml"


@pytest.mark.parametrize(
    ("typed", "raw"),
    [
        pytest.param("1071", "1071|مخبز|Bakery", id="found"),
        pytest.param("9999", "typed:9999", id="not found"),
        pytest.param("typed:ورشة", "typed:ورشة", id="typed"),
        pytest.param("", "", id="blank"),
    ],
)
def test_an_entry_of_a_register_is_shown_by_its_name(typed: str, raw: str) -> None:
    service = load_service(SAMPLE.read_text(encoding="utf-8"), SAMPLE.name)
    assert as_chosen(service, {"activity": typed, "shop_name": "12"}) == {"activity": raw, "shop_name": "12"}
