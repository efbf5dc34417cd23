"""Applications put aside that go from one counter of an office to another: at one of them at any time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from shubbak.ports.drafts import DraftLine

#: How often one neighbour may ask a station to disown what it never got; each time is a row that stays.
MOST_DISOWNED = 500


@dataclass(frozen=True, slots=True)
class HandedDraft:
    """A draft that was given to another counter which has not yet said that it has it. taker_key: the taker's Ed25519
    key, raw in base64: the same name with another key is another machine. nonce: this one handing's, hex.
    """

    line: DraftLine
    taker: str
    taker_key: str
    nonce: str
    handed_at: datetime


@dataclass(frozen=True, slots=True)
class Handing:
    """One handing of one draft as its taker names it."""

    giver: str
    draft_id: str
    nonce: str


@dataclass(frozen=True, slots=True)
class HandedStamp:
    """What a new handing is marked with, where it is new."""

    nonce: str
    at: datetime


class HandingShelf(Protocol):
    """Every verb is one durable transaction, with its event in it, and raises StoreError.

    A draft that was handed on is in no list of drafts; neither a packet nor a draft of its id is kept here again
    until it is taken back or another counter hands it to this one.
    """

    def open_draft(self) -> str:
        """Return the draft that is on this counter's screen, as far as anybody knows, or ""."""

    def hand_draft(
        self, draft_id: str, taker: str, taker_key: str, fresh: HandedStamp
    ) -> tuple[HandedDraft, bytes] | None:
        """Take a draft off the shelf for one taker before anything is given; again for the same taker with the same key
        the same handing and bytes. None where it is not here, on the screen, somebody else's, or its own giver does
        not know yet that it is here.
        """

    def handed(self) -> tuple[HandedDraft, ...]:
        """Return those whose taker has not said that it has them, oldest first."""

    def end_handing(self, draft_id: str, taker: str, nonce: str) -> bool:
        """The taker has it: its bytes and names go, its id and taker stay. Again changes nothing; False for a handing
        that never was.
        """

    def take_back(self, draft_id: str, nonce: str) -> bool:
        """Put a handed draft back on the shelf; only after its taker disowned this handing. False where it is over."""

    def receive_draft(self, handing: Handing, line: DraftLine, body: bytes) -> bool:
        """Keep what another counter handed over, once: again with the same bytes changes nothing. False where the
        handing was disowned or had other bytes, or a packet or another draft of this id is here.
        """

    def unconfirmed(self) -> tuple[Handing, ...]:
        """Return what was received whose giver does not know it yet."""

    def settle_handing(self, handing: Handing) -> None:
        """The giver knows."""

    def disown(self, handing: Handing, most: int) -> bool | None:
        """Say for good that a handing was not and will not be received: True. False where it was received. None where
        this giver has asked too often (`most`).
        """
