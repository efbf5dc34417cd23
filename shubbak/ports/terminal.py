"""A payment terminal: asked once per intent, and asked again only about that intent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from shubbak.domain.payment import Payment, PaymentState


class TerminalError(Exception):
    """The terminal did not answer; the charge's outcome is unknown and must be queried. `code`: terminal-gone or
    terminal-silent.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class ChargeOutcome:
    """What became of one intent: its state, the acquirer's reference and the card's last four digits where known."""

    state: PaymentState
    reference: str = ""
    card_tail: str = ""


class PaymentTerminal(Protocol):
    """Blocking, called off the screen's thread. Every verb is idempotent on `payment.id`."""

    def charge(self, payment: Payment) -> ChargeOutcome:
        """Take the money; CAPTURED, DECLINED or CANCELLED. Raises TerminalError when the outcome is not known."""

    def query(self, payment: Payment) -> ChargeOutcome:
        """Say what became of an intent; CANCELLED when the terminal never heard of it. Raises TerminalError."""

    def reverse(self, payment: Payment) -> ChargeOutcome:
        """Give the money of a captured intent back; REVERSED. Raises TerminalError."""
