"""A server that answers every request with exact bytes, and may then wait, trickle or cut."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Answering:
    """answer: what is sent. pause: seconds between its bytes, 0 for all at once. then: close, reset or hold."""

    def __init__(self, answer: bytes, pause: float = 0.0, then: str = "close") -> None:
        self.answer, self.pause, self.then = answer, pause, then
        self.stopped = threading.Event()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}"

    def run(self) -> None:
        while not self.stopped.is_set():
            try:
                connection, _ = self.listener.accept()
            except OSError:  # closed by `stop`
                return
            with connection, contextlib.suppress(OSError):  # the client may have gone first: that is the point
                self._talk(connection)

    def _talk(self, connection: socket.socket) -> None:
        connection.settimeout(5)
        if self.then == "hold-at-once":
            self.stopped.wait(20)
            return
        connection.recv(65536)
        if self.pause:
            for byte in self.answer:
                if self.stopped.is_set():
                    return
                connection.sendall(bytes([byte]))
                time.sleep(self.pause)
        else:
            connection.sendall(self.answer)
        if self.then == "hold":
            self.stopped.wait(20)
        elif self.then == "reset":
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    def stop(self) -> None:
        self.stopped.set()
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()


@contextmanager
def answering(answer: bytes, pause: float = 0.0, then: str = "close") -> Iterator[str]:
    """Serve one canned answer on a free port until the block ends; gives the address."""
    server = Answering(answer, pause, then)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield server.url
    finally:
        server.stop()
        thread.join()


def http(status: str, body: bytes, kind: str = "application/json", **headers: str) -> bytes:
    """Return a whole HTTP/1.1 answer."""
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", f"Content-Length: {len(body)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + body
