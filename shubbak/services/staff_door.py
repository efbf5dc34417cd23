"""The door to a kiosk's staff mode: a PIN, and a wait that grows with each wrong one and outlasts a restart."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from shubbak.domain.problem import Problem
from shubbak.domain.text import isolate
from shubbak.ports.audit import AuditTrail, StationFacts
from shubbak.ports.clock import Clock
from shubbak.ports.operators import Operator, OperatorsError, StaffPins
from shubbak.ports.store import StoreError
from shubbak.services.audit import operator_code
from shubbak.wire.moment import moment_text, parse_moment

#: Wrong PINs that cost nothing, the first wait after them in seconds, and the longest: doubled in between.
FREE_TRIES, FIRST_WAIT, LONGEST_WAIT = 3, 5, 1800
#: The fact that is kept: how many wrong ones in a row, and when the last was tried.
TRIES = "staff-tries"


class DoorMemory(AuditTrail, StationFacts, Protocol):
    """What the door needs of the station's memory."""


@dataclass(frozen=True, slots=True)
class StaffDoor:
    """Blocking, one try at a time. It never says whose PIN came close, or how many there are."""

    pins: StaffPins
    memory: DoorMemory
    clock: Clock

    def enter(self, untrusted_pin: str) -> Operator | Problem:
        """Check a PIN; the try is counted on the disk before, so that pulling the plug gives nobody more of them."""
        try:
            tries, left = self._standing()
            if left > timedelta(0):
                return _wait(left)
            self._keep(tries + 1)
            return self._settle(self.pins.with_pin(untrusted_pin), tries + 1)
        except (OperatorsError, StoreError) as error:
            return Problem(error.code)

    def _settle(self, found: tuple[Operator, ...], tries: int) -> Operator | Problem:
        if found:
            self._keep(0)
            # Two operators with one PIN cannot be told apart here, and the trail must not accuse the wrong one.
            name = found[0].name if len(found) == 1 else ""
            self.memory.note("staff-entered", operator_code(name) if name else "")
            return Operator(name)
        self.memory.note("staff-refused", "", str(tries))
        if not self.pins.known():
            return Problem("staff-nobody")
        left = wait_after(tries)
        return _wait(left) if left > timedelta(0) else Problem("staff-pin-wrong")

    def _standing(self) -> tuple[int, timedelta]:
        """Return how many wrong tries there were and how long the next one still waits."""
        count, _, last = self.memory.fact(TRIES).partition(" ")
        if not last:
            return 0, timedelta(0)
        now = self.clock.now()
        # A try from the future was written by a clock that has since stepped back: its wait begins anew.
        at: datetime = min(parse_moment(last), now)
        if at == now:
            self._keep(int(count))
        return int(count), at + wait_after(int(count)) - now

    def _keep(self, tries: int) -> None:
        self.memory.keep_fact(TRIES, f"{tries} {moment_text(self.clock.now())}" if tries else "")


def wait_after(tries: int) -> timedelta:
    """Return how long the next try waits after so many wrong ones in a row."""
    beyond = tries - FREE_TRIES
    return timedelta(seconds=min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(beyond, 20))) if beyond >= 0 else timedelta(0)


def _wait(left: timedelta) -> Problem:
    return Problem("staff-pin-wait", "", {"seconds": isolate(str(math.ceil(left.total_seconds())))})
