"""An authority on this machine that takes invoices, refuses them, stalls and lies, as a test tells it to."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = tuple[int, bytes]
REPORTED = (200, b'{"reportingStatus": "REPORTED", "validationResults": {"status": "PASS"}}')
REFUSED = (400, b'{"reportingStatus": "NOT_REPORTED", "validationResults": {"status": "ERROR"}}')


class TaxAuthority:
    """Gives `answer` to every request and remembers what came."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.answer: Answer | Callable[[Mapping[str, Any], Mapping[str, str]], Answer] = REPORTED
        self.stalls = threading.Event()
        self.came: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []


@contextmanager
def a_tax_authority() -> Iterator[TaxAuthority]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            authority.came.append({"path": self.path, **json.loads(body)})
            authority.headers.append(dict(self.headers))
            given = authority.answer
            # One that stalls has taken the invoice all the same.
            status, answer = given(authority.came[-1], authority.headers[-1]) if callable(given) else given
            if authority.stalls.is_set():
                over.wait(5)
                return
            self.send_response(status)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_arguments: object) -> None:
            """Say nothing."""

    over = threading.Event()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    authority = TaxAuthority(f"http://127.0.0.1:{server.server_port}/core")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield authority
    finally:
        over.set()
        server.shutdown()
        thread.join()
        server.server_close()
