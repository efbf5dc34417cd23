"""A payment terminal for development: it keeps its own book of charges, and it can stall, refuse and die."""

from __future__ import annotations

import json
import os
import threading
import time
from collections import deque
from enum import StrEnum
from pathlib import Path

from shubbak.domain.payment import Payment, PaymentState
from shubbak.ports.terminal import ChargeOutcome, TerminalError


class Behaviour(StrEnum):
    """What the next charge meets.

    STALL: no answer and no money taken. GONE: unplugged before it heard. DIE_AFTER_CAPTURE: the money is taken and the
    terminal dies before it can say so.
    """

    APPROVE = "approve"
    DECLINE = "decline"
    CANCEL = "cancel"
    STALL = "stall"
    GONE = "gone"
    DIE_AFTER_CAPTURE = "die-after-capture"


_REFUSALS = {Behaviour.DECLINE: PaymentState.DECLINED, Behaviour.CANCEL: PaymentState.CANCELLED}
_CARD_TAIL = "0119"


class SimulatedTerminal:
    """Implements `shubbak.ports.terminal.PaymentTerminal` without a card.

    journal: the terminal's own memory, JSON lines, each on the disk before the answer: like a real one it remembers a
    charge when the kiosk does not. development: must be True, because it takes no money. thinking_seconds: how long a
    charge takes; stall_seconds: how long a stalled one keeps the caller; down_seconds: how long it is gone after dying.
    """

    def __init__(
        self,
        journal: Path,
        *,
        development: bool,
        thinking_seconds: float = 0.0,
        stall_seconds: float = 0.0,
        down_seconds: float = 0.0,
    ) -> None:
        if not development:
            raise RuntimeError("the simulated terminal takes no money and serves development only")
        self._book = _Book(journal)
        self._thinking_seconds = thinking_seconds
        self._stall_seconds = stall_seconds
        self._down_seconds = down_seconds
        self._down_until = 0.0
        self._behaviours: deque[Behaviour] = deque()
        self._lock = threading.Lock()

    def behave(self, *behaviours: Behaviour) -> None:
        """Say what the next charges meet, one each; after them it approves."""
        with self._lock:
            self._behaviours.extend(behaviours)

    def charge(self, payment: Payment) -> ChargeOutcome:
        with self._lock:
            self._check_power()
            known = self._book.find(payment.id)
            if known is not None:
                return known
            behaviour = self._behaviours.popleft() if self._behaviours else Behaviour.APPROVE
            time.sleep(self._thinking_seconds)
            return self._meet(behaviour, payment)

    def query(self, payment: Payment) -> ChargeOutcome:
        with self._lock:
            self._check_power()
            # Written down as cancelled: a charge that arrives late, after this answer, must not take money.
            return self._book.find(payment.id) or self._book.write(payment, PaymentState.CANCELLED)

    def reverse(self, payment: Payment) -> ChargeOutcome:
        with self._lock:
            self._check_power()
            known = self._book.find(payment.id) or self._book.write(payment, PaymentState.CANCELLED)
            captured = known.state is PaymentState.CAPTURED
            return self._book.write(payment, PaymentState.REVERSED) if captured else known

    def _meet(self, behaviour: Behaviour, payment: Payment) -> ChargeOutcome:
        if behaviour is Behaviour.STALL:
            time.sleep(self._stall_seconds)
            raise TerminalError("terminal-silent")
        if behaviour is Behaviour.GONE:
            self._die()
        outcome = self._book.write(payment, _REFUSALS.get(behaviour, PaymentState.CAPTURED))
        if behaviour is Behaviour.DIE_AFTER_CAPTURE:
            self._die()
        return outcome

    def _die(self) -> None:
        self._down_until = time.monotonic() + self._down_seconds
        raise TerminalError("terminal-gone")

    def _check_power(self) -> None:
        if time.monotonic() < self._down_until:
            raise TerminalError("terminal-gone")


class _Book:
    """The charges by our payment ids, the newest line of each counting."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._path = path
        self._lines: dict[str, ChargeOutcome] = {}
        if path.exists():
            self._read(path.read_bytes())

    def find(self, payment_id: str) -> ChargeOutcome | None:
        return self._lines.get(payment_id)

    def write(self, payment: Payment, state: PaymentState) -> ChargeOutcome:
        known = self._lines.get(payment.id)
        captured = state is PaymentState.CAPTURED
        reference = known.reference if known else f"SIM{len(self._lines) + 1:06d}" if captured else ""
        tail = known.card_tail if known else _CARD_TAIL if captured else ""
        outcome = ChargeOutcome(state, reference, tail)
        line = {
            "id": payment.id,
            "amount_minor": payment.amount.amount_minor,
            "currency": payment.amount.currency,
            "state": state.value,
            "reference": reference,
            "card_tail": tail,
        }
        with self._path.open("ab") as book:
            book.write(json.dumps(line).encode() + b"\n")
            book.flush()
            os.fsync(book.fileno())
        self._lines[payment.id] = outcome
        return outcome

    def _read(self, content: bytes) -> None:
        whole, newline, torn = content.rpartition(b"\n")
        if torn:  # cut while writing: nobody was answered, so it did not happen
            os.truncate(self._path, len(whole) + len(newline))
        for text in whole.splitlines():
            line = json.loads(text)
            self._lines[line["id"]] = ChargeOutcome(PaymentState(line["state"]), line["reference"], line["card_tail"])
