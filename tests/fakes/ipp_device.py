"""An IPP printer in this process that fails in the ways no well-behaved program shows."""

from __future__ import annotations

import struct
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from shubbak.adapters.devices.ipp_bytes import Given, _attribute

CREATE, SEND, CANCEL, GET_JOB, GET_JOBS, GET_PRINTER = 0x05, 0x06, 0x08, 0x09, 0x0A, 0x0B
PENDING, PROCESSING, CANCELED, ABORTED, COMPLETED = 3, 5, 7, 8, 9
IDLE, STOPPED = 3, 5


class FakeIppDevice:
    """Set its state at any time. reasons: of the printer. ends: the state a job ends in, None while it goes on.

    mute: operations that get no answer. says: bytes sent instead of an answer. status: of all answers. deaf_to_cancel.
    """

    def __init__(self) -> None:
        self.state, self.reasons, self.ends, self.job_reasons = IDLE, ["none"], COMPLETED, ["none"]
        self.mute: set[int] = set()
        self.says: bytes | None = None
        self.status, self.http, self.sides = 0, 200, 0
        self.media, self.behind = ["iso_a4_210x297mm"], ""
        self.deaf_to_cancel = False
        self.cancelled = False
        self.papers: list[bytes] = []
        device = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                device.answer(self, body)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()
        self.address = f"ipp://127.0.0.1:{self._server.server_address[1]}/ipp/print"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def answer(self, handler: BaseHTTPRequestHandler, body: bytes) -> None:
        operation, number = struct.unpack_from(">HI", body, 2)
        if operation in self.mute:
            handler.close_connection = True
            time.sleep(0.3)
            return
        answered = self.says if self.says is not None else self._said(operation, number, body)
        handler.send_response(self.http)
        handler.send_header("Content-Length", str(len(answered)))
        handler.end_headers()
        handler.wfile.write(answered)

    def _said(self, operation: int, number: int, body: bytes) -> bytes:
        if operation == SEND:
            self.papers.append(body[body.index(b"%PDF-") :])
        if operation == CANCEL and not self.deaf_to_cancel:
            self.cancelled = True
        group = 0x04 if operation == GET_PRINTER else 0x02
        told = b"".join(map(_attribute, self._printer() if operation == GET_PRINTER else self._job()))
        return struct.pack(">BBHI", 2, 0, self.status, number) + bytes([0x01, group]) + told + b"\x03"

    def _printer(self) -> list[Given]:
        behind = [Given("device-uri", "uri", (self.behind,))] if self.behind else []
        return [
            Given("printer-state", "integer", (self.state,)),
            Given("printer-state-reasons", "keyword", tuple(self.reasons)),
            Given("printer-is-accepting-jobs", "boolean", (True,)),
            Given("media-supported", "keyword", tuple(self.media)),
            *behind,
        ]

    def _job(self) -> list[Given]:
        state = CANCELED if self.cancelled else self.ends or PROCESSING
        return [
            Given("job-id", "integer", (7,)),
            Given("job-state", "integer", (state,)),
            Given("job-state-reasons", "keyword", tuple(self.job_reasons)),
            Given("job-impressions-completed", "integer", (self.sides,)),
        ]
