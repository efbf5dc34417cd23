"""A card reader through PC/SC, pcscd on Linux and the smart card service on Windows; no call may hold a person up.

A driver that never answers cannot be interrupted, so every call runs in a thread of its own and is waited for no longer
than its deadline. A thread left behind lets go of the card when its driver comes back.
"""

from __future__ import annotations

import contextlib
import queue
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from shubbak.ports.chip import ChipError

Found = TypeVar("Found")
_MASK = 0xFFFFFFFF
#: A driver's own last word comes a little after the deadline it was given.
_GRACE_S = 2.0
#: Whoever gave up waiting for a card lets the next person have the reader within this time.
_GLANCE_MS = 400

# Codes of the PC/SC standard (part 5, 3.1.1; the same in winscard.h), and what they mean to a person.
_FINE = 0
_TIMEOUT = 0x8010000A
_CODES = {
    0x8010000B: "chip-reader-busy",  # SCARD_E_SHARING_VIOLATION
    0x8010000C: "chip-absent",  # SCARD_E_NO_SMARTCARD
    0x80100015: "chip-silent",  # SCARD_E_CARD_UNSUPPORTED
    0x8010000F: "chip-silent",  # SCARD_E_PROTO_MISMATCH
    0x8010001D: "chip-service-gone",  # SCARD_E_NO_SERVICE: no pcscd
    0x8010001E: "chip-service-gone",  # SCARD_E_SERVICE_STOPPED
    0x80100027: "chip-reader-denied",  # SCARD_E_NO_ACCESS
    0x80100016: "chip-torn",  # SCARD_E_NOT_TRANSACTED: how many antennas say that the card has left
    0x8010002F: "chip-torn",  # SCARD_E_COMM_DATA_LOST
    0x80100065: "chip-silent",  # SCARD_W_UNSUPPORTED_CARD
    0x80100066: "chip-silent",  # SCARD_W_UNRESPONSIVE_CARD
    0x80100067: "chip-torn",  # SCARD_W_UNPOWERED_CARD
    0x80100068: "chip-torn",  # SCARD_W_RESET_CARD
    0x80100069: "chip-torn",  # SCARD_W_REMOVED_CARD
    0x8010006A: "chip-reader-denied",  # SCARD_W_SECURITY_VIOLATION: polkit says no
}
_PRESENT, _MUTE, _UNUSABLE = 0x0020, 0x0200, 0x000C


class PcscSlot:
    """Implements `CardSlot` for the readers whose name contains a text; the first card on any of them counts.

    name: part of the reader's name as the system tells it, "" for every reader. wait_s: how long a card is waited for.
    answer_s: how long one answer may take. While a driver has not come back from a call, the reader is busy: each
    further try would leave another thread behind.
    """

    def __init__(self, name: str = "", wait_s: float = 20.0, answer_s: float = 10.0) -> None:
        self._name = name
        self._wait_s = wait_s
        self._answer_s = answer_s
        self._given_up = threading.Event()
        self._last: _Worker | None = None

    def cancel(self) -> None:
        self._given_up.set()

    @contextlib.contextmanager
    def card(self) -> Iterator[PcscCard]:
        """Wait for a card and power it; nobody else may speak to it until the end of the block."""
        worker = self._worker()
        self._given_up.clear()
        try:
            calls = worker.ask(_Calls, self._answer_s)
            reader = self._wait(worker, calls)
            worker.ask(lambda: calls.connect(reader), self._answer_s)
            yield PcscCard(worker, calls, self._answer_s)
        finally:
            worker.leave()

    def readers(self) -> list[str]:
        """Return the names of the readers there are, untrusted, as the system gives them. Raises ChipError
        (chip-reader-gone where there is none).
        """
        worker = self._worker()
        try:
            calls = worker.ask(_Calls, self._answer_s)
            return [each for each in worker.ask(calls.readers, self._answer_s) if self._name in each]
        finally:
            worker.leave()

    def _worker(self) -> _Worker:
        if self._last is not None and self._last.at_work:
            raise ChipError("chip-reader-busy")
        self._last = _Worker()
        return self._last

    def _wait(self, worker: _Worker, calls: _Calls) -> str:
        readers = [each for each in worker.ask(calls.readers, self._answer_s) if self._name in each]
        if not readers:
            raise ChipError("chip-reader-gone")
        return worker.ask(lambda: calls.wait(readers, self._wait_s, self._given_up), self._wait_s + _GRACE_S)


class PcscCard:
    """Implements `CardLink` for one powered card."""

    def __init__(self, worker: _Worker, calls: _Calls, answer_s: float) -> None:
        self._worker = worker
        self._calls = calls
        self._answer_s = answer_s

    def transmit(self, command: bytes) -> bytes:
        return self._worker.ask(lambda: self._calls.transmit(command), self._answer_s)


