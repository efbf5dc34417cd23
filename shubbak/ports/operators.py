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
    """Operators by their PIN alone, for a kiosk's staff mode; blocking, slow on purpose."""

    def known(self) -> bool:
        """Return whether anybody can sign in here at all; raises OperatorsError."""

    def with_pin(self, untrusted_pin: str) -> tuple[Operator, ...]:
        """Return whose PIN this is, by name, none for a wrong one; the caller counts tries. Raises OperatorsError."""
