"""Commands to a card and its answers, with the status words that matter here (ISO/IEC 7816-4, 5.1)."""

from __future__ import annotations

from dataclasses import dataclass

from shubbak.ports.chip import ChipError

FINE = 0x9000
END_OF_FILE = 0x6282
NOT_FOUND = (0x6A82, 0x6A83, 0x6A88)
NOT_ALLOWED = (0x6982, 0x6985)

MOST_DATA = 255
MOST_ANSWER = 256


@dataclass(frozen=True, slots=True, repr=False)
class Command:
    """One command of the short form; `expected` is the most bytes of answer, 0 for none and at most 256."""

    instruction: int
    p1: int = 0
    p2: int = 0
    data: bytes = b""
    expected: int = 0
    kind: int = 0x00

    @property
    def head(self) -> bytes:
        return bytes([self.kind, self.instruction, self.p1, self.p2])

    def encoded(self) -> bytes:
        """Return the bytes for the card; raises ValueError when the short form cannot hold them."""
        if len(self.data) > MOST_DATA or self.expected > MOST_ANSWER:
            raise ValueError("too long for the short form")
        body = bytes([len(self.data)]) + self.data if self.data else b""
        return self.head + body + (bytes([self.expected % 256]) if self.expected else b"")


@dataclass(frozen=True, slots=True, repr=False)
class Answer:
    """What a card said: data and the status word."""

    data: bytes
    status: int

    @property
    def fine(self) -> bool:
        return self.status == FINE


def parse_answer(untrusted: bytes) -> Answer:
    """Return the answer in what a card sent; raises ChipError for less than a status word and for the long form."""
    if not 2 <= len(untrusted) <= MOST_ANSWER + 2:
        raise ChipError("chip-broken")
    return Answer(untrusted[:-2], int.from_bytes(untrusted[-2:], "big"))
