"""Cash that an operator counts into a drawer, beside a card terminal; its book is the till's own memory."""

from __future__ import annotations

import contextlib
import json
import os
import threading
from pathlib import Path

from shubbak.domain.payment import Payment, PaymentMethod, PaymentState
from shubbak.ports.printer import PrinterError, ReceiptPrinter
from shubbak.ports.terminal import ChargeOutcome, PaymentTerminal


class CashDrawer:
    """Implements `shubbak.ports.terminal.PaymentTerminal` for cash.

    A charge is the operator's word that the money lies in the drawer, a reversal that it was handed back. book: JSON
    lines, each on the disk before the answer, so that a restart knows what was counted in. printer: the one whose
    cable opens the drawer once money was counted in or is to be handed back.
    """

    def __init__(self, book: Path, printer: ReceiptPrinter | None = None) -> None:
        book.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._path = book
        self._printer = printer
        self._lines: dict[str, ChargeOutcome] = {}
        self._lock = threading.Lock()
        if book.exists():
            self._read(book.read_bytes())

    def charge(self, payment: Payment) -> ChargeOutcome:
        with self._lock:
            known = self._lines.get(payment.id)
            outcome = known or self._write(payment, PaymentState.CAPTURED)
        if known is None:
            self._spring()
        return outcome

    def query(self, payment: Payment) -> ChargeOutcome:
        with self._lock:
            # Written down: a charge that arrives after this answer must not count.
            return self._lines.get(payment.id) or self._write(payment, PaymentState.CANCELLED)

    def reverse(self, payment: Payment) -> ChargeOutcome:
        with self._lock:
            known = self._lines.get(payment.id) or self._write(payment, PaymentState.CANCELLED)
            captured = known.state is PaymentState.CAPTURED
            outcome = self._write(payment, PaymentState.REVERSED) if captured else known
        if captured:
            self._spring()
        return outcome

    def _spring(self) -> None:
        if self._printer is not None:
            # The money counts whether or not the drawer opens: it has a key.
            with contextlib.suppress(PrinterError):
                self._printer.open_drawer()

    def _write(self, payment: Payment, state: PaymentState) -> ChargeOutcome:
        line = {
            "id": payment.id,
            "amount_minor": payment.amount.amount_minor,
            "currency": payment.amount.currency,
            "state": state.value,
        }
        handle = os.open(self._path, os.O_CREAT | os.O_WRONLY | os.O_APPEND | os.O_CLOEXEC, 0o600)
        with os.fdopen(handle, "ab") as book:
            book.write(json.dumps(line).encode() + b"\n")
            book.flush()
            os.fsync(book.fileno())
        self._lines[payment.id] = ChargeOutcome(state)
        return self._lines[payment.id]

    def _read(self, content: bytes) -> None:
        whole, newline, torn = content.rpartition(b"\n")
        if torn:  # cut while writing: nobody was answered, so it did not happen
            os.truncate(self._path, len(whole) + len(newline))
        for text in whole.splitlines():
            line = json.loads(text)
            self._lines[line["id"]] = ChargeOutcome(PaymentState(line["state"]))


class CounterTills:
    """A counter's two ways to pay as one terminal: each payment goes to the one that its method names."""

    def __init__(self, card: PaymentTerminal, cash: PaymentTerminal) -> None:
        self._tills = {PaymentMethod.CARD: card, PaymentMethod.CASH: cash}

    def charge(self, payment: Payment) -> ChargeOutcome:
        return self._tills[payment.method].charge(payment)

    def query(self, payment: Payment) -> ChargeOutcome:
        return self._tills[payment.method].query(payment)

    def reverse(self, payment: Payment) -> ChargeOutcome:
        return self._tills[payment.method].reverse(payment)
