"""A pilot goes on as a visitor does, and ends with a word where a screen never gets better."""

from __future__ import annotations

from typing import Any

import pytest

from kiosk.pilot import MOST_PRESSES, Pilot, PilotStuckError


class Finger:
    """Sees what a test says, and remembers what it touched."""

    def __init__(self, *seen: str) -> None:
        self.seen = seen
        self.touched: list[str] = []

    def sees(self, name: str) -> bool:
        return name in self.seen

    def tap(self, name: str) -> None:
        self.touched.append(name)

    def draw(self, name: str) -> None:
        self.touched.append(name)

    def write(self, name: str, text: str) -> None:
        self.touched.append(f"{name}: {text}")


def state(stage: str, *problems: list[str], **more: Any) -> dict[str, Any]:
    screen = stage.partition("/")[0]
    plain = {"screen": screen, "stage": stage, "busy": "", "problems": list(problems), "questions": [], "needs": []}
    return plain | {"example": {}, "country": "kw"} | more


def until_stuck(pilot: Pilot, where: dict[str, Any]) -> str:
    with pytest.raises(PilotStuckError) as stuck:
        for _ in range(10 * MOST_PRESSES):
            pilot.step(where)
    return str(stuck.value)


def test_a_page_that_never_gets_better_ends_it_and_says_what_is_wrong() -> None:
    finger = Finger("primary")
    why = until_stuck(Pilot(finger, "any"), state("questions/shop", ["answer-required", "area"], ["fee-no-value", ""]))
    assert why == "questions/shop: answer-required area, fee-no-value"
    assert finger.touched == ["primary"] * MOST_PRESSES


def test_a_scan_that_fails_again_and_again_ends_it_too() -> None:
    need = {"id": "plan", "required": True, "scanned": False, "alternatives": []}
    why = until_stuck(Pilot(Finger("primary"), "any"), state("documents/", ["scanner-gone", ""], needs=[need]))
    assert why == "documents/: scanner-gone"


def test_a_screen_that_changes_begins_the_count_anew_and_waiting_is_not_counted() -> None:
    finger = Finger("primary")
    pilot = Pilot(finger, "any")
    for stage in ("needs/", "consent/") * MOST_PRESSES:
        pilot.step(state(stage))
    for _ in range(2 * MOST_PRESSES):
        pilot.step(state("submit/", busy="submit"))
    assert len(finger.touched) == 2 * MOST_PRESSES
