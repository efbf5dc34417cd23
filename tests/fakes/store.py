"""The station's memory in memory: the same promises as the real one, and a disk that can be full."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from shubbak.domain.payment import Payment, PaymentState
from shubbak.domain.receipt import Receipt
from shubbak.ports.store import (
    LONGEST_UPLOAD,
    LONGEST_WAIT,
    Numbers,
    OutboxItem,
    PacketState,
    StoreError,
    Submission,
)

OPEN = (PaymentState.INTENDED, PaymentState.UNKNOWN)


@dataclass
class Kept:
    item: OutboxItem
    receipt: Receipt
    body: bytes | None
    statement: bytes = b""
    signature: bytes = b""


class FakeStore:
    """Implements ports.store.StationStore. `fail` is a store error's code that every verb raises, or ""."""

    def __init__(self, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.fail = ""
        self.now = now
        self.payments: dict[str, Payment] = {}
        self.packets: dict[str, Kept] = {}
        self._catalogue: tuple[int, str, str] | None = None
        self._lock = threading.RLock()

    def _check(self) -> threading.RLock:
        if self.fail:
            raise StoreError(self.fail)
        return self._lock

    def close(self) -> None:
        """Nothing to close."""

    def intend(self, payment: Payment) -> None:
        with self._check():
            self.payments.setdefault(payment.id, payment)

    def settle(self, payment_id: str, state: PaymentState, reference: str, card_tail: str) -> None:
        with self._check():
            payment = self.payments[payment_id]
            self.payments[payment_id] = replace(payment, state=state, reference=reference, card_tail=card_tail)

    def unsettled(self) -> tuple[Payment, ...]:
        with self._check():
            return tuple(
                payment
                for payment in sorted(self.payments.values(), key=lambda payment: payment.id)
                if payment.state in OPEN
                or (payment.state is PaymentState.CAPTURED and payment.application_id not in self.packets)
            )

    def submit(self, application_id: str, year: int, build: Callable[[Numbers], Submission]) -> Receipt:
        with self._check():
            if application_id in self.packets:
                return self.packets[application_id].receipt
            of_year = [kept for kept in self.packets.values() if kept.receipt.number.year == year]
            numbers = Numbers(len(self.packets) + 1, len(of_year) + 1)
            submission = build(numbers)
            receipt = submission.receipt
            number = receipt.number
            if (receipt.application_id, number.year, number.sequence) != (
                application_id,
                year,
                numbers.receipt_sequence,
            ):
                raise ValueError("the receipt does not carry the numbers that it was given")
            item = OutboxItem(
                id=application_id,
                sequence=numbers.packet_sequence,
                service_id=receipt.service_id,
                receipt=str(number),
                total=receipt.total,
                state=PacketState.SEALED,
                sealed_at=receipt.issued_at,
                attempts=0,
                next_try_at=receipt.issued_at,
                reason="",
                case="",
                printed=False,
            )
            self.packets[application_id] = Kept(item, receipt, submission.packet)
            return receipt

    def claim(self, now: datetime) -> tuple[OutboxItem, bytes] | None:
        with self._check():
            for packet_id, kept in self.packets.items():
                due = kept.item.next_try_at <= now or kept.item.next_try_at > now + LONGEST_WAIT
                if due and kept.item.state in (PacketState.SEALED, PacketState.UPLOADING) and kept.body is not None:
                    self._change(
                        packet_id,
                        state=PacketState.UPLOADING,
                        attempts=kept.item.attempts + 1,
                        next_try_at=now + LONGEST_UPLOAD,
                    )
                    return kept.item, kept.body
            return None

    def acknowledge(self, packet_id: str, case: str, statement: bytes, signature: bytes) -> None:
        with self._check():
            kept = self.packets[packet_id]
            if kept.item.state is not PacketState.ACKNOWLEDGED:
                self._change(packet_id, state=PacketState.ACKNOWLEDGED, case=case, reason="")
                kept.body, kept.statement, kept.signature = None, statement, signature

    def retry_later(self, packet_id: str, reason: str, next_try_at: datetime) -> None:
        with self._check():
            if self.packets[packet_id].item.state is PacketState.UPLOADING:
                self._change(packet_id, state=PacketState.SEALED, reason=reason, next_try_at=next_try_at)

    def refuse(self, packet_id: str, reason: str) -> None:
        with self._check():
            if self.packets[packet_id].item.state is PacketState.UPLOADING:
                self._change(packet_id, state=PacketState.REFUSED, reason=reason)

    def requeue(self, packet_id: str, now: datetime) -> bool:
        with self._check():
            kept = self.packets.get(packet_id)
            if kept is None or kept.item.state not in (PacketState.SEALED, PacketState.REFUSED):
                return False
            self._change(packet_id, state=PacketState.SEALED, next_try_at=now)
            return True

    def recover(self) -> int:
        with self._check():
            found = [key for key, kept in self.packets.items() if kept.item.state is PacketState.UPLOADING]
            for packet_id in found:
                self._change(packet_id, state=PacketState.SEALED, next_try_at=self.now())
            return len(found)

    def outbox(self) -> tuple[OutboxItem, ...]:
        with self._check():
            items = [kept.item for kept in self.packets.values()]
            done = [item for item in items if item.state is PacketState.ACKNOWLEDGED][-100:]
            return tuple(item for item in items if item.state is not PacketState.ACKNOWLEDGED or item in done)

    def mark_printed(self, application_id: str) -> None:
        with self._check():
            if application_id in self.packets:
                self._change(application_id, printed=True)

    def save_catalogue(self, version: int, statement: str, signature: str) -> None:
        with self._check():
            if self._catalogue is None or version >= self._catalogue[0]:
                self._catalogue = (version, statement, signature)

    def catalogue(self) -> tuple[str, str] | None:
        with self._check():
            return None if self._catalogue is None else self._catalogue[1:]

    def _change(self, packet_id: str, **values: object) -> None:
        kept = self.packets[packet_id]
        kept.item = replace(kept.item, **values)  # type: ignore[arg-type]
