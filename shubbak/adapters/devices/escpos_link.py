"""The way to a receipt printer: python-escpos' transports behind one small face, chosen by a URL."""

from __future__ import annotations

import socket
from typing import Any, Protocol
from urllib.parse import parse_qs, urlsplit

from escpos.exceptions import Error as EscposError
from escpos.printer import File, Network, Serial, Usb

from shubbak.ports.printer import PrinterError


class PrinterLink(Protocol):
    """One connection to a printer. Every method raises PrinterError("printer-gone") when it breaks."""

    @property
    def answers(self) -> bool:
        """Whether the printer can be heard at all; a file can only be written."""

    def open(self) -> None: ...

    def send(self, data: bytes) -> None:
        """Hand bytes over; raises PrinterError("printer-silent") when the printer takes none for the time-out."""

    def receive(self) -> bytes:
        """Return what has arrived within a fraction of a second, perhaps nothing."""

    def close(self) -> None: ...


#: How long one look for an answer blocks, and how long a write may stand still.
LISTEN_SECONDS = 0.1
SEND_SECONDS = 10.0
CONNECT_SECONDS = 3.0


def printer_link(url: str) -> PrinterLink:
    """Return the link that a URL names; nothing is opened yet.

    `tcp://host:9100`, `usb:04b8:0202`, `serial:/dev/ttyS0?baud=115200`, `file:/dev/usb/lp0`. Raises ValueError on any
    other, and where python-escpos lacks the library for it (pyusb, pyserial).
    """
    parts = urlsplit(url)
    if parts.scheme == "tcp" and parts.hostname:
        return EscposLink(_TcpTransport(parts.hostname, parts.port or 9100))
    if parts.scheme == "file" and parts.path:
        return EscposLink(File(parts.path), answers=False)
    if parts.scheme == "usb" and Usb.is_usable():
        vendor, _, product = parts.path.partition(":")
        return EscposLink(Usb(int(vendor, 16), int(product, 16), timeout=int(SEND_SECONDS * 1000)))
    if parts.scheme == "serial" and parts.path and Serial.is_usable():
        baud = int(parse_qs(parts.query).get("baud", ["115200"])[0])
        return EscposLink(Serial(parts.path, baudrate=baud, timeout=LISTEN_SECONDS))
    raise ValueError(f"{parts.scheme or 'no'} printer link: unknown, incomplete or without its library")


class _TcpTransport(Network):  # type: ignore[misc]  # python-escpos is not typed
    """python-escpos' network transport, connecting by ourselves: its own way leaks the socket of a failed attempt,
    knows IPv4 only and waits a minute.
    """

    def open(self, raise_not_found: bool = True) -> None:
        self.device = socket.create_connection((self.host, self.port), timeout=CONNECT_SECONDS)


class EscposLink:
    """A python-escpos transport whose errors are translated here, once."""

    def __init__(self, transport: Any, *, answers: bool = True) -> None:
        self._transport = transport
        self._answers = answers

    @property
    def answers(self) -> bool:
        return self._answers

    def open(self) -> None:
        try:
            self._transport.open()
        except (EscposError, OSError) as error:
            raise PrinterError("printer-gone") from error

    def send(self, data: bytes) -> None:
        try:
            self._patience(SEND_SECONDS)
            self._transport._raw(data)
        except TimeoutError as error:
            raise PrinterError("printer-silent") from error
        except (EscposError, OSError) as error:
            raise PrinterError("printer-gone") from error

    def receive(self) -> bytes:
        try:
            self._patience(LISTEN_SECONDS)
            heard = bytes(self._transport._read())
        except TimeoutError:
            return b""
        except (EscposError, OSError) as error:
            if type(error).__name__ == "USBTimeoutError":  # pyusb is not imported here just for this name
                return b""
            raise PrinterError("printer-gone") from error
        if not heard and isinstance(self._transport, Network):
            raise PrinterError("printer-gone")  # a socket that gives nothing was closed by the other side
        return heard

    def close(self) -> None:
        self._transport.close()

    def _patience(self, seconds: float) -> None:
        """Set the socket's own time-out; the library's one of 60 seconds serves neither reading nor writing."""
        if isinstance(self._transport, Network):
            self._transport.device.settimeout(seconds)
