"""The way to a network scanner: one HTTP exchange at a time, each with an end, a largest size and no redirects.

A device's certificate is its own work: it is taken at first sight and must be the same ever after.
"""

from __future__ import annotations

import contextlib
import hashlib
import http.client
import re
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import urlsplit

from shubbak.ports.scanner import ScannerError

CONNECT_S = 5.0
#: Of a chunk's first line: its size and what some say behind it.
_LONGEST_LINE = 256


class Pins(Protocol):
    """The certificates of devices, as the station's data."""

    def accepts(self, place: str, fingerprint: str) -> bool:
        """Whether this is the fingerprint (SHA-256, hex) that was seen first at this place (host:port); the first one
        is kept.
        """


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. retry_after: seconds that the device asks to be left alone, 0.2 to 5."""

    status: int
    untrusted_body: bytes = field(repr=False)
    location: str
    retry_after: float


class EsclLink:
    """Exchanges with one device. address: `http://host:port/eSCL` or https, see `is_address`."""

    def __init__(self, address: str, pins: Pins) -> None:
        if not is_address(address):
            raise ValueError(address)
        parts = urlsplit(address)
        self.root = parts.path.rstrip("/")
        self._secure = parts.scheme == "https"
        self._host = parts.hostname or ""
        self._port = parts.port or (443 if self._secure else 80)
        self._pins = pins
        self._lock = threading.Lock()
        self._sock: socket.socket | None = None
        self._stopped = False

    def begin(self) -> None:
        """Forget an earlier `stop`: a new scan begins."""
        self._stopped = False

    def stop(self) -> None:
        """End what goes on in another thread, which raises scanner-cancelled, and all that follows until `begin`."""
        with self._lock:
            self._stopped = True
            self._cut()

    @property
    def stopped(self) -> bool:
        return self._stopped

    def exchange(
        self, method: str, path: str, body: bytes = b"", *, most: int, until: float, kind: str = "text/xml"
    ) -> Answer:
        """Send one request and return the answer; raises ScannerError.

        most: bytes; until: by `time.monotonic`; kind: what the body is.
        """
        if self._stopped:
            raise ScannerError("scanner-cancelled")
        late = threading.Event()
        try:
            with self._connected(until, late) as connection:
                connection.request(method, path, body or None, {"Content-Type": kind} if body else {})
                with contextlib.closing(connection.getresponse()) as response:
                    return _answer(response, most)
        except ScannerError:
            raise
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise ScannerError(self._code(error, late.is_set() or time.monotonic() >= until)) from error

    def _code(self, error: Exception, late: bool) -> str:
        if self._stopped:
            return "scanner-cancelled"
        if late:
            return "scanner-slow"
        # RemoteDisconnected is both: the device hung up.
        return "scanner-gone" if isinstance(error, OSError) else "scanner-gibberish"

    @contextlib.contextmanager
    def _connected(self, until: float, late: threading.Event) -> Iterator[http.client.HTTPConnection]:
        """Open a connection that is cut when its time is up, however it trickles."""
        left = until - time.monotonic()
        if left <= 0:
            raise ScannerError("scanner-slow")

        def cut() -> None:
            late.set()
            with self._lock:
                self._cut()

        timer = threading.Timer(left, cut)
        timer.daemon = True
        timer.start()
        try:
            yield self._open(left)
        finally:
            timer.cancel()
            with self._lock:
                sock, self._sock = self._sock, None
            if sock is not None:
                sock.close()

    def _open(self, left: float) -> http.client.HTTPConnection:
        sock = socket.create_connection((self._host, self._port), timeout=min(left, CONNECT_S))
        self._watch(sock)
        sock.settimeout(left)
        if not self._secure:
            connection = http.client.HTTPConnection(self._host, self._port)
            connection.sock = sock
            return connection
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        # No authority knows an office's scanner: its certificate is compared with the one that was seen first.
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        secured = context.wrap_socket(sock, server_hostname=self._host, do_handshake_on_connect=False)
        self._watch(secured)
        secured.do_handshake()
        fingerprint = hashlib.sha256(secured.getpeercert(binary_form=True) or b"").hexdigest()
        if not self._pins.accepts(f"{self._host}:{self._port}", fingerprint):
            raise ScannerError("scanner-changed")
        connection = http.client.HTTPSConnection(self._host, self._port, context=context)
        connection.sock = secured
        return connection

    def _watch(self, sock: socket.socket) -> None:
        """Let `stop` and the end of time reach this socket from now on."""
        with self._lock:
            self._sock = sock
            if self._stopped:
                self._cut()

    def _cut(self) -> None:
        if self._sock is not None:
            with contextlib.suppress(OSError):  # the other side was faster
                # Below TLS: its own shutdown would take the session away from the thread that reads.
                socket.socket.shutdown(self._sock, socket.SHUT_RDWR)


def is_address(address: str) -> bool:
    """Whether this is the address of an eSCL root: http or https, a host, perhaps a port, a plain path."""
    shape = r"https?://(?:[A-Za-z0-9.-]{1,200}|\[[0-9A-Fa-f:.]{2,45}\])(?::\d{1,5})?(?:/[A-Za-z0-9._~-]{1,60}){0,4}/?"
    try:
        return bool(re.fullmatch(shape, address)) and urlsplit(address).port != 0
    except ValueError:
        return False


def _answer(response: http.client.HTTPResponse, most: int) -> Answer:
    if 300 <= response.status < 400:
        raise ScannerError("scanner-gibberish")  # wherever that leads, it is not the scanner that was chosen
    body = _chunks(response, most) if response.chunked else response.read(most + 1)
    if len(body) > most or response.length:  # too long, or ended before its own length
        raise ScannerError("scanner-gibberish")
    return Answer(
        response.status, body, response.getheader("Location", ""), _patience(response.getheader("Retry-After"))
    )


def _chunks(response: http.client.HTTPResponse, most: int) -> bytes:
    """Read a body that comes in chunks (RFC 9112, 7.1); raises ScannerError.

    The library takes a size of "-1" for one, and reads for as long as the other side likes to write.
    """
    response.chunked = False  # it hands out what comes as it is now
    body = bytearray()
    while size := _chunk_size(response.readline(_LONGEST_LINE)):
        piece = response.read(size) if size <= most - len(body) else b""
        if len(piece) != size or response.readline(3) not in (b"\r\n", b"\n"):
            raise ScannerError("scanner-gibberish")
        body += piece
    return bytes(body)


def _chunk_size(untrusted_line: bytes) -> int:
    found = re.fullmatch(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\n]*)?\r?\n", untrusted_line)
    if not found:
        raise ScannerError("scanner-gibberish")
    return int(found[1], 16)


def _patience(untrusted_header: str | None) -> float:
    text = (untrusted_header or "").strip()
    return min(5.0, max(0.2, float(text))) if re.fullmatch(r"\d{1,6}", text) else 1.0
