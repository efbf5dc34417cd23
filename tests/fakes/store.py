"""The station's memory in memory: the same promises as the real one, and a disk that can be full."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from fakes.outputs import FakeOutputs
from fakes.papers import FakePapers, KeptPaper

from shubbak.domain.audit import AuditEvent, AuditHead, link
from shubbak.domain.payment import Payment, PaymentState
from shubbak.domain.receipt import Receipt
from shubbak.ports.drafts import DraftLine
from shubbak.ports.store import (
    LONGEST_UPLOAD,
    LONGEST_WAIT,
    Numbers,
    OutboxItem,
    PacketState,
    StoreError,
    Submission,
)
from shubbak.wire.moment import moment_text

OPEN = (PaymentState.INTENDED, PaymentState.UNKNOWN)


@dataclass
class Kept:
    item: OutboxItem
    receipt: Receipt
    body: bytes | None
    statement: bytes = b""
    signature: bytes = b""


class FakeStore(FakePapers, FakeOutputs):
    """Implements ports.store.StationStore and ports.audit. `fail` is the error's code that every verb raises, or ""."""

    def __init__(self, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.fail = ""
        self.now = now
        self.payments: dict[str, Payment] = {}
        self.packets: dict[str, Kept] = {}
        self.events: list[AuditEvent] = []
        self.facts: dict[str, str] = {}
        self.put_aside: dict[str, tuple[DraftLine, bytes]] = {}
        self.kept_papers: dict[str, KeptPaper] = {}
        self.kept_outputs: dict[str, KeptPaper] = {}
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
            if payment.id not in self.payments:
                self.payments[payment.id] = payment
                self._note("payment-intended", payment.id)

    def settle(self, payment_id: str, state: PaymentState, reference: str, card_tail: str) -> None:
        with self._check():
            payment = self.payments[payment_id]
            self.payments[payment_id] = replace(payment, state=state, reference=reference, card_tail=card_tail)
            self._note(f"payment-{state.value}", payment_id)

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
                operator=submission.operator,
                size=len(submission.packet),
            )
            self.packets[application_id] = Kept(item, receipt, submission.packet)
            if submission.paper:
                self.kept_papers[application_id] = KeptPaper(submission.paper)
            if submission.output:
                self.kept_outputs[application_id] = KeptPaper(submission.output)
            self.put_aside.pop(application_id, None)
            self._note("packet-sealed", application_id)
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
                    self._note("packet-claimed", packet_id)
                    return kept.item, kept.body
            return None

    def acknowledge(self, packet_id: str, case: str, statement: bytes, signature: bytes) -> None:
        with self._check():
            kept = self.packets[packet_id]
            if kept.item.state is not PacketState.ACKNOWLEDGED:
                self._change(packet_id, state=PacketState.ACKNOWLEDGED, case=case, reason="", size=0)
                kept.body, kept.statement, kept.signature = None, statement, signature
                self._note("packet-acknowledged", packet_id)

    def retry_later(self, packet_id: str, reason: str, next_try_at: datetime) -> None:
        with self._check():
            if self.packets[packet_id].item.state is PacketState.UPLOADING:
                self._change(packet_id, state=PacketState.SEALED, reason=reason, next_try_at=next_try_at)
                self._note("packet-waits", packet_id, reason)

    def refuse(self, packet_id: str, reason: str) -> None:
        with self._check():
            if self.packets[packet_id].item.state is PacketState.UPLOADING:
                self._change(packet_id, state=PacketState.REFUSED, reason=reason)
                self._note("packet-refused", packet_id, reason)

    def requeue(self, packet_id: str, now: datetime) -> bool:
        with self._check():
            kept = self.packets.get(packet_id)
            if kept is None or kept.item.state not in (PacketState.SEALED, PacketState.REFUSED):
                return False
            self._change(packet_id, state=PacketState.SEALED, next_try_at=now)
            self._note("packet-requeued", packet_id)
            return True

    def recover(self) -> int:
        with self._check():
            found = [key for key, kept in self.packets.items() if kept.item.state is PacketState.UPLOADING]
            for packet_id in found:
                self._change(packet_id, state=PacketState.SEALED, next_try_at=self.now())
            if found:
                self._note("packets-recovered", "", str(len(found)))
            return len(found)

    def outbox(self) -> tuple[OutboxItem, ...]:
        with self._check():
            items = [kept.item for kept in self.packets.values()]
            done = [item for item in items if item.state is PacketState.ACKNOWLEDGED][-100:]
            return tuple(item for item in items if item.state is not PacketState.ACKNOWLEDGED or item in done)

    def save_catalogue(self, version: int, statement: str, signature: str) -> None:
        with self._check():
            if self._catalogue is None or version >= self._catalogue[0]:
                self._catalogue = (version, statement, signature)
                self._note("catalogue-saved", "", str(version))

    def catalogue(self) -> tuple[str, str] | None:
        with self._check():
            return None if self._catalogue is None else self._catalogue[1:]

    def note(self, kind: str, subject: str = "", detail: str = "") -> None:
        with self._check():
            self._note(kind, subject, detail)

    def audit_head(self) -> AuditHead:
        with self._check():
            return AuditHead(self.events[-1].number, self.events[-1].link) if self.events else AuditHead()

    def audit_events(self, after: int = 0, limit: int = 1000) -> tuple[AuditEvent, ...]:
        with self._check():
            return tuple(self.events[after : after + limit])

    def fact(self, name: str) -> str:
        with self._check():
            return self.facts.get(name, "")

    def keep_fact(self, name: str, value: str) -> None:
        with self._check():
            self.facts[name] = value

    def sealed_packet(self, packet_id: str) -> bytes | None:
        with self._check():
            kept = self.packets.get(packet_id)
            return None if kept is None else kept.body

    def turn_away(self, packet_id: str, reason: str) -> bool:
        with self._check():
            kept = self.packets.get(packet_id)
            if kept is None or kept.item.state not in (PacketState.SEALED, PacketState.UPLOADING):
                return False
            self._change(packet_id, state=PacketState.REFUSED, reason=reason)
            self._note("packet-refused", packet_id, reason)
            return True

    def keep_draft(self, line: DraftLine, body: bytes) -> bool:
        with self._check():
            if line.id in self.packets:
                return False
            self.put_aside[line.id] = (replace(line, size=len(body)), body)
            self._note("draft-kept", line.id)
            return True

    def drafts(self) -> tuple[DraftLine, ...]:
        with self._check():
            return tuple(
                sorted((line for line, _ in self.put_aside.values()), key=lambda line: (line.kept_at, line.id))
            )

    def take_draft(self, draft_id: str) -> bytes | None:
        with self._check():
            if draft_id not in self.put_aside:
                return None
            self._note("draft-taken", draft_id)
            return self.put_aside[draft_id][1]

    def close_draft(self) -> None:
        with self._check():
            self.facts["open-draft"] = ""

    def drop_draft(self, draft_id: str) -> bool:
        with self._check():
            if self.put_aside.pop(draft_id, None) is None:
                return False
            self._note("draft-dropped", draft_id)
            return True

    def drop_drafts_before(self, limit: datetime) -> int:
        with self._check():
            old = [key for key, (line, _) in self.put_aside.items() if line.kept_at < limit]
            for key in old:
                del self.put_aside[key]
            if old:
                self._note("drafts-wiped", "", str(len(old)))
            return len(old)

    def _note(self, kind: str, subject: str, detail: str = "") -> None:
        before = self.events[-1].link if self.events else AuditHead().link
        said = (len(self.events) + 1, moment_text(self.now()), kind, subject, detail)
        self.events.append(AuditEvent(*said, link(before, *said)))

    def _change(self, packet_id: str, **values: object) -> None:
        kept = self.packets[packet_id]
        kept.item = replace(kept.item, **values)  # type: ignore[arg-type]
