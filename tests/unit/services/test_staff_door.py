"""The door to staff mode: right PINs, a wait that grows, and nothing that a restart or a clock could shorten."""

from __future__ import annotations

import itertools
from datetime import timedelta

import pytest
from fakes.clock import FakeClock
from fakes.store import FakeStore

from shubbak.domain.problem import Problem
from shubbak.domain.staff_card import card_text, card_verifier
from shubbak.ports.operators import Operator, OperatorsError
from shubbak.services.audit import operator_code
from shubbak.services.staff_door import LONGEST_WAIT, TRIES, ShownCard, StaffDoor, wait_after


class FakePins:
    """Implements ports.operators.StaffPins; `broken` makes the list unreadable. cards: whose, by verifier."""

    def __init__(self, **pins: str) -> None:
        self.pins = pins
        self.cards: dict[str, str] = {}
        self.tried: list[str] = []
        self.broken = False

    def known(self) -> bool:
        return bool(self.pins)

    def with_pin(self, untrusted_pin: str) -> tuple[Operator, ...]:
        if self.broken:
            raise OperatorsError("operators-broken")
        self.tried.append(untrusted_pin)
        alone = {name: pin for name, pin in self.pins.items() if name not in self.cards.values()}
        return tuple(Operator(name) for name, pin in alone.items() if pin == untrusted_pin)

    def have_cards(self) -> bool:
        return bool(self.cards)

    def card_holder(self, verifier: str) -> Operator | None:
        if self.broken:
            raise OperatorsError("operators-broken")
        return Operator(self.cards[verifier]) if verifier in self.cards else None

    def with_card(self, verifier: str, untrusted_pin: str) -> Operator | None:
        self.tried.append(untrusted_pin)
        name = self.cards.get(verifier, "")
        return Operator(name) if self.pins.get(name) == untrusted_pin else None


class Doorstep:
    def __init__(self, **pins: str) -> None:
        self.clock = FakeClock()
        self.pins = FakePins(**pins)
        self.store = FakeStore(self.clock.now)

    def enter(self, pin: str) -> Operator | Problem:
        """Try a PIN at a door that was made just now, as after a restart."""
        return StaffDoor(self.pins, self.store, self.clock).enter(pin)

    def give_card(self, name: str, number: int) -> str:
        """Give an operator a card and return its text."""
        text = card_text(bytes([number]) * 20)
        self.pins.cards[card_verifier(text)] = name
        return text

    def show(self, text: str) -> ShownCard | Problem:
        return StaffDoor(self.pins, self.store, self.clock).show(text)

    def shown(self, text: str) -> ShownCard:
        card = self.show(text)
        assert isinstance(card, ShownCard)
        return card

    def refusal(self, text: str) -> str:
        answer = self.show(text)
        assert isinstance(answer, Problem)
        return answer.code

    def enter_with(self, card: ShownCard, pin: str) -> Operator | str:
        """Return who came in, or the code of what was wrong."""
        answer = StaffDoor(self.pins, self.store, self.clock).enter(pin, card)
        return answer.code if isinstance(answer, Problem) else answer

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


def test_who_has_a_card_needs_both_and_nobody_else_does(doorstep: Doorstep) -> None:
    card = doorstep.give_card("sara", 1)
    assert doorstep.code("2468") == "staff-card-needed"
    assert doorstep.enter_with(doorstep.shown(card), "2468") == Operator("sara")
    assert doorstep.enter("1357") == Operator("omar")


def test_a_right_pin_without_its_card_is_answered_like_a_wrong_one() -> None:
    """Whoever guesses PINs learns none of a card's holder."""
    asked = []
    for pin in ("2468", "0000"):
        doorstep = Doorstep(sara="2468", omar="1357")
        doorstep.give_card("sara", 1)
        answers = [doorstep.enter(pin) for _ in range(4)]
        asked.append((answers, doorstep.store.facts, [(e.kind, e.subject, e.detail) for e in doorstep.store.events]))
    assert asked[0] == asked[1]


def test_a_card_opens_by_its_holders_pin_alone(doorstep: Doorstep) -> None:
    sara, omar = doorstep.give_card("sara", 1), doorstep.give_card("omar", 2)
    assert doorstep.enter_with(doorstep.shown(sara), "1357") == "staff-pin-wrong"
    assert doorstep.enter_with(doorstep.shown(omar), "1357") == Operator("omar")


