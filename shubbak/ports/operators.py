"""The named persons who may work at a station, and their signing in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from shubbak.domain.problem import Problem


class OperatorsError(Exception):
    """The station's list of operators is not usable. `code`: operators-broken or operators-not-written."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Operator:
    """A named person who works at a station; `name` as it was written when they were added."""

    name: str


class Operators(Protocol):
    """Who may sign in; blocking (a PIN is checked slowly on purpose), called off the screen's thread."""

    def known(self) -> bool:
        """Return whether anybody can sign in here at all; raises OperatorsError."""

    def sign_in(self, untrusted_name: str, untrusted_pin: str) -> Operator | Problem:
        """Check a name and PIN; a wrong one is a Problem, sign-in-wrong or sign-in-locked. Raises OperatorsError."""


class StaffPins(Protocol):
    """Operators by PIN and card, for a kiosk's staff mode; blocking, slow on purpose. A verifier is what
    `domain.staff_card.card_verifier` makes of a card's text.
    """

    def known(self) -> bool:
        """Return whether anybody can sign in here at all; raises OperatorsError."""

    def with_pin(self, untrusted_pin: str) -> tuple[Operator, ...]:
        """Return whom this PIN alone lets in, by name, none for a wrong one: nobody who has a card. The caller counts
        tries. Raises OperatorsError.
        """

    def have_cards(self) -> bool:
        """Return whether anybody here needs a card beside the PIN; raises OperatorsError."""

    def card_holder(self, verifier: str) -> Operator | None:
        """Return whose card it is, None for a card of nobody; raises OperatorsError."""

    def with_card(self, verifier: str, untrusted_pin: str) -> Operator | None:
        """Return the card's holder if the PIN is theirs; the caller counts tries. Raises OperatorsError."""
