"""A kiosk whose store failed starts itself anew, but never under a visitor's hands and not at the first sign."""

from __future__ import annotations

from kiosk.failed_store import LASTED, FailedStore
from shubbak.domain.readiness import Condition, Level

FAILED = (Condition("store-failed", Level.CLOSED),)
LOW = (Condition("disk-low", Level.CLOSED, {"megabytes": "1"}),)


class Kiosk:
    def __init__(self) -> None:
        self.time, self.left = 0.0, 0
        self.store = FailedStore(self.leave, lambda: self.time)

    def leave(self) -> None:
        self.left += 1

    def look(self, found: tuple[Condition, ...], after: float, *, nobody: bool = True) -> int:
        self.time += after
        self.store.look(found, nobody=nobody)
        return self.left


def test_a_store_that_stays_failed_ends_the_program() -> None:
    kiosk = Kiosk()
    assert kiosk.look(FAILED, 60) == 0
    assert kiosk.look(FAILED, LASTED - 1) == 0
    assert kiosk.look(FAILED, 1) == 1


def test_a_store_that_works_again_is_left_alone() -> None:
    kiosk = Kiosk()
    kiosk.look(FAILED, 0)
    kiosk.look((), 60)
    assert kiosk.look(FAILED, 60) == 0
    assert kiosk.look(LOW, 10 * LASTED) == 0


def test_a_visit_under_way_goes_on() -> None:
    kiosk = Kiosk()
    kiosk.look(FAILED, 0, nobody=False)
    assert kiosk.look(FAILED, 10 * LASTED, nobody=False) == 0
    assert kiosk.look(FAILED, 1) == 1
