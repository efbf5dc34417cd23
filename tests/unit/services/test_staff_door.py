"""The door to staff mode: right PINs, a wait that grows, and nothing that a restart or a clock could shorten."""

from __future__ import annotations

import itertools
from datetime import timedelta

import pytest
from fakes.clock import FakeClock
from fakes.store import FakeStore

from shubbak.domain.problem import Problem
from shubbak.ports.operators import Operator, OperatorsError
from shubbak.services.audit import operator_code
from shubbak.services.staff_door import LONGEST_WAIT, StaffDoor, wait_after


class FakePins:
    """Implements ports.operators.StaffPins; `broken` makes the list unreadable."""

    def __init__(self, **pins: str) -> None:
        self.pins = pins
        self.tried: list[str] = []
        self.broken = False

    def known(self) -> bool:
        return bool(self.pins)

    def with_pin(self, untrusted_pin: str) -> tuple[Operator, ...]:
        if self.broken:
            raise OperatorsError("operators-broken")
        self.tried.append(untrusted_pin)
        return tuple(Operator(name) for name, pin in self.pins.items() if pin == untrusted_pin)


class Doorstep:
    def __init__(self, **pins: str) -> None:
        self.clock = FakeClock()
        self.pins = FakePins(**pins)
        self.store = FakeStore(self.clock.now)

    def enter(self, pin: str) -> Operator | Problem:
        """Try a PIN at a door that was made just now, as after a restart."""
        return StaffDoor(self.pins, self.store, self.clock).enter(pin)

    def code(self, pin: str) -> str:
        answer = self.enter(pin)
        assert isinstance(answer, Problem)
        return answer.code


@pytest.fixture
def doorstep() -> Doorstep:
    return Doorstep(sara="2468", omar="1357")


def test_each_operator_gets_in_and_the_trail_says_who(doorstep: Doorstep) -> None:
    assert doorstep.enter("1357") == Operator("omar")
    assert (doorstep.store.events[-1].kind, doorstep.store.events[-1].subject) == (
        "staff-entered",
        operator_code("omar"),
    )


def test_two_operators_with_one_pin_are_not_told_apart() -> None:
    doorstep = Doorstep(sara="2468", omar="2468")
    assert doorstep.enter("2468") == Operator("")
    assert doorstep.store.events[-1].subject == ""


def test_wrong_pins_wait_longer_each_time_and_a_right_one_waits_too(doorstep: Doorstep) -> None:
    assert [doorstep.code("0") for _ in range(3)] == ["staff-pin-wrong", "staff-pin-wrong", "staff-pin-wait"]
    tried = len(doorstep.pins.tried)
    assert doorstep.code("2468") == "staff-pin-wait"
    assert len(doorstep.pins.tried) == tried
    doorstep.clock.advance(seconds=5)
    assert doorstep.enter("0") == Problem("staff-pin-wait", "", {"seconds": "\u206610\u2069"})
    doorstep.clock.advance(seconds=9)
    assert doorstep.code("2468") == "staff-pin-wait"
    doorstep.clock.advance(seconds=1)
    assert doorstep.enter("2468") == Operator("sara")
    assert doorstep.code("0") == "staff-pin-wrong"


def test_the_wait_doubles_up_to_half_an_hour() -> None:
    seconds = [wait_after(tries).total_seconds() for tries in range(30)]
    assert seconds[:6] == [0, 0, 0, 5, 10, 20]
    assert seconds[-1] == LONGEST_WAIT == 1800
    assert all(one <= other for one, other in itertools.pairwise(seconds))


@pytest.mark.parametrize("step", [timedelta(days=-3000), timedelta(seconds=-1)])
def test_setting_the_clock_back_shortens_no_wait(doorstep: Doorstep, step: timedelta) -> None:
    for _ in range(5):
        doorstep.enter("0")
        doorstep.clock.advance(seconds=60)
    doorstep.enter("0")
    doorstep.clock.at += step
    assert doorstep.code("2468") == "staff-pin-wait"
    doorstep.clock.advance(seconds=int(wait_after(6).total_seconds()))
    assert doorstep.enter("2468") == Operator("sara")


def test_a_try_is_counted_before_it_is_checked(doorstep: Doorstep) -> None:
    """Pulling the plug while a PIN is checked gives nobody another try."""
    doorstep.pins.broken = True
    assert [doorstep.code("0") for _ in range(3)] == ["operators-broken"] * 3
    doorstep.pins.broken = False
    assert doorstep.code("2468") == "staff-pin-wait"


def test_a_store_that_keeps_nothing_opens_nothing(doorstep: Doorstep) -> None:
    doorstep.store.fail = "store-full"
    assert doorstep.code("2468") == "store-full"
    assert doorstep.pins.tried == []


def test_a_kiosk_without_operators_says_how_they_are_added() -> None:
    assert Doorstep().code("1234") == "staff-nobody"


def test_what_was_typed_stands_nowhere(doorstep: Doorstep) -> None:
    doorstep.enter("87654321")
    assert "87654321" not in repr(doorstep.store.events) + repr(doorstep.store.facts)