class _Calls:
    """The calls themselves, all made in one thread. Raises ChipError."""

    def __init__(self) -> None:
        try:
            from smartcard import scard
        except ImportError as error:  # its library finds no PC/SC on this machine
            raise ChipError("chip-service-gone") from error
        self._scard: Any = scard
        self._card: tuple[Any, Any] | None = None
        result, self._context = scard.SCardEstablishContext(scard.SCARD_SCOPE_USER)
        _check(result)

    def readers(self) -> list[str]:
        result, names = self._scard.SCardListReaders(self._context, [])
        _check(result)
        return list(names)

    def wait(self, readers: list[str], seconds: float, given_up: threading.Event) -> str:
        """Return the first reader that has a card which answers; raises ChipError."""
        until = time.monotonic() + seconds
        states: list[Any] = [(reader, self._scard.SCARD_STATE_UNAWARE) for reader in readers]
        while True:
            left_ms = max(0, int((until - time.monotonic()) * 1000))
            result, found = self._scard.SCardGetStatusChange(self._context, min(left_ms, _GLANCE_MS), states)
            if result & _MASK == _TIMEOUT:
                if given_up.is_set() or left_ms <= _GLANCE_MS:
                    raise ChipError("chip-absent")
                continue
            _check(result)
            for reader, state, _ in found:
                if state & _PRESENT:
                    if state & _MUTE:
                        raise ChipError("chip-silent")
                    return str(reader)
            if all(state & _UNUSABLE for _, state, _ in found):
                raise ChipError("chip-reader-gone")
            states = [(reader, state) for reader, state, _ in found]

    def connect(self, reader: str) -> None:
        scard = self._scard
        protocols = scard.SCARD_PROTOCOL_T0 | scard.SCARD_PROTOCOL_T1
        result, card, protocol = scard.SCardConnect(self._context, reader, scard.SCARD_SHARE_EXCLUSIVE, protocols)
        _check(result)
        self._card = (card, scard.SCARD_PCI_T0 if protocol == scard.SCARD_PROTOCOL_T0 else scard.SCARD_PCI_T1)

    def transmit(self, command: bytes) -> bytes:
        if self._card is None:
            raise ChipError("chip-torn")
        card, header = self._card
        result, answer = self._scard.SCardTransmit(card, header, list(command))
        _check(result)
        if not answer:  # some drivers say so of a card that has left; a card always sends a status word
            raise ChipError("chip-torn")
        return bytes(answer)

    def end(self) -> None:
        """Reset the card, so that its open session ends with this reading, and let go of it."""
        if self._card is not None:
            self._scard.SCardDisconnect(self._card[0], self._scard.SCARD_RESET_CARD)
        self._scard.SCardReleaseContext(self._context)


def _check(result: int) -> None:
    if result & _MASK != _FINE:
        raise ChipError(_CODES.get(result & _MASK, "chip-reader-gone"))


class _Worker:
    """One thread that makes one call after another, and is left alone when one of them never ends."""

    def __init__(self) -> None:
        self._asked: queue.SimpleQueue[tuple[Callable[[], Any], queue.SimpleQueue[Any]] | None] = queue.SimpleQueue()
        self._made: list[_Calls] = []
        self._stuck = False
        self._thread = threading.Thread(target=self._work, name="chip reader", daemon=True)
        self._thread.start()

    def ask(self, call: Callable[[], Found], seconds: float) -> Found:
        """Return what the call returned; raises its ChipError, or chip-silent when it takes longer."""
        reply: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._asked.put((call, reply))
        try:
            found, error = reply.get(timeout=seconds)
        except queue.Empty:
            self._stuck = True
            raise ChipError("chip-silent") from None
        if error is not None:
            raise error
        return found  # type: ignore[no-any-return]  # what the call returned

    @property
    def at_work(self) -> bool:
        """Whether it has not ended yet: a call that was given up is still under way."""
        return self._thread.is_alive()

    def leave(self) -> None:
        """Have the card let go of, or the next reading would find it held; nobody waits for a thread that is stuck."""
        self._asked.put(None)
        if not self._stuck:
            self._thread.join(_GRACE_S)

    def _work(self) -> None:
        while (asked := self._asked.get()) is not None:
            call, reply = asked
            try:
                found = call()
            except Exception as error:  # noqa: BLE001 (it is raised again where the answer is waited for)
                reply.put((None, error))
                continue
            if isinstance(found, _Calls):
                self._made.append(found)
            reply.put((found, None))
        for calls in self._made:
            calls.end()
