"""Whole messages through pipes to a child process, in bounded time, and the child's end."""

from __future__ import annotations

import contextlib
import os
import selectors
import subprocess
import sys
import threading
import time

_PIECE = 1 << 20


def sent(pipe: int, message: bytes) -> None:
    """Write a message behind its length; raises OSError when the other end is gone."""
    left = memoryview(len(message).to_bytes(4, "big") + message)
    while left:
        left = left[os.write(pipe, left) :]


def received(pipe: int, length: int, until: float) -> bytes:
    """Read so many bytes; raises OSError when the other end is gone, TimeoutError (one of them) when time is up.

    until: of the monotonic clock. After any error the child is to be ended: part of a message may be gone.
    """
    # Windows waits on sockets alone; written from its documentation, and tried on Linux only.
    return received_by_thread(pipe, length, until) if sys.platform == "win32" else received_ready(pipe, length, until)


def received_ready(pipe: int, length: int, until: float) -> bytes:
    """`received`, by asking the system whether there is something to read."""
    body = bytearray()
    with selectors.DefaultSelector() as ready:
        ready.register(pipe, selectors.EVENT_READ)
        while len(body) < length:
            if not ready.select(max(0.0, until - time.monotonic())):
                raise TimeoutError
            _read(pipe, length, body)
    return bytes(body)


def received_by_thread(pipe: int, length: int, until: float) -> bytes:
    """`received`, by a thread that reads and may be left waiting: the child's end ends it too."""
    body = bytearray()
    late, wrong = threading.Event(), list[OSError]()

    def read() -> None:
        try:
            while len(body) < length and not late.is_set():
                _read(pipe, length, body)
        except OSError as error:
            wrong.append(error)

    reading = threading.Thread(target=read, name="pipe", daemon=True)
    reading.start()
    reading.join(max(0.0, until - time.monotonic()))
    if reading.is_alive():
        late.set()
        raise TimeoutError
    if wrong:
        raise wrong[0]
    return bytes(body)


def _read(pipe: int, length: int, body: bytearray) -> None:
    piece = os.read(pipe, min(_PIECE, length - len(body)))
    if not piece:
        raise BrokenPipeError
    body += piece


def ended(process: subprocess.Popen[bytes]) -> None:
    """End a child and let go of its pipes."""
    process.kill()
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(2)
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with contextlib.suppress(OSError):
                pipe.close()
