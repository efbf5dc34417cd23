"""A TCP proxy that breaks connections in one chosen way."""

from __future__ import annotations

import asyncio
import contextlib
import random
import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager

#: What the proxy can do to a connection. Up is towards the portal, down towards the station.
FAULTS = (
    "pass",
    "reset",  # at once
    "black-hole",  # takes everything, answers nothing
    "early-end",  # closes politely before anything was said
    "cut-up-early",  # the request's head is cut
    "cut-up-late",  # the body is cut
    "cut-down-first",  # the portal has committed; one byte of its answer comes
    "cut-down-late",  # half of its answer comes
    "half-open",  # the answer vanishes and the connection stays up
    "corrupt-up",
    "corrupt-down",
    "slow-up",
    "slow-down",
    "mixed",
)
#: Kinds that a test asks for by name, outside of "mixed": a byte at a time, and a line that dies at every `LIFE` bytes
#: that the station sends, whatever connection they are on.
MORE_FAULTS = ("trickle-up", "trickle-down", "dying")
LIFE = 300_000
_LIMITS = {"cut-up-early": 40, "cut-up-late": 3_000, "cut-down-first": 1, "cut-down-late": 250}


class FaultProxy:
    """One proxy in front of one port; `fault` may be changed while it runs."""

    def __init__(self, port: int, fault: str = "pass", seed: int = 1) -> None:
        self.fault = fault
        self.connections = 0
        self.deaths = 0
        self.sent_up = 0
        self._upstream = port
        self._random = random.Random(seed)
        self.port = 0

    async def run(self, ready: threading.Event, stop: asyncio.Event) -> None:
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        ready.set()
        async with server:
            await stop.wait()
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        fault = self._random.choice(FAULTS[:-1]) if self.fault == "mixed" else self.fault
        with contextlib.suppress(OSError, asyncio.CancelledError):  # what the other ends do is not this one's business
            await self._break(fault, reader, writer)
        _reset(writer)

    async def _break(self, fault: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if fault == "reset":
            return
        if fault == "early-end":
            writer.close()
            await writer.wait_closed()
            return
        if fault == "black-hole":
            await asyncio.sleep(30)
        up_reader, up_writer = await asyncio.open_connection("127.0.0.1", self._upstream)
        try:
            pumps = [
                asyncio.ensure_future(self._pump(reader, up_writer, fault, "up")),
                asyncio.ensure_future(self._pump(up_reader, writer, fault, "down")),
            ]
            for pump in pumps:
                pump.add_done_callback(_hear_out)
            await asyncio.wait(pumps, return_when=asyncio.FIRST_COMPLETED)
        finally:
            _reset(up_writer)

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, fault: str, way: str) -> None:
        seen = 0
        limit = _LIMITS.get(fault, 0) if fault.startswith(f"cut-{way}") else 0
        size = {f"slow-{way}": 512, f"trickle-{way}": 1}.get(fault, 65_536)
        while piece := await reader.read(size):
            if fault == "half-open" and way == "down":
                continue
            if fault == f"corrupt-{way}":
                piece = self._flip(piece)
            if fault == f"slow-{way}":
                await asyncio.sleep(0.2)
            if fault == f"trickle-{way}":
                await asyncio.sleep(0.05)
            if fault == "dying" and way == "up" and self.sent_up + len(piece) >= LIFE * (self.deaths + 1):
                self.sent_up = LIFE * (self.deaths + 1)
                self.deaths += 1
                return
            self.sent_up += len(piece) if way == "up" else 0
            if limit and seen + len(piece) >= limit:
                writer.write(piece[: limit - seen])
                await writer.drain()
                await asyncio.sleep(0.02)
                return
            writer.write(piece)
            await writer.drain()
            seen += len(piece)

    def _flip(self, piece: bytes) -> bytes:
        changed = bytearray(piece)
        changed[self._random.randrange(len(changed))] ^= 1 << self._random.randrange(8)
        return bytes(changed)


def _hear_out(pump: asyncio.Task[None]) -> None:
    """Take note of how a pump ended: a line that one end cut is no news, and asyncio would complain of it."""
    if not pump.cancelled() and not isinstance(pump.exception(), OSError | None):
        raise RuntimeError("a bug in the proxy") from pump.exception()


def _reset(writer: asyncio.StreamWriter) -> None:
    found = writer.get_extra_info("socket")
    if found is not None and found.fileno() >= 0:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


@contextmanager
def fault_proxy(port: int, fault: str = "pass", seed: int = 1) -> Iterator[FaultProxy]:
    """Run a proxy in front of a port until the block ends."""
    proxy, ready, loop, stop = (
        FaultProxy(port, fault, seed),
        threading.Event(),
        asyncio.new_event_loop(),
        asyncio.Event(),
    )
    thread = threading.Thread(target=lambda: loop.run_until_complete(proxy.run(ready, stop)))
    thread.start()
    ready.wait(5)
    try:
        yield proxy
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join()
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()
