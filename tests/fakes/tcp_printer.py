"""A small ESC/POS printer on a local port: it prints what it is sent, answers its status, and can fail as one does."""

from __future__ import annotations

import socket
import threading
from enum import Enum
from types import TracebackType

from shubbak.adapters.devices.escpos_bytes import CUT, PAPER_QUESTION, RESET, Order, StatusQuestion, Strip, take, unpack
from shubbak.ports.printer import Raster


class PrinterState(Enum):
    """Its answers to DLE EOT 1 to 4, as the TM series gives them; None answers nothing."""

    OK = (0x16, 0x12, 0x12, 0x12)
    NEAR_END = (0x16, 0x12, 0x12, 0x1E)
    PAPER_OUT = (0x1E, 0x32, 0x12, 0x72)
    COVER_OPEN = (0x1E, 0x16, 0x12, 0x12)
    CUTTER_JAM = (0x1E, 0x52, 0x1A, 0x12)
    OFFLINE = (0x1E, 0x12, 0x12, 0x12)
    SILENT = None


class FakeTcpPrinter:
    """Listens on 127.0.0.1; `papers` are the receipts it cut, `torn` what stuck in it uncut.

    `then` is the state into which it falls after `strips_left` more strips, or None to close the connection there.
    """

    def __init__(self, dots: int = 576) -> None:
        self.state = PrinterState.OK
        self.strips_left: int | None = None
        self.then: PrinterState | None = None
        self.papers: list[Raster] = []
        self.torn = b""
        self.chatter = b""
        self._dots = dots
        self._stream = bytearray()
        self._listener = socket.create_server(("127.0.0.1", 0))
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
            if isinstance(command, Strip) and self._tires():
                del self._stream[:]
                return True
        del self._stream[:at]
        return False

    def _next(self, at: int) -> tuple[Strip | StatusQuestion | Order, int] | None:
        return take(self._stream, at) if at < len(self._stream) else None

    def _answer(self, connection: socket.socket, subject: int) -> None:
        if self.state.value is not None:
            connection.sendall(bytes([self.state.value[subject - 1]]))

    def _obey(self, connection: socket.socket, command: Strip | Order, code: bytes) -> None:
        if code == RESET:
            self.torn = b""
        elif code == PAPER_QUESTION:
            connection.sendall(self.chatter + (b"\x03" if self.state is PrinterState.NEAR_END else b"\x00"))
        elif code == CUT:
            self.papers.append(unpack(self.torn, self._dots))
            self.torn = b""
        elif isinstance(command, Strip):
            self.torn += code

    def _tires(self) -> bool:
        """Count a strip; True when the printer dies with it."""
        if self.strips_left is None:
            return False
        self.strips_left -= 1
        if self.strips_left > 0:
            return False
        if self.then is not None:
            self.state, self.strips_left = self.then, None
        return self.then is None
