"""The way to a receipt printer: python-escpos' transports behind one small face, chosen by a URL."""

from __future__ import annotations

import contextlib
import socket
from typing import Any, Protocol
from urllib.parse import parse_qs, unquote, urlsplit

from escpos.exceptions import Error as EscposError
from escpos.printer import Network, Serial, Usb, Win32Raw

from shubbak.adapters.devices.escpos_files import DeviceFile, PlainFile, SpoolQueue
from shubbak.ports.printer import PrinterError


class PrinterLink(Protocol):
    """One connection to a printer. Every method raises PrinterError("printer-gone") when it breaks."""

    @property
    def answers(self) -> bool:
        """Whether the printer can be heard at all; a file or a spooler can only be written."""

    def open(self) -> None: ...

    def send(self, data: bytes) -> None:
        """Hand bytes over; raises PrinterError("printer-silent") when the printer takes none for the time-out."""

    def receive(self) -> bytes:
        """Return what has arrived within a fraction of a second, perhaps nothing."""

    def waiting(self) -> bytes:
        """Return what has arrived, without waiting for more."""

    def close(self) -> None: ...


#: How long one look for an answer blocks, and how long a write may stand still.
LISTEN_SECONDS = 0.1
SEND_SECONDS = 10.0
CONNECT_SECONDS = 3.0


def printer_link(url: str) -> PrinterLink:
    """Return the link that a URL names; nothing is opened yet.

    `tcp://host:9100`, `usb:04b8:0202`, `serial:/dev/ttyS0?baud=115200`, `file:/dev/usb/lp0`, and two over which no
    printer answers: `cups:QUEUE` (a raw queue) and `windows:NAME`. What else stands behind the ? is for others. Raises
    ValueError on any other, and where python-escpos lacks the library for it (pyusb, pyserial, pywin32).
    """
    parts = urlsplit(url)
    if parts.scheme == "tcp" and parts.hostname:
        return EscposLink(_TcpTransport(parts.hostname, parts.port or 9100))
    if not parts.path or parts.netloc:
        raise ValueError(f"{parts.scheme or 'no'} printer link: unknown or incomplete")
    if parts.scheme == "file":
        return EscposLink(DeviceFile(parts.path) if parts.path.startswith("/dev/") else PlainFile(parts.path))
    if parts.scheme == "cups":
        return EscposLink(SpoolQueue(unquote(parts.path)))
    return EscposLink(_by_library(parts.scheme, unquote(parts.path), parse_qs(parts.query)))


def _by_library(scheme: str, path: str, query: dict[str, list[str]]) -> Any:
    if scheme == "usb" and Usb.is_usable():
        vendor, _, product = path.partition(":")
        return Usb(int(vendor, 16), int(product, 16), timeout=int(SEND_SECONDS * 1000))
    if scheme == "serial" and Serial.is_usable():
        return _SerialTransport(path, baudrate=int(query.get("baud", ["115200"])[0]), timeout=LISTEN_SECONDS)
    if scheme == "windows" and Win32Raw.is_usable():
        return Win32Raw(path)  # never run by us: there is no Windows where our tests run
    raise ValueError(f"{scheme or 'no'} printer link: unknown, or without its library")


class _TcpTransport(Network):  # type: ignore[misc]  # python-escpos is not typed
    """python-escpos' network transport, connecting by ourselves: its own way leaks the socket of a failed attempt,
    knows IPv4 only and waits a minute.
    """

    def open(self, raise_not_found: bool = True) -> None:
        self.device = socket.create_connection((self.host, self.port), timeout=CONNECT_SECONDS)


class _SerialTransport(Serial):  # type: ignore[misc]  # python-escpos is not typed
    """python-escpos' serial transport with a time-out for writing, so that a printer that holds its line cannot hold us
    for ever.
    """

    device: Any

    def open(self, raise_not_found: bool = True) -> None:
        super().open(raise_not_found)
        self.device.write_timeout = SEND_SECONDS

    def close(self) -> None:
        """Close without the library's flush: that has no end on a line that is held, and an error of its own kind on
        one that was pulled out.
        """
        if getattr(self, "_device", None):
            self.device.close()
        self.device = None


class EscposLink:
    """A python-escpos transport whose errors are translated here, once."""

    def __init__(self, transport: Any) -> None:
        self._transport = transport

    @property
    def answers(self) -> bool:
        return bool(getattr(self._transport, "answers", not isinstance(self._transport, Win32Raw)))

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
            silent = type(error).__name__ in ("USBTimeoutError", "SerialTimeoutException")
            raise PrinterError("printer-silent" if silent else "printer-gone") from error

    def receive(self) -> bytes:
        return self._read(LISTEN_SECONDS)

    def waiting(self) -> bytes:
        return self._read(0.0) if isinstance(self._transport, Network | DeviceFile) else b""

    def close(self) -> None:
        if not isinstance(self._transport, SpoolQueue):
            with contextlib.suppress(EscposError, OSError):  # whoever was unplugged is closed, and no paper hangs on it
                self._transport.close()
            return
        try:
            self._transport.close()  # here the job is handed over
        except TimeoutError as error:
            raise PrinterError("printer-silent") from error
        except OSError as error:
            raise PrinterError("printer-gone") from error

    def _read(self, seconds: float) -> bytes:
        try:
            self._patience(seconds)
            heard = bytes(self._transport._read())
        except (TimeoutError, BlockingIOError):
            return b""
        except (EscposError, OSError) as error:
            if type(error).__name__ == "USBTimeoutError":  # pyusb is not imported here just for this name
                return b""
            raise PrinterError("printer-gone") from error
        if not heard and isinstance(self._transport, Network):
            raise PrinterError("printer-gone")  # a socket that gives nothing was closed by the other side
        return heard

    def _patience(self, seconds: float) -> None:
        """Set our own time-out; the library's one of 60 seconds serves neither reading nor writing."""
        if isinstance(self._transport, Network):
            self._transport.device.settimeout(seconds)
        elif isinstance(self._transport, DeviceFile):
            self._transport.seconds = seconds
