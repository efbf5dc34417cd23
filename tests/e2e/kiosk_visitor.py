"""A person at a real kiosk process: looks at the screen, does what a visitor would do next, reads what stands there."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from kiosk_process import PATIENCE, KioskProcess, RemoteFinger

from kiosk.hand import NothingThere
from kiosk.pilot import Pilot

State = dict[str, Any]

LICENCE = "kw.health.licence_renewal"
REPORT = "kw.violation.report"
#: Touched and typed into the licence renewal …
LICENCE_TYPED = {
    "health_licence_no": "88214",
    "health_licence_expiry": "2027-12-31",
    "original_lost": "no",
    "commercial_licence_no": "20417",
    "commercial_licence_expiry": "2028-06-30",
    "shop_name": "مقهى النخيل",
    "activity": "grocery",
    "workers": "12",
    "changed": "no",
    "governorate": "hawalli",
    "area": "السالمية",
    "block": "4",
    "plot": "17",
    "capacity": "owner",
    "name": "نورة سالم الأحمد",
    "phone": "55598765",
}
#: … and what that means to the portal; the civil number comes from the card.
LICENCE_MEANT = LICENCE_TYPED | {
    "original_lost": False,
    "workers": 12,
    "changed": False,
    "phone": "+96555598765",
    "civil_id": "290031544172",
}
REPORT_TYPED = {
    "category": "dumping",
    "danger": "no",
    "description": "rubble on the pavement",
    "area": "salmiya",
    "block": "7",
    "anonymous": "yes",
}
REPORT_MEANT = REPORT_TYPED | {"danger": False, "anonymous": True}


class Visitor:
    """One visit: `go` until something is true of the state; `passed` are the stages that were seen."""

    def __init__(self, kiosk: KioskProcess, service: str, typed: dict[str, str], language: str = "ar") -> None:
        self.kiosk = kiosk
        self.passed: list[str] = []
        self._pilot = Pilot(RemoteFinger(kiosk), service, language, typed)

    @property
    def state(self) -> State:
        return self.kiosk.order(state=True)

    @property
    def words(self) -> str:
        """Everything that stands on the screen now, in one text."""
        return "\n".join(self.kiosk.order(words=True)["words"])

    def go(self, until: Callable[[State], object], seconds: float = 2 * PATIENCE) -> State:
        """Go on step by step; fails when it takes too long."""
        deadline = time.monotonic() + seconds
        while not until(state := self.state):
            assert time.monotonic() < deadline, (state, self.kiosk.log)
            self._look_at(state)
            try:
                self._pilot.step(state)
            except NothingThere:
                time.sleep(0.02)  # the page is still coming in
            if state["busy"]:
                time.sleep(0.02)
        self._look_at(state)
        return state

    def go_to(self, screen: str) -> State:
        """Go on until this screen stands and nothing is under way."""
        return self.go(lambda state: state["screen"] == screen and not state["busy"])

    def watch(self, until: Callable[[State], object], seconds: float = PATIENCE) -> State:
        """Touch nothing and look, until something is true of the state."""
        deadline = time.monotonic() + seconds
        while not until(state := self.state):
            assert time.monotonic() < deadline, (state, self.kiosk.log)
            time.sleep(0.05)
        return state

    def _look_at(self, state: State) -> None:
        if not self.passed or self.passed[-1] != state["stage"]:
            self.passed.append(state["stage"])