def test_a_visitor_who_guesses_holds_no_card_holder_out(doorstep: Doorstep) -> None:
    card = doorstep.give_card("sara", 1)
    for _ in range(12):
        doorstep.enter("0")
        doorstep.clock.advance(seconds=LONGEST_WAIT)
    doorstep.enter("0")
    before = doorstep.store.facts[TRIES]
    assert doorstep.enter_with(doorstep.shown(card), "2468") == Operator("sara")
    # Her coming in gives the visitor no new tries either.
    assert doorstep.store.facts[TRIES] == before
    assert doorstep.code("1357") == "staff-pin-wait"


def test_a_cards_own_wrong_pins_wait_longer_each_time_and_hold_nobody_else_up(doorstep: Doorstep) -> None:
    card = doorstep.give_card("sara", 1)
    found = [doorstep.enter_with(doorstep.shown(card), "0") for _ in range(3)]
    assert found == ["staff-pin-wrong", "staff-pin-wrong", "staff-pin-wait"]
    assert doorstep.enter_with(doorstep.shown(card), "2468") == "staff-pin-wait"
    assert doorstep.store.events[-1].subject == operator_code("sara")
    assert doorstep.enter("1357") == Operator("omar")
    doorstep.clock.advance(seconds=5)
    assert doorstep.enter_with(doorstep.shown(card), "0") == "staff-pin-wait"
    doorstep.clock.advance(seconds=9)
    assert doorstep.enter_with(doorstep.shown(card), "2468") == "staff-pin-wait"
    doorstep.clock.advance(seconds=1)
    assert doorstep.enter_with(doorstep.shown(card), "2468") == Operator("sara")


def test_a_new_card_does_not_shorten_its_holders_wait(doorstep: Doorstep) -> None:
    card = doorstep.give_card("sara", 1)
    for _ in range(3):
        doorstep.enter_with(doorstep.shown(card), "0")
    doorstep.pins.cards.clear()
    assert doorstep.enter_with(doorstep.shown(doorstep.give_card("sara", 2)), "2468") == "staff-pin-wait"


@pytest.mark.parametrize("text", [card_text(bytes(20)), "https://example.com/", "", "shubbak:staff?card=", "2468"])
def test_wrong_cards_count_like_wrong_pins(doorstep: Doorstep, text: str) -> None:
    doorstep.give_card("sara", 1)
    assert [doorstep.refusal(text) for _ in range(3)] == ["staff-card-unknown", "staff-card-unknown", "staff-pin-wait"]
    assert doorstep.code("1357") == "staff-pin-wait"
    assert [(one.kind, one.detail) for one in doorstep.store.events] == [("staff-refused", str(n)) for n in (1, 2, 3)]
    # A card cannot be guessed, so showing wrong ones all day makes nobody's wait longer.
    before = doorstep.store.facts[TRIES]
    assert doorstep.refusal(text) == "staff-pin-wait"
    assert doorstep.store.facts[TRIES] == before


def test_a_genuine_card_alone_counts_and_opens_nothing(doorstep: Doorstep) -> None:
    card = doorstep.give_card("sara", 1)
    doorstep.enter("0")
    before = dict(doorstep.store.facts)
    for _ in range(9):
        doorstep.shown(card)
    assert doorstep.store.facts == before


def test_a_card_and_its_pin_are_counted_before_they_are_checked(doorstep: Doorstep) -> None:
    card = doorstep.give_card("sara", 1)
    shown = doorstep.shown(card)
    doorstep.pins.broken = True
    assert [doorstep.refusal(card) for _ in range(3)] == ["operators-broken"] * 3
    doorstep.pins.broken = False
    assert doorstep.code("1357") == "staff-pin-wait"
    doorstep.store.fail = "store-full"
    tried = list(doorstep.pins.tried)
    assert doorstep.enter_with(shown, "2468") == "store-full"
    assert doorstep.pins.tried == tried


def test_a_card_that_was_revoked_after_it_was_shown_opens_nothing(doorstep: Doorstep) -> None:
    shown = doorstep.shown(doorstep.give_card("sara", 1))
    doorstep.pins.cards.clear()
    assert doorstep.enter_with(shown, "2468") == "staff-card-unknown"


def test_a_card_stands_nowhere_in_what_is_kept_or_said(doorstep: Doorstep) -> None:
    text = doorstep.give_card("sara", 1)
    shown = doorstep.shown(text)
    doorstep.enter_with(shown, "0")
    kept = repr(doorstep.store.events) + repr(doorstep.store.facts) + repr(shown)
    assert text[-32:] not in kept
    assert card_verifier(text) not in kept
    assert "sara" not in kept
