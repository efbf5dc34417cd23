"""A station next door over HTTP, bounded in time and size."""

from __future__ import annotations

import http.client
from urllib.parse import urlsplit

from shubbak.adapters.neighbour.deadline import cut_after
from shubbak.ports.neighbour import NeighbourError
from shubbak.wire.neighbour import MAX_ANSWER_BYTES, MAX_CALL_BYTES

CONNECT_SECONDS, CALL_SECONDS = 3.0, 30.0
HELLO_PATH, CALL_PATH, HAND_PATH = (f"/shubbak/neighbour/1/{verb}" for verb in ("hello", "call", "hand"))


class HttpNeighbour:
    """Implements `shubbak.ports.neighbour.NeighbourLink`. address: host:port; raises ValueError for anything else."""

    def __init__(self, address: str, *, call_seconds: float = CALL_SECONDS) -> None:
        parts = urlsplit(f"//{address}")
        if not parts.hostname or not parts.port or parts.netloc != address or "@" in address:
            raise ValueError("neighbour-address")
        self._host, self._port = parts.hostname, parts.port
        self._call_seconds = call_seconds

    def hello(self) -> bytes:
        return self._exchange("GET", HELLO_PATH, None)

    def call(self, body: bytes) -> bytes:
        return self._exchange("POST", CALL_PATH, body)

    def hand(self, body: bytes) -> bytes:
        return self._exchange("POST", HAND_PATH, body, MAX_CALL_BYTES)

    def _exchange(self, method: str, path: str, body: bytes | None, most: int = MAX_ANSWER_BYTES) -> bytes:
        connection = http.client.HTTPConnection(self._host, self._port, timeout=CONNECT_SECONDS)
        try:
            connection.connect()
            connection.sock.settimeout(self._call_seconds)
            with cut_after(connection.sock, self._call_seconds):
                connection.request(method, path, body, {"Content-Type": "application/octet-stream"})
                response = connection.getresponse()
                if response.chunked:  # no station sends that, and the library bounds no chunk of the size "-1"
                    raise NeighbourError("neighbour-gibberish")
                answer = response.read(most + 1)
        except TimeoutError as error:
            raise NeighbourError("neighbour-slow") from error
        except (OSError, http.client.HTTPException) as error:
            raise NeighbourError("neighbour-unreachable") from error
        finally:
            connection.close()
        if response.status != 200:
            raise NeighbourError("neighbour-refused")
        if len(answer) > most:
            raise NeighbourError("neighbour-gibberish")
        return answer
