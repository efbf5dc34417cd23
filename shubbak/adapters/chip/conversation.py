"""One conversation with a card: commands out, answers in, within a deadline and without end only for the card."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Protocol

from shubbak.adapters.chip.apdu import Answer, Command, parse_answer
from shubbak.adapters.chip.secure_messaging import SecureChannel
from shubbak.ports.chip import ChipError

_MORE, _OTHER_LENGTH = 0x61, 0x6C
_GET_RESPONSE = 0xC0
_MOST_PIECES = 16


class CardLink(Protocol):
    """A card that is there, whatever carries the bytes to it."""

    def transmit(self, command: bytes) -> bytes:
        """Return the card's answer, untrusted; raises ChipError: chip-torn, chip-silent or chip-reader-gone."""


class CardSlot(Protocol):
    """Where a card is put."""

    def card(self) -> AbstractContextManager[CardLink]:
        """Wait for a card and power it; raises ChipError: chip-absent, chip-silent, chip-reader-busy or
        chip-reader-gone. The card is let go of at the end of the block.
        """

    def cancel(self) -> None:
        """Wait for no card any more: within half a second the wait ends as chip-absent. From any thread, at once."""


class Conversation:
    """Asks a card, through a secure channel once there is one.

    seconds: for all of it together; a card that answers slowly enough for ever would else keep a person waiting.
    """

    def __init__(self, link: CardLink, seconds: float, ticks: Callable[[], float] = time.monotonic) -> None:
        self._link = link
        self._ticks = ticks
        self._until = ticks() + seconds
        self.channel: SecureChannel | None = None

    def ask(self, command: Command) -> Answer:
        """Return the card's answer; raises ChipError."""
        if self.channel is None:
            return self._send(command)
        return self.channel.open(self._send(self.channel.protect(command)))

    def _send(self, command: Command) -> Answer:
        """Send one command and follow what a contact card asks of its reader (ISO/IEC 7816-3, 12.2)."""
        encoded = command.encoded()
        answer = self._exchange(encoded)
        if answer.status >> 8 == _OTHER_LENGTH and command.expected:
            answer = self._exchange(encoded[:-1] + bytes([answer.status & 0xFF]))
        return self._rest(answer) if answer.status >> 8 == _MORE else answer

    def _rest(self, answer: Answer) -> Answer:
        data = answer.data
        for _ in range(_MOST_PIECES):
            answer = self._exchange(Command(_GET_RESPONSE, expected=(answer.status & 0xFF) or 256).encoded())
            data += answer.data
            if answer.status >> 8 != _MORE:
                return Answer(data, answer.status)
        raise ChipError("chip-broken")

    def _exchange(self, encoded: bytes) -> Answer:
        if self._ticks() > self._until:
            raise ChipError("chip-silent")
        return parse_answer(self._link.transmit(encoded))
