"""Serving the portal: one process, one port, and one line on standard output once it takes connections."""

from __future__ import annotations

import logging
import socket

import uvicorn

from portal.app import make_app
from portal.assembly import Portal

_GRACE_SECONDS = 10


class _AnnouncedServer(uvicorn.Server):
    """Says where it listens as soon as it does, so that whoever started it need not guess or poll."""

    def __init__(self, config: uvicorn.Config, url: str) -> None:
        super().__init__(config)
        self._url = url

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            print(f"portal ready {self._url}", flush=True)


def listen(host: str, port: int) -> socket.socket:
    """Bind the port (0: any free one); raises OSError."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named as TCP: asyncio sets TCP_NODELAY only then, and without it each answer waits 40 ms for an acknowledgement.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(512)
    except OSError:
        listener.close()
        raise
    return listener


def local_url(listener: socket.socket) -> str:
    """Return the address by which this machine reaches a bound socket."""
    host, port = listener.getsockname()[:2]
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - compared, not bound
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def serve(portal: Portal, listener: socket.socket) -> None:
    """Serve until SIGINT or SIGTERM, letting requests that have begun end."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(levelname)s %(message)s")
    config = uvicorn.Config(
        make_app(portal),
        log_config=None,
        # Addresses of people who verify receipts are nobody's business.
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=_GRACE_SECONDS,
    )
    _AnnouncedServer(config, local_url(listener)).run(sockets=[listener])
