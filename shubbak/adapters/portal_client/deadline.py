"""One deadline for a whole call: a connection that is still open when it passes is cut.

The HTTP library's own time-outs begin anew with every byte, so a portal that answers a byte a second would hold a
call for ever.
"""

from __future__ import annotations

import contextlib
import http.client
import socket
import threading
from types import TracebackType
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection


class Deadline:
    """Entered for one call; `passed` says whether the call was cut. Covers everything from the TCP connection on."""

    def __init__(self, seconds: float) -> None:
        self.passed = False
        self._watched: list[socket.socket] = []
        self._lock = threading.Lock()
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True

    def watch(self, connection: socket.socket) -> None:
        """Cut this connection too when the time is up; whoever owns it closes it after the call."""
        with self._lock:
            self._watched.append(connection)
            if self.passed:
                self._shut()

    def __enter__(self) -> Deadline:
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()
        self._timer.join()

    def _cut(self) -> None:
        with self._lock:
            self.passed = True
            self._shut()

    def _shut(self) -> None:
        for connection in self._watched:
            with contextlib.suppress(OSError):  # the other side was faster
                connection.shutdown(socket.SHUT_RDWR)


class _Counted(http.client.HTTPResponse):
    """An answer whose chunks have a size: the libraries take "-1" for one (RFC 9112, 7.1 does not), and read for as
    long as the other side likes to write.
    """

    def _safe_read(self, amt: int) -> bytes:
        if amt < 0:
            raise http.client.IncompleteRead(b"")
        return super()._safe_read(amt)  # type: ignore[misc, no-any-return]


class DeadlineAdapter(HTTPAdapter):
    """Opens connections that a deadline watches, and keeps them open from one call to the next, each of which may
    `begin` with a deadline of its own.
    """

    def __init__(self, deadline: Deadline | None = None) -> None:
        self._deadline = deadline
        self._copies: list[socket.socket] = []
        super().__init__(max_retries=0)

    def begin(self, deadline: Deadline) -> None:
        """Let this deadline watch the next call, also on connections that are open already."""
        self._deadline = deadline
        for copy in self._copies:
            deadline.watch(copy)

    def close(self) -> None:
        super().close()
        for copy in self._copies:
            copy.close()
        self._copies.clear()

    def _opened(self, connection: socket.socket) -> socket.socket:
        # The library would give a whole body no longer than it gave the connection to open.
        connection.settimeout(None)
        # A copy is held: TLS takes the original away.
        copy = connection.dup()
        self._copies.append(copy)
        if self._deadline is not None:
            self._deadline.watch(copy)
        return connection

    def init_poolmanager(self, *arguments: Any, **options: Any) -> None:
        super().init_poolmanager(*arguments, **options)
        opened = self._opened

        class Watched(HTTPConnection):
            response_class = _Counted

            def _new_conn(self) -> socket.socket:
                return opened(super()._new_conn())

        class WatchedTls(HTTPSConnection):
            response_class = _Counted

            def _new_conn(self) -> socket.socket:
                return opened(super()._new_conn())

        class WatchedPool(HTTPConnectionPool):
            ConnectionCls = Watched

        class WatchedTlsPool(HTTPSConnectionPool):
            ConnectionCls = WatchedTls

        self.poolmanager.pool_classes_by_scheme = {"http": WatchedPool, "https": WatchedTlsPool}
