"""What may stand at the portal's address and write for as long as it is read."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator

import pytest

from shubbak.adapters.portal_client.line import SMALL_ANSWER, Address, Line
from shubbak.ports.portal import PortalError
from shubbak.wire.station import WireProblem


class EndlessPortal:
    """Answers one call with a head and then with zeros, until nobody reads them or a hundred small answers are out."""

    def __init__(self, head: bytes) -> None:
        self._head, self.written = head, 0
        self._door = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._door.getsockname()[1]}"
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def _serve(self) -> None:
        line, _ = self._door.accept()
        with line, contextlib.suppress(ConnectionError):
            line.recv(65_536)
            line.sendall(self._head)
            while self.written < 100 * SMALL_ANSWER:
                self.written += line.send(bytes(SMALL_ANSWER))

    def close(self) -> None:
        self._thread.join()
        self._door.close()


@pytest.fixture
def endless(request: pytest.FixtureRequest) -> Iterator[EndlessPortal]:
    portal = EndlessPortal(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n" + request.param)
    yield portal
    portal.close()


@pytest.mark.parametrize(
    "endless",
    [b"\r\n", b"Transfer-Encoding: chunked\r\n\r\n-1\r\n", b"Transfer-Encoding: chunked\r\n\r\n7fffffff\r\n"],
    ids=["until it ends", "a chunk of minus one", "a chunk without an end"],
    indirect=True,
)
def test_an_answer_without_an_end_is_not_read_to_it(endless: EndlessPortal) -> None:
    with Line(Address(endless.address, None, "", 1)) as line, pytest.raises(PortalError, match="portal-gibberish"):
        line.call("GET", "/healthz", WireProblem, seconds=20)
    endless.close()
    assert endless.written < 100 * SMALL_ANSWER
