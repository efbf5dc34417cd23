"""Whole messages through pipes to a child process, in bounded time, and the child's end."""

from __future__ import annotations

import contextlib
import os
import selectors
import subprocess
import time

_PIECE = 1 << 20


def sent(pipe: int, message: bytes) -> None:
    """Write a message behind its length; raises OSError when the other end is gone."""
    left = memoryview(len(message).to_bytes(4, "big") + message)
    while left:
        left = left[os.write(pipe, left) :]


def received(pipe: int, length: int, until: float) -> bytes:
    """Read so many bytes; raises OSError when the other end is gone, TimeoutError (one of them) when time is up.

    until: of the monotonic clock.
    """
    body = bytearray()
    with selectors.DefaultSelector() as ready:
        ready.register(pipe, selectors.EVENT_READ)
        while len(body) < length:
            if not ready.select(max(0.0, until - time.monotonic())):
                raise TimeoutError
            piece = os.read(pipe, min(_PIECE, length - len(body)))
            if not piece:
                raise BrokenPipeError
            body += piece
    return bytes(body)


def ended(process: subprocess.Popen[bytes]) -> None:
    """End a child and let go of its pipes."""
    process.kill()
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(2)
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with contextlib.suppress(OSError):
                pipe.close()
