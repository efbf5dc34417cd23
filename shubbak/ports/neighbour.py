"""A station next door as another one meets it: three exchanges of bytes, none of which proves anything by itself."""

from __future__ import annotations

from typing import Protocol


class NeighbourError(Exception):
    """Nothing usable came. `code`: neighbour-unreachable, neighbour-slow, neighbour-gibberish, neighbour-refused,
    neighbour-stranger, neighbour-other-office, neighbour-self, neighbour-revoked, neighbour-stale,
    neighbour-misaddressed, neighbour-replaced or neighbour-not-ready.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class NeighbourLink(Protocol):
    """Blocking, with one total deadline a call and a bounded answer; raises NeighbourError."""

    def hello(self) -> bytes:
        """Ask who is there: a `shubbak.wire.neighbour.Hello`."""

    def call(self, body: bytes) -> bytes:
        """Hand in a signed call and return what came back for an answer."""

    def hand(self, body: bytes) -> bytes:
        """Hand in a signed call about what is put aside and return what came back; it may be as large as a packet."""
