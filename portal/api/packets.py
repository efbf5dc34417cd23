"""PUT /stations/{station}/packets/{id}: the one hot path, a plain Starlette route without validation layers."""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from portal.api.answers import json_answer, read_body
from portal.api.descriptions import answers
from portal.api.signed import SIGNED_REFUSALS, check_head
from portal.assembly import Portal
from portal.cases.accept_packet import accept_packet
from portal.refusal import RefusalError
from shubbak.wire.packet import MAX_PACKET_BYTES, Acknowledgement

PATH = "/stations/{station}/packets/{id}"
#: Bodies held at once: 32 of 20 MB are 640 MB. Who comes later is asked to come again, and the station's outbox does.
PACKETS_AT_ONCE = 32
#: Of them, for one sender: whatever one station does, the others get in.
PLACES_A_SENDER = 16
#: What the portal may say of a packet, however it came.
PACKET_REFUSALS = (
    *SIGNED_REFUSALS,
    *("packet-shape", "packet-misaddressed", "packet-signature"),
    *("packet-id-reused", "sequence-reused", "receipt-reused", "payment-reused"),
    *("packet-digest", "sealing-key-unknown", "packet-sealed-for-another-key", "application-shape"),
    *("portal-older", "application-mismatch", "receipt-number", "body-too-slow", "portal-busy"),
)
#: Pieces held at once: 128 of at most a megabyte.
PIECES_AT_ONCE = 128
_LOG = logging.getLogger("portal.intake")


class Gate:
    """Lets a bounded number of packets in at once; used from the event loop only."""

    def __init__(self, places: int = PACKETS_AT_ONCE) -> None:
        self._free = places
        self._held: Counter[str] = Counter()

    @contextmanager
    def place(self, sender: str = "") -> Iterator[None]:
        """Hold a place; raises RefusalError portal-busy when none is free or this sender has its share of them."""
        if self._free == 0 or (sender and self._held[sender] >= PLACES_A_SENDER):
            raise RefusalError("portal-busy", retry_after=5)
        self._free -= 1
        self._held[sender] += 1
        try:
            yield
        finally:
            self._free += 1
            self._held[sender] -= 1
            self._held += Counter()  # forgets who holds none


async def put_packet(request: Request) -> Response:
    """Take a packet in; 201 the first time, 200 and the same bytes whenever it comes again."""
    portal: Portal = request.app.state.portal
    gate: Gate = request.app.state.gate
    station, packet_id = request.path_params["station"], request.path_params["id"]
    # Known first, let in second: strangers whose bodies never end must not stand in the stations' places.
    checked = await check_head(request, station, MAX_PACKET_BYTES)
    with gate.place(checked.sender):
        untrusted = checked.check_body(await read_body(request, MAX_PACKET_BYTES))
        began = time.perf_counter()
        accepted = await run_in_threadpool(accept_packet, portal, station, packet_id, untrusted)
    took = (time.perf_counter() - began) * 1000
    said = (packet_id, station, len(untrusted), accepted.created, accepted.findings, took)
    _LOG.info("packet %s of %s, %d bytes, new %s, %d findings, %.1f ms", *said)
    return json_answer(accepted.acknowledgement, 201 if accepted.created else 200)


def packet_route(prefix: str) -> Route:
    """Return the intake's route below a prefix."""
    return Route(prefix + PATH, put_packet, methods=["PUT"], name="put_packet")


def packet_description() -> dict[str, Any]:
    """Describe the route by hand, since FastAPI does not see it."""
    refused = answers(Acknowledgement, *PACKET_REFUSALS, status=201)
    again = {"200": {**refused[201], "description": "Stored before; the same bytes as the first time."}}
    return {
        "put": {
            "tags": ["packets"],
            "summary": "Send a packet",
            "operationId": "put_packet",
            "parameters": [
                {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
                for name in ("station", "id")
            ],
            "requestBody": {
                "required": True,
                "description": "A Packet as MessagePack, at most 20 MB.",
                "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
            },
            "responses": again | {str(status): answer for status, answer in refused.items()},
        }
    }
