"""A small ESC/POS printer on a local port: it prints what it is sent, answers its status, reports what changes where it
was asked to, and can fail as one does.
"""

from __future__ import annotations

import socket
import threading
from enum import Enum
from types import TracebackType

from shubbak.adapters.devices.escpos_bytes import OPEN_DRAWER, PAPER_QUESTION, PROCESS_QUESTION, REPORT_CHANGES, RESET
from shubbak.adapters.devices.escpos_stream import Command, Feed, Order, Print, StatusQuestion, Strip, take, unpack
from shubbak.ports.printer import Raster


class PrinterState(Enum):
    """Its answers to DLE EOT 1 to 4, as the TM series gives them; None answers nothing."""

    OK = (0x16, 0x12, 0x12, 0x12)
    NEAR_END = (0x16, 0x12, 0x12, 0x1E)
    PAPER_OUT = (0x1E, 0x32, 0x12, 0x72)
    COVER_OPEN = (0x1E, 0x16, 0x12, 0x12)
    CUTTER_JAM = (0x1E, 0x52, 0x1A, 0x12)
    BROKEN = (0x1E, 0x52, 0x32, 0x12)
    OFFLINE = (0x1E, 0x12, 0x12, 0x12)
    SILENT = None

    @property
    def report(self) -> bytes:
        """The four bytes of GS a that say the same."""
        reports = {
            "NEAR_END": b"\x10\x00\x03\x0f",
            "PAPER_OUT": b"\x18\x00\x0c\x0f",
            "COVER_OPEN": b"\x38\x00\x00\x0f",
            "CUTTER_JAM": b"\x18\x08\x00\x0f",
            "BROKEN": b"\x18\x20\x00\x0f",
            "OFFLINE": b"\x18\x00\x00\x0f",
        }
        return reports.get(self.name, b"\x10\x00\x00\x0f")


class FakeTcpPrinter:
    """Listens on 127.0.0.1 or where it is told; `papers` are the receipts it cut, `torn` what stuck in it uncut.

    `then` is the state into which it falls after `strips_left` more strips, or None to close the connection there.
    typed: what was sent as text or as a code that it draws itself.
    """

    def __init__(self, dots: int = 576, address: tuple[str, int] = ("127.0.0.1", 0)) -> None:
        self.state = PrinterState.OK
        self.strips_left: int | None = None
        self.then: PrinterState | None = None
        self.papers: list[Raster] = []
        self.torn = b""
        self.chatter = b""
        self.typed: list[bytes] = []
        self.drawer_opened = 0
        self._reporting = False
        self._dots = dots
        self._stream = bytearray()
        self._listener = socket.create_server(address)
        self._thread = threading.Thread(target=self._serve, daemon=True)

    @property
    def url(self) -> str:
        return f"tcp://127.0.0.1:{self._listener.getsockname()[1]}"

    def __enter__(self) -> FakeTcpPrinter:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(5)
        assert not self._thread.is_alive()

    def repair(self) -> None:
        """Close the cover, put in paper, wake it up; what it had buffered stays in it."""
        self.state, self.strips_left, self.then = PrinterState.OK, None, None

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            with connection:
                connection.settimeout(10)
                self._talk(connection)

    def _talk(self, connection: socket.socket) -> None:
        try:
            while heard := connection.recv(65536):
                self._stream += heard
                if self._work(connection):
                    return
        except OSError:
            return

    def _work(self, connection: socket.socket) -> bool:
        """Carry out what has arrived whole; True when it dropped the connection."""
        at = 0
        while (taken := self._next(at)) is not None:
            command, after = taken
            if isinstance(command, StatusQuestion):
                self._answer(connection, command.subject)
            elif self.state in (PrinterState.OK, PrinterState.NEAR_END):
                self._obey(connection, command, bytes(self._stream[at:after]))
            at = after
            if isinstance(command, Strip) and self._tires(connection):
                del self._stream[:]
                return True
        del self._stream[:at]
        return False

    def _next(self, at: int) -> tuple[Command, int] | None:
        return take(self._stream, at) if at < len(self._stream) else None

    def _answer(self, connection: socket.socket, subject: int) -> None:
        if self.state.value is not None:
            connection.sendall(bytes([self.state.value[subject - 1]]))

    def _obey(self, connection: socket.socket, command: Command, code: bytes) -> None:
        match command:
            case Strip() | Feed():
                self.torn += code
            case Print():
                self.typed.append(command.code)
            case Order() if command.cuts:
                self.papers.append(unpack(self.torn, self._dots))
                self.torn = b""
            case Order():
                self._order(connection, code)

    def _order(self, connection: socket.socket, code: bytes) -> None:
        if code == RESET:
            self.torn, self._reporting = b"", False
        elif code == REPORT_CHANGES:
            self._reporting = True
            connection.sendall(self.state.report)
        elif code == PAPER_QUESTION:
            connection.sendall(self.chatter + (b"\x03" if self.state is PrinterState.NEAR_END else b"\x00"))
        elif code.startswith(PROCESS_QUESTION):
            connection.sendall(self.chatter + b"\x37\x22" + code[-4:] + b"\x00")
        elif code == OPEN_DRAWER:
            self.drawer_opened += 1

    def _tires(self, connection: socket.socket) -> bool:
        """Count a strip; True when the printer dies with it."""
        if self.strips_left is None:
            return False
        self.strips_left -= 1
        if self.strips_left > 0:
            return False
        if self.then is not None:
            self.state, self.strips_left = self.then, None
            if self._reporting and self.state is not PrinterState.SILENT:
                connection.sendall(self.state.report)
        return self.then is None
