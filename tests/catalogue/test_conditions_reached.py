"""Every condition of every shipped service can be true and can be false: one that cannot is a mistake in its file."""

from __future__ import annotations

from pathlib import Path

import pytest
from fakes.ordinary_answers import ordinary_answers
from reach import Search, watched
from shipped import IDS, service_of

from shubbak.forms.load import load_service

STALL = Path(__file__).parents[1] / "samples" / "services" / "stall.yaml"
#: Nearly all is seen within a few; a condition that hides this long is met by nobody.
TRIES = 400


@pytest.mark.parametrize("service_id", IDS)
def test_every_condition_is_seen_both_ways(service_id: str) -> None:
    service = service_of(service_id)
    with watched() as seen:
        never = Search(service, seen, ordinary_answers(service)).run(TRIES)
    assert never == []


@pytest.mark.parametrize(
    ("condition", "told"),
    [("food", []), ("food && days > 9999", ["true"]), ("food || days < 9999", ["false"])],
    ids=["alive", "never-true", "never-false"],
)
def test_a_dead_condition_is_found(condition: str, told: list[str]) -> None:
    text = STALL.read_text(encoding="utf-8").replace("    show_if: food\n", f"    show_if: {condition}\n")
    service = load_service(text, "kw/stall.yaml")
    with watched() as seen:
        never = Search(service, seen, ordinary_answers(service)).run(30)
    assert [sentence.rpartition(" ")[2] for sentence in never] == told * len(never[:2])
    assert bool(never) == bool(told)
