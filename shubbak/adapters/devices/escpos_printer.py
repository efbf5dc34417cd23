"""A real receipt printer: strips out, and "printed" only when the printer itself answered behind the last one."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from shubbak.adapters.devices.escpos_bytes import CUT, PAPER_QUESTION, RESET, STRIP_ROWS, status_question, strips
from shubbak.adapters.devices.escpos_link import PrinterLink, printer_link
from shubbak.ports.printer import PrinterError, Raster

#: Rows a second of the slowest head we know, about 45 mm; a printer that needs longer has stopped.
_SLOWEST_ROWS_A_SECOND = 360

# DLE EOT answers have bits 1 and 4 set and bits 0 and 7 clear; GS r answers have bits 4 and 7 clear. Dots that happen
# to spell a DLE EOT inside a picture are answered too, so answers are told apart by these bits, not by their order.
_STATUS_MASK, _STATUS_MARK = 0x93, 0x12
_PAPER_MASK, _PAPER_MARK = 0x90, 0x00


def escpos_printer(url: str, dots: int, *, trust_file: bool = False) -> EscposPrinter:
    """Return the printer behind a URL (see `printer_link`); opens nothing.

    trust_file: a file cannot answer, so `file:` is refused with ValueError unless this says that the caller knows.
    """
    link = printer_link(url)
    if not link.answers and not trust_file:
        raise ValueError("a file cannot say whether it printed")
    return EscposPrinter(link, dots)


class EscposPrinter:
    """A `ReceiptPrinter` that speaks ESC/POS.

    `answers` is False behind a file link: then `check` and `print` promise only that the bytes were written, never
    that paper came out. That is good enough to show a demonstration and for nothing else.
    """

    def __init__(self, link: PrinterLink, dots: int, *, answer_seconds: float = 2.0) -> None:
        self._link = link
        self._dots = dots
        self._answer_seconds = answer_seconds
        self._unfinished = False

    @property
    def dots(self) -> int:
        return self._dots

    @property
    def answers(self) -> bool:
        return self._link.answers

    def check(self) -> None:
        with self._connected():
            if self.answers:
                self._ask_everything()

    def print(self, raster: Raster) -> None:
        if raster.width > self._dots:
            raise ValueError(f"a picture of {raster.width} dots on a printer of {self._dots}")
        with self._connected():
            if self.answers:
                self._ask_everything()
            was_unfinished, self._unfinished = self._unfinished, True
            self._send_job(raster, resynchronise=was_unfinished)
            if self.answers:
                self._await_paper(raster)
            self._unfinished = False

    @contextmanager
    def _connected(self) -> Iterator[None]:
        self._link.open()
        try:
            yield
        finally:
            self._link.close()

    def _send_job(self, raster: Raster, *, resynchronise: bool) -> None:
        if resynchronise:
            # A printer that lost its host, or its paper, inside a picture still waits for the rest of that strip and
            # would swallow the next receipt's head as dots. White dots complete it; between commands NUL does nothing.
            self._link.send(bytes((self._dots + 7) // 8 * STRIP_ROWS))
        for piece in (RESET, *strips(raster), CUT):
            self._link.send(piece)

    def _await_paper(self, raster: Raster) -> None:
        """Wait until everything before the question was carried out, then look whether it went well."""
        self._link.send(PAPER_QUESTION)
        patience = self._answer_seconds + raster.height / _SLOWEST_ROWS_A_SECOND
        try:
            self._listen(_PAPER_MASK, _PAPER_MARK, patience)
        except PrinterError:
            self._ask_everything()  # no paper and an open cover answer here, and name themselves
            raise
        self._ask_everything()

    def _ask_everything(self) -> None:
        """Raise the PrinterError that the four DLE EOT answers amount to, the most helpful one first."""
        printer, offline, errors, paper = (self._ask(subject) for subject in (1, 2, 3, 4))
        if offline & 0x04:
            raise PrinterError("printer-cover-open")
        if offline & 0x20 or paper & 0x60:
            raise PrinterError("printer-paper-out")
        if errors & 0x68 or offline & 0x40 or printer & 0x08:
            raise PrinterError("printer-fault")

    def _ask(self, subject: int) -> int:
        self._link.send(status_question(subject))
        return self._listen(_STATUS_MASK, _STATUS_MARK, self._answer_seconds)

    def _listen(self, mask: int, mark: int, patience: float) -> int:
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            for answer in self._link.receive():
                if answer & mask == mark:
                    return answer
        raise PrinterError("printer-silent")
