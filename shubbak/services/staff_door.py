"""The door to a kiosk's staff mode: a PIN, a card where there is one, and a wait that grows and outlasts a restart."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from shubbak.domain.problem import Problem
from shubbak.domain.staff_card import card_verifier
from shubbak.domain.text import isolate
from shubbak.ports.audit import AuditTrail, StationFacts
from shubbak.ports.clock import Clock
from shubbak.ports.operators import Operator, OperatorsError, StaffPins
from shubbak.ports.store import StoreError
from shubbak.services.audit import AuditKind, operator_code
from shubbak.wire.moment import moment_text, parse_moment

#: Wrong PINs that cost nothing, the first wait after them in seconds, and the longest: doubled in between.
FREE_TRIES, FIRST_WAIT, LONGEST_WAIT = 3, 5, 1800
#: The fact that is kept: how many wrong ones in a row, and when the last was tried. A card's holder has their own,
#: named by this, a colon and the operator's code.
TRIES = "staff-tries"


@dataclass(frozen=True, slots=True)
class ShownCard:
    """A genuine card that was shown; the PIN is still to come. Holds its verifier, not the card."""

    verifier: str = field(repr=False)


class DoorMemory(AuditTrail, StationFacts, Protocol):
    """What the door needs of the station's memory."""


@dataclass(frozen=True, slots=True)
class StaffDoor:
    """Blocking, one try at a time. It never says whose PIN came close, or how many there are.

    A visitor's wrong tries hold up everybody without a card; who shows a genuine one waits for that card's alone.
    """

    pins: StaffPins
    memory: DoorMemory
    clock: Clock

    def show(self, untrusted_text: str) -> ShownCard | Problem:
        """Check a card. A wrong one counts like a wrong PIN, but not while the door waits: a genuine card is known all
        the same then, and 160 bits are not guessed.
        """
        try:
            return self._shown(card_verifier(untrusted_text))
        except (OperatorsError, StoreError) as error:
            return Problem(error.code)

    def enter(self, untrusted_pin: str, card: ShownCard | None = None) -> Operator | Problem:
        """Check a PIN; the try is counted on the disk before, so that pulling the plug gives nobody more of them."""
        try:
            return self._enter_alone(untrusted_pin) if card is None else self._enter_with(card, untrusted_pin)
        except (OperatorsError, StoreError) as error:
            return Problem(error.code)

    def _shown(self, verifier: str) -> ShownCard | Problem:
        tries, left = self._standing(TRIES)
        waiting, before = left > timedelta(0), self.memory.fact(TRIES)
        if not waiting:
            self._keep(TRIES, tries + 1)
        if verifier and self.pins.card_holder(verifier) is not None:
            if not waiting:
                self.memory.keep_fact(TRIES, before)
            return ShownCard(verifier)
        if waiting:
            return _wait(left)
        return self._refused(TRIES, tries + 1, "", Problem("staff-card-unknown"))

    def _enter_alone(self, untrusted_pin: str) -> Operator | Problem:
        tries, left = self._standing(TRIES)
        if left > timedelta(0):
            return _wait(left)
        self._keep(TRIES, tries + 1)
        found = self.pins.with_pin(untrusted_pin)
        if found:
            # Two operators with one PIN cannot be told apart here, and the trail must not accuse the wrong one.
            return self._admitted(TRIES, found[0].name if len(found) == 1 else "")
        # The same answer for a wrong PIN and for a right one without its card: who guesses learns nothing.
        return self._refused(
            TRIES, tries + 1, "", Problem("staff-card-needed" if self.pins.have_cards() else "staff-pin-wrong")
        )

    def _enter_with(self, card: ShownCard, untrusted_pin: str) -> Operator | Problem:
        holder = self.pins.card_holder(card.verifier)
        if holder is None:
            return Problem("staff-card-unknown")  # revoked since it was shown
        name = f"{TRIES}:{operator_code(holder.name)}"
        tries, left = self._standing(name)
        if left > timedelta(0):
            return _wait(left)
        self._keep(name, tries + 1)
        found = self.pins.with_card(card.verifier, untrusted_pin)
        if found is not None:
            return self._admitted(name, found.name)
        return self._refused(name, tries + 1, operator_code(holder.name), Problem("staff-pin-wrong"))

    def _admitted(self, fact: str, name: str) -> Operator:
        self._keep(fact, 0)
        self.memory.note(AuditKind.STAFF_ENTERED, operator_code(name) if name else "")
        return Operator(name)

    def _refused(self, fact: str, tries: int, subject: str, why: Problem) -> Problem:
        self.memory.note(AuditKind.STAFF_REFUSED, subject, str(tries))
        if not self.pins.known():
            return Problem("staff-nobody")
        left = wait_after(tries)
        return _wait(left) if left > timedelta(0) else why

    def _standing(self, fact: str) -> tuple[int, timedelta]:
        """Return how many wrong tries there were and how long the next one still waits."""
        count, _, last = self.memory.fact(fact).partition(" ")
        if not last:
            return 0, timedelta(0)
        now = self.clock.now()
        # A try from the future was written by a clock that has since stepped back: its wait begins anew.
        at: datetime = min(parse_moment(last), now)
        if at == now:
            self._keep(fact, int(count))
        return int(count), at + wait_after(int(count)) - now

    def _keep(self, fact: str, tries: int) -> None:
        self.memory.keep_fact(fact, f"{tries} {moment_text(self.clock.now())}" if tries else "")


def wait_after(tries: int) -> timedelta:
    """Return how long the next try waits after so many wrong ones in a row."""
    beyond = tries - FREE_TRIES
    return timedelta(seconds=min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(beyond, 20))) if beyond >= 0 else timedelta(0)


def _wait(left: timedelta) -> Problem:
    return Problem("staff-pin-wait", "", {"seconds": isolate(str(math.ceil(left.total_seconds())))})
