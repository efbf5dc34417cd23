"""A code reader on a serial line, also one that USB only plays (CDC-ACM), by pyserial."""

from __future__ import annotations

import contextlib
import errno
import sys
import time

import serial

from shubbak.ports.code_reader import CodeReaderError

#: A PDF417 of a licence has some 2,700 signs.
LONGEST = 4096
#: How long one look at the line lasts.
_LOOK_S = 0.05
#: pyserial's own error is an OSError; what the terminal says of a plug that is pulled while it is set up is none.
if sys.platform == "win32":
    _FAILURES: tuple[type[Exception], ...] = (OSError,)
else:
    import termios

    _FAILURES = (OSError, termios.error)


class SerialCodeReader:
    """Implements `ports.code_reader.CodeReader`.

    path: such as /dev/serial/by-id/…, which stays when the reader is plugged in elsewhere. baud: as the reader is set
    up; readers that USB plays take any. prefix, suffix: what it writes around a code. ends: the signs that end a code;
    with "" a pause of pause_s does, for codes that have lines of their own.
    """

    def __init__(
        self,
        path: str,
        baud: int = 9600,
        *,
        prefix: str = "",
        suffix: str = "",
        ends: str = "\r\n",
        pause_s: float = 0.2,
    ) -> None:
        self._path = path
        self._baud = baud
        self._prefix = prefix
        self._suffix = suffix
        self._ends = ends.encode()
        self._pause_s = pause_s
        self._port: serial.Serial | None = None
        self._received = bytearray()
        self._heard_at = 0.0

    def next_code(self, wait_s: float) -> str:
        until = time.monotonic() + wait_s
        try:
            while True:
                code = self._taken()
                if code or time.monotonic() >= until:
                    return code
                self._listen()
        except _FAILURES as error:
            self.close()
            denied = isinstance(error, OSError) and error.errno in (errno.EACCES, errno.EPERM)
            raise CodeReaderError("code-reader-denied" if denied else "code-reader-gone") from error
        except UnicodeDecodeError as error:
            raise CodeReaderError("code-reader-gibberish") from error

    def close(self) -> None:
        self._received.clear()
        if self._port is not None:
            with contextlib.suppress(OSError):
                self._port.close()
            self._port = None

    def _listen(self) -> None:
        if self._port is None:
            # Nobody else reads along: half a code each would help neither.
            self._port = serial.Serial(self._path, self._baud, timeout=_LOOK_S, exclusive=True)
        piece = self._port.read(max(1, self._port.in_waiting))
        if piece:
            self._received += piece
            self._heard_at = time.monotonic()

    def _taken(self) -> str:
        """Return the first code that is complete, "" while none is; one that is too long is dropped."""
        while True:
            line = self._first_line()
            if line is None:
                return ""
            text = line.decode().removeprefix(self._prefix).removesuffix(self._suffix)
            if "\0" in text:
                raise UnicodeDecodeError("ascii", line, 0, 1, "no text")
            if 0 < len(text) <= LONGEST:
                return text

    def _first_line(self) -> bytes | None:
        received = self._received
        places = [place for place in (received.find(end) for end in self._ends) if place >= 0]
        if places:
            line = bytes(received[: min(places)])
            del received[: min(places) + 1]
            return line
        most = LONGEST + len(self._prefix) + len(self._suffix)
        if len(received) > 4 * most:
            del received[: -2 * most]  # no end in sight: keep no more than shows that it is too long
        if received and not self._ends and time.monotonic() - self._heard_at >= self._pause_s:
            line = bytes(received)
            received.clear()
            return line
        return None
