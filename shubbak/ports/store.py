"""The station's durable memory: payment intents, sealed packets, receipts and their events, one FULL commit a verb."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from shubbak.domain.money import Money
from shubbak.domain.payment import Payment, PaymentState
from shubbak.domain.receipt import Receipt

#: No packet waits longer than this for its next try. A next try further ahead was written by a clock that has since
#: stepped back, and counts as due.
LONGEST_WAIT = timedelta(hours=1)
#: A packet that has been UPLOADING for so long counts as SEALED again: whoever claimed it could not write how it ended.
LONGEST_UPLOAD = timedelta(minutes=10)


class StoreError(Exception):
    """The disk did not take it; nothing was half done. `code`: store-full, store-broken or store-busy; draft-handed
    from `submit` for what another counter has.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class PacketState(StrEnum):
    """A packet's life at the station. REFUSED packets stay until an operator has seen to them. WIPED ones keep their
    id, sequence and digest alone (`shubbak.services.retention`), and no outbox shows them.
    """

    SEALED = "sealed"
    UPLOADING = "uploading"
    ACKNOWLEDGED = "acknowledged"
    REFUSED = "refused"
    WIPED = "wiped"


@dataclass(frozen=True, slots=True)
class Numbers:
    """What the store gives to a packet inside its transaction: the station's sequence and the receipt's, both
    without gaps.
    """

    packet_sequence: int
    receipt_sequence: int


@dataclass(frozen=True, slots=True)
class Submission:
    """What is committed in one transaction: the receipt, the packet's exact bytes and its digest, and the sign-in name
    of the operator whose application it is ("" at a kiosk). paper: what the receipt's paper is set from, which is owed
    from then on (`shubbak.ports.paper`); b"" for a receipt that is not printed. output: what a plan that comes with it
    is drawn from, owed likewise (`shubbak.ports.outputs`).
    """

    receipt: Receipt
    packet: bytes
    digest: str
    operator: str = ""
    paper: bytes = b""
    output: bytes = b""


@dataclass(frozen=True, slots=True)
class OutboxItem:
    """One packet as the outbox sees it; `reason` is a problem code of the last try, "" before the first. operator: its
    owner's sign-in name, "" at a kiosk. size: its sealed bytes, 0 once they are gone.
    """

    id: str
    sequence: int
    service_id: str
    receipt: str
    total: Money
    state: PacketState
    sealed_at: datetime
    attempts: int
    next_try_at: datetime
    reason: str
    case: str
    printed: bool
    operator: str = ""
    size: int = 0


class StationStore(Protocol):
    """Every verb is one durable transaction (WAL, synchronous=FULL) and raises StoreError when it did not happen."""

    def intend(self, payment: Payment) -> None:
        """Write an intent before the terminal is asked; the same id again changes nothing."""

    def settle(self, payment_id: str, state: PaymentState, reference: str, card_tail: str) -> None:
        """Write what became of an intent."""

    def unsettled(self) -> tuple[Payment, ...]:
        """Return intents that need asking about: INTENDED or UNKNOWN, or CAPTURED with no packet of their
        application.
        """

    def submit(self, application_id: str, year: int, build: Callable[[Numbers], Submission]) -> Receipt:
        """Number, build and keep one submission; an application already submitted returns its first receipt,
        unchanged.
        """

    def claim(self, now: datetime) -> tuple[OutboxItem, bytes] | None:
        """Take the oldest due SEALED packet for sending (it becomes UPLOADING, one attempt more) with its bytes, or
        None.
        """

    def acknowledge(self, packet_id: str, case: str, statement: bytes, signature: bytes) -> None:
        """Keep the portal's verified acknowledgement; the sealed bytes are no longer needed and go."""

    def retry_later(self, packet_id: str, reason: str, next_try_at: datetime) -> None:
        """Outcome unknown or portal busy: back to SEALED under the same id."""

    def refuse(self, packet_id: str, reason: str) -> None:
        """The portal will never take it as it is: kept in the drawer, with its bytes."""

    def requeue(self, packet_id: str, now: datetime) -> bool:
        """An operator sends a waiting or refused packet again at once; False when there is none."""

    def recover(self) -> int:
        """After a start: every UPLOADING packet goes back to SEALED; returns how many."""

    def outbox(self) -> tuple[OutboxItem, ...]:
        """Return every packet that is not acknowledged, and the last hundred that are, oldest first."""

    def save_catalogue(self, version: int, statement: str, signature: str) -> None:
        """Keep the newest verified catalogue; an older version than the stored one is ignored."""

    def catalogue(self) -> tuple[str, str] | None:
        """Return the stored catalogue's exact text and signature, or None before the first."""
