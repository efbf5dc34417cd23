"""POST /stations/{station}/registers/{register}/record and …/entries: what forms look up, for stations alone."""

from __future__ import annotations

import time
from collections import deque
from contextlib import suppress

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from portal.api.answers import json_answer
from portal.api.descriptions import answers, portal_of, takes
from portal.api.signed import SIGNED_REFUSALS, read_signed_json
from portal.cases.registers import find_record, search_entries
from portal.refusal import RefusalError
from shubbak.wire.registers import EntriesAnswer, EntriesQuestion, RecordAnswer, RecordQuestion

ROUTER = APIRouter(tags=["registers"])
WITHIN_SECONDS = 600
#: Within that time, for one station. Who tries numbers one after another meets the limit of misses first.
RECORDS, MISSES, SEARCHES = 120, 30, 1_500
_REFUSALS = (*SIGNED_REFUSALS, "body-too-slow", "body-shape", "register-unknown", "register-asked-often")


class AskLimit:
    """Counts by station what must not be asked for too often. Kept in memory, for stations whose signature holds."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._asked: dict[str, deque[float]] = {}

    def check(self, station: str) -> None:
        """Raise RefusalError register-asked-often while the station must wait."""
        asked = self._asked.get(station)
        if asked is None or len(asked) < self._most:
            return
        left = WITHIN_SECONDS - (time.monotonic() - asked[0])
        if left > 0:
            raise RefusalError("register-asked-often", retry_after=int(left) + 1)

    def count(self, station: str) -> float:
        """Count one more, and return what `give_back` takes."""
        now = time.monotonic()
        self._asked.setdefault(station, deque(maxlen=self._most)).append(now)
        return now

    def give_back(self, station: str, counted: float) -> None:
        """Count that one no longer."""
        with suppress(KeyError, ValueError):
            self._asked[station].remove(counted)


class RegisterLimits:
    """One portal's counts."""

    def __init__(self) -> None:
        self.records, self.misses, self.searches = AskLimit(RECORDS), AskLimit(MISSES), AskLimit(SEARCHES)


@ROUTER.post(
    "/stations/{station}/registers/{register}/record",
    summary="Look a number up in a register",
    responses=answers(RecordAnswer, *_REFUSALS, "register-broken"),
    openapi_extra=takes(RecordQuestion),
)
async def post_record(request: Request, station: str, register: str) -> Response:
    """Only the parts that a form fills in; the number is in the body because addresses are logged on their way."""
    limits: RegisterLimits = request.app.state.register_limits
    untrusted = await read_signed_json(request, station, RecordQuestion, carried=False)
    limits.records.check(station)
    limits.misses.check(station)
    limits.records.count(station)
    # Counted as a miss before it is known: questions at the same time would all be asked within the limit.
    miss = limits.misses.count(station)
    try:
        answer = await run_in_threadpool(find_record, portal_of(request), station, register, untrusted.number)
    except RefusalError:
        limits.misses.give_back(station, miss)
        raise
    if answer.found:
        limits.misses.give_back(station, miss)
    return json_answer(answer)


@ROUTER.post(
    "/stations/{station}/registers/{register}/entries",
    summary="Search a register's list",
    responses=answers(EntriesAnswer, *_REFUSALS, "register-broken"),
    openapi_extra=takes(EntriesQuestion),
)
async def post_entries(request: Request, station: str, register: str) -> Response:
    """At most twenty entries, best first; more words narrow them."""
    limits: RegisterLimits = request.app.state.register_limits
    untrusted = await read_signed_json(request, station, EntriesQuestion, carried=False)
    limits.searches.check(station)
    limits.searches.count(station)
    words, language = untrusted.words, untrusted.language
    return json_answer(await run_in_threadpool(search_entries, portal_of(request), station, register, words, language))
