"""The driver's own care: a receipt cut off inside a strip never spoils the next one."""

from __future__ import annotations

import pytest
from fakes.printer_models import model

from shubbak.adapters.devices.escpos_bytes import PAPER_QUESTION
from shubbak.adapters.devices.escpos_printer import EscposPrinter
from shubbak.adapters.devices.escpos_stream import unpack
from shubbak.ports.printer import PrinterError, Raster

DOTS = 64
PICTURE = Raster(DOTS, 300, bytes((row + column) % 255 + 1 for row in range(300) for column in range(8)))


class FakeLink:
    """Remembers what the printer was sent; `room` bytes later the cable is out."""

    answers = True

    def __init__(self) -> None:
        self.sent = b""
        self.room: int | None = None
        self._waiting = b""

    def open(self) -> None:
        self._waiting = b""

    def send(self, data: bytes) -> None:
        if data.startswith(b"\x10\x04"):
            self._waiting += b"\x12"
            return
        if data == PAPER_QUESTION:
            self._waiting += b"\x00"
            return
        taken = data if self.room is None else data[: self.room]
        self.sent += taken
        if len(taken) < len(data):
            raise PrinterError("printer-gone")
        if self.room is not None:
            self.room -= len(taken)

    def receive(self) -> bytes:
        heard, self._waiting = self._waiting, b""
        return heard

    def waiting(self) -> bytes:
        return b""

    def close(self) -> None:
        return


@pytest.mark.parametrize("room", [0, 2, 10, 11, 500, 1033, 1034, 2000])
def test_a_receipt_after_a_broken_one_comes_out_whole(room: int) -> None:
    link = FakeLink()
    printer = EscposPrinter(link, model(DOTS))
    link.room = room
    with pytest.raises(PrinterError, match="printer-gone"):
        printer.print(PICTURE)
    link.room = None
    printer.print(PICTURE)
    assert unpack(link.sent, DOTS).rows.endswith(PICTURE.rows)


def test_a_whole_receipt_is_followed_by_no_blank_paper() -> None:
    link = FakeLink()
    printer = EscposPrinter(link, model(DOTS))
    printer.print(PICTURE)
    printer.print(PICTURE)
    assert unpack(link.sent, DOTS) == Raster(DOTS, 600, PICTURE.rows * 2)
