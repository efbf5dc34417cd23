"""Stands before a real portal and answers packets in its own way: with an error, a page, half a body, or never."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

#: What a packet meets: "" passes on; "lost", "half" and "late-500" let the portal commit first.
MOODS = ("", "500", "html", "login", "never", "lost", "half", "late-500")
_PAGE = b"<html><body>Please log in to this network.</body></html>"


class MoodyPortal(ThreadingHTTPServer):
    """Serves on 127.0.0.1:`port`; `mood` may be changed while it runs; `heard` counts the packets that came, whole
    or offered in pieces."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, upstream: int) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.port = self.server_address[1]
        self.upstream = upstream
        self.mood = ""
        self.heard = 0
        self.patience = threading.Event()

    def handle_error(self, *_: object) -> None:
        """A station that went away in the middle is the test's own doing."""


class _Handler(BaseHTTPRequestHandler):
    server: MoodyPortal
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._pass_on()

    def do_POST(self) -> None:
        if self.path.endswith("/upload"):
            self.do_PUT()
        else:
            self._pass_on()

    def do_PUT(self) -> None:
        mood = self.server.mood
        self.server.heard += "/upload/" not in self.path
        self.close_connection = True
        if mood == "500":
            self._answer(500, b"Internal Server Error", "text/plain")
        elif mood == "html":
            self._answer(200, _PAGE, "text/html")
        elif mood == "login":
            self._answer(302, b"", "text/plain", location="http://login.example/")
        elif mood == "never":
            self.server.patience.wait(120)
        else:
            self._pass_on(mood)

    def _pass_on(self, mood: str = "") -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        upstream = HTTPConnection("127.0.0.1", self.server.upstream, timeout=30)
        upstream.request(self.command, self.path, body, dict(self.headers))
        answer = upstream.getresponse()
        status, kind, content = answer.status, answer.headers["Content-Type"], answer.read()
        upstream.close()
        if mood == "lost":
            return
        if mood == "late-500":
            self._answer(500, b"Internal Server Error", "text/plain")
            return
        self._answer(status, content, kind, sent=len(content) // 2 if mood == "half" else len(content))

    def _answer(self, status: int, body: bytes, kind: str, sent: int | None = None, location: str = "") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if location:
            self.send_header("Location", location)
        self.end_headers()
        self.wfile.write(body[:sent])

    def log_message(self, *_: object) -> None:
        """Tests are quiet."""


@contextmanager
def moody_portal(upstream: int) -> Iterator[MoodyPortal]:
    """Serve before the portal on port `upstream` until the block ends."""
    portal = MoodyPortal(upstream)
    thread = threading.Thread(target=portal.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield portal
    finally:
        portal.patience.set()
        portal.shutdown()
        thread.join()
        portal.server_close()
