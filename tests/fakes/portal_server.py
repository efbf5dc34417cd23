"""The small portal behind a real socket, on the portal's own routes."""

from __future__ import annotations

import base64
import hashlib
import re
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import msgspec
from fakes.portal import FakePortal

from shubbak.ports.portal import PortalError
from shubbak.wire.seal import SealError
from shubbak.wire.station import Enrolment, WireProblem
from shubbak.wire.upload import UploadOffer

PACKET = re.compile(r"/api/v1/stations/([^/]+)/packets/([^/]+)")
UPLOAD = re.compile(PACKET.pattern + "/upload")
PIECE = re.compile(UPLOAD.pattern + "/([0-9]+)")


class Handler(BaseHTTPRequestHandler):
    portal: FakePortal
    seen: list[tuple[str, str, dict[str, str]]]
    protocol_version = "HTTP/1.1"
    timeout = 5

    def do_GET(self) -> None:
        self._answer(200, msgspec.json.encode(self.portal.catalogue()))

    def do_POST(self) -> None:
        body = self._body()
        if found := UPLOAD.fullmatch(self.path):
            return self._offer(found[2], body) if self.portal.takes_pieces else self._refuse(404, "not-found")
        try:
            self._answer(201, msgspec.json.encode(self.portal.enrol(msgspec.json.decode(body, type=Enrolment))))
        except PortalError as error:
            self._refuse(403, error.detail)

    def do_PUT(self) -> None:
        body = self._body()
        found = PACKET.fullmatch(self.path)
        digest = base64.b64encode(hashlib.sha256(body).digest()).decode()
        piece = PIECE.fullmatch(self.path)
        if self.headers["Content-Digest"] != f"sha-256=:{digest}:":
            return self._refuse(422, "body-digest")
        if piece is not None:
            return self._answer(200, msgspec.json.encode(self.portal.keep_piece(piece[2], int(piece[3]), body)))
        if found is None or self.headers["Idempotency-Key"] != found[2]:
            return self._refuse(404, "not-found")
        try:
            return self._answer(200, msgspec.json.encode(self.portal.take_in(found[2], body)))
        except SealError as error:
            return self._refuse(422, str(error))

    def _offer(self, packet_id: str, body: bytes) -> None:
        try:
            state = self.portal.offer(packet_id, msgspec.json.decode(body, type=UploadOffer))
            self._answer(200, msgspec.json.encode(state))
        except SealError as error:
            self._refuse(422, str(error))

    def _body(self) -> bytes:
        self.seen.append((self.command, self.path, dict(self.headers)))
        return self.rfile.read(int(self.headers.get("Content-Length", "0")))

    def _refuse(self, status: int, code: str) -> None:
        self._answer(status, msgspec.json.encode(WireProblem(code, code, status)), "application/problem+json")

    def _answer(self, status: int, body: bytes, kind: str = "application/json") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Tests are quiet."""


class Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, *_: object) -> None:
        """A connection that a fault cut is the test's own doing."""


class PortalServer:
    """A running server; `seen` holds method, path and headers of every request with a body."""

    def __init__(self, portal: FakePortal, tls: ssl.SSLContext | None = None) -> None:
        self.portal = portal
        self.seen: list[tuple[str, str, dict[str, str]]] = []
        bound = type("BoundHandler", (Handler,), {"portal": portal, "seen": self.seen})
        self.http = Server(("127.0.0.1", 0), bound)
        if tls is not None:
            # The greeting happens in the connection's own thread, at its first read.
            self.http.socket = tls.wrap_socket(self.http.socket, server_side=True, do_handshake_on_connect=False)
        self.port = self.http.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}"


@contextmanager
def serving(portal: FakePortal, tls: ssl.SSLContext | None = None) -> Iterator[PortalServer]:
    """Serve a portal on a free port until the block ends."""
    server = PortalServer(portal, tls)
    thread = threading.Thread(target=server.http.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.http.shutdown()
        thread.join()
        server.http.server_close()
