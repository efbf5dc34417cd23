"""The real portal behind a real socket, in this process: uvicorn in a thread over a portal office."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from fakes.portal_office import PortalOffice

from portal.app import make_app
from portal.serve import listen


@contextmanager
def on_loopback(office: PortalOffice) -> Iterator[int]:
    """Serve the office's portal until the block ends; gives the port."""
    listener = listen("127.0.0.1", 0)
    config = uvicorn.Config(make_app(office.portal), log_config=None, access_log=False, timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        while not server.started:
            time.sleep(0.01)
        yield listener.getsockname()[1]
    finally:
        server.should_exit = True
        thread.join()
        listener.close()
