"""The door for stations next door, on a port of its own: few callers at once, each with one end in time and size."""

from __future__ import annotations

import contextlib
import logging
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Protocol

from shubbak.adapters.neighbour.client import CALL_PATH, CALL_SECONDS, HAND_PATH, HELLO_PATH
from shubbak.adapters.neighbour.deadline import cut_after
from shubbak.ports.neighbour import NeighbourError
from shubbak.ports.store import StoreError
from shubbak.wire.neighbour import MAX_ANSWER_BYTES, MAX_CALL_BYTES, NeighbourWordError

#: Connections that are open at once; a body may be 20 MB. Whoever comes later finds the door shut and comes again.
CALLERS = 6
#: Exchanges a second that are looked at, all callers together.
RATE = 40
log = logging.getLogger("shubbak.neighbour")


class Door(Protocol):
    """What stands behind the port; see `shubbak.services.neighbour_door`."""

    def hello(self) -> bytes: ...

    def answer(self, untrusted: bytes) -> bytes: ...

    def hand(self, untrusted: bytes) -> bytes: ...


class NeighbourServer:
    """Listens from `start` to `stop`. address: "" for every network of the machine; port 0 for any free one."""

    def __init__(self, door: Door, port: int, address: str = "", *, call_seconds: float = CALL_SECONDS) -> None:
        """Bind; raises OSError where the port is taken."""
        self._server = _Server((address, port), door, call_seconds)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.2,), daemon=True)

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self._server.server_address[1])

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Take no more calls; those under way end by themselves."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, address: tuple[str, int], door: Door, call_seconds: float) -> None:
        super().__init__(address, _Handler)
        self.call_seconds = call_seconds
        self._door, self._one_at_a_time = door, threading.Lock()
        self._places = threading.BoundedSemaphore(CALLERS)
        self._second, self._count = 0, 0

    def process_request(self, request: Any, client_address: Any) -> None:
        if not self._places.acquire(blocking=False):
            self.shutdown_request(request)
            return
        super().process_request(request, client_address)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            with cut_after(request, self.call_seconds):
                super().process_request_thread(request, client_address)
        finally:
            self._places.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        # The standard one prints a traceback; what a hostile caller sends must not fill a log.
        log.info("a caller went away or sent no HTTP")

    def ask(self, verb: Callable[[Door], bytes]) -> tuple[int, bytes]:
        """Let the door answer, one caller after another; returns status and body."""
        with self._one_at_a_time:
            second = int(time.monotonic())
            self._count = self._count + 1 if second == self._second else 1
            self._second = second
            if self._count > RATE:
                return 429, b""
            try:
                return 200, verb(self._door)
            except (NeighbourError, NeighbourWordError) as error:
                log.info("a call was refused: %s", error)
                return 403, b""
            except StoreError as error:
                log.warning("a call could not be kept: %s", error.code)
                return 503, b""


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    server_version, sys_version = "shubbak", ""

    def setup(self) -> None:
        self.request.settimeout(self.server.call_seconds)
        super().setup()

    def do_GET(self) -> None:
        if self.path != HELLO_PATH:
            self._reply(404, b"")
            return
        self._reply(*self.server.ask(lambda door: door.hello()))

    def do_POST(self) -> None:
        length = self.headers.get("Content-Length", "")
        most = {CALL_PATH: MAX_CALL_BYTES, HAND_PATH: MAX_ANSWER_BYTES}.get(self.path)
        if most is None or not length.isascii() or not length.isdigit() or len(length) > 9:
            self._reply(404, b"")
            return
        if int(length) > most:
            self._reply(413, b"")
            return
        untrusted, handing = self.rfile.read(int(length)), self.path == HAND_PATH
        if len(untrusted) == int(length):
            self._reply(*self.server.ask(lambda door: door.hand(untrusted) if handing else door.answer(untrusted)))

    def _reply(self, status: int, body: bytes) -> None:
        self.close_connection = True
        with contextlib.suppress(OSError):  # the caller is gone
            self.send_response(status)
            self.send_header("Content-Type", "application/octet-stream")
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Connection", "close")
            self.end_headers()
            self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: a request line is a stranger's text."""

    def address_string(self) -> str:
        return ""
