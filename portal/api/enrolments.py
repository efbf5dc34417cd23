"""POST /enrolments: a station trades its one-time code for its identity."""

from __future__ import annotations

import time
from collections import OrderedDict

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from portal.api.answers import read_json
from portal.api.descriptions import answers, portal_of, takes
from portal.cases.enrol_station import enrol
from portal.refusal import RefusalError
from shubbak.wire.station import Enrolled, Enrolment

ROUTER = APIRouter(tags=["stations"])
GUESSES = 10
GUESS_SECONDS = 600
_REMEMBERED_ADDRESSES = 10_000


class GuessLimit:
    """Counts wrong codes by address: after GUESSES within GUESS_SECONDS an address waits. Kept in memory only."""

    def __init__(self) -> None:
        self._wrong: OrderedDict[str, list[float]] = OrderedDict()

    def check(self, address: str) -> None:
        """Raise RefusalError enrolment-guesses while the address must wait."""
        recent = [at for at in self._wrong.get(address, []) if time.monotonic() - at < GUESS_SECONDS]
        if len(recent) >= GUESSES:
            raise RefusalError("enrolment-guesses", retry_after=int(GUESS_SECONDS - time.monotonic() + recent[0]) + 1)

    def count(self, address: str) -> None:
        self._wrong.setdefault(address, []).append(time.monotonic())
        self._wrong.move_to_end(address)
        self._wrong[address] = self._wrong[address][-GUESSES:]
        if len(self._wrong) > _REMEMBERED_ADDRESSES:
            self._wrong.popitem(last=False)


@ROUTER.post(
    "/enrolments",
    summary="Enrol a station",
    responses=answers(Enrolled, "body-shape", "enrolment-code", "enrolment-guesses", "enrolment-key", "station-taken"),
    openapi_extra=takes(Enrolment),
)
async def post_enrolment(request: Request) -> Response:
    """The same code with the same public key is answered the same again; with another key it is refused."""
    limit: GuessLimit = request.app.state.guess_limit
    address = request.client.host if request.client else ""
    limit.check(address)
    untrusted = await read_json(request, Enrolment)
    try:
        enrolled = await run_in_threadpool(enrol, portal_of(request), untrusted)
    except RefusalError as error:
        if error.code == "enrolment-code":
            limit.count(address)
        raise
    return Response(enrolled, media_type="application/json", headers={"Cache-Control": "no-store"})
