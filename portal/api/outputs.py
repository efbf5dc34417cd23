"""Licences and other outputs for the stations of an office: which there are, one whole, and what became of sheets."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from portal.api.answers import json_answer
from portal.api.descriptions import answers, portal_of, takes
from portal.api.signed import SIGNED_REFUSALS, read_signed_json
from portal.api.views import OutputView
from portal.cases.take_plan import take_plan
from portal.cases.take_printings import take_printings
from portal.cases.tell_outputs import list_outputs, tell_output
from portal.cases.verify_receipt import output_state
from shubbak.wire.issued_outputs import (
    IssuedOutputNote,
    OutputQuestion,
    OutputsAnswer,
    OutputsQuestion,
    PlanKept,
    PlanNote,
    PrintingsAnswer,
    PrintingsNote,
)

ROUTER = APIRouter(tags=["outputs"])
_LONGEST = 64
_PATH = "/stations/{station}/outputs"
_REFUSALS = (*SIGNED_REFUSALS, "body-too-slow", "body-shape")


@ROUTER.get("/outputs/{number}", summary="Ask how an output stands", responses=answers(OutputView))
def get_output(request: Request, number: str) -> Response:
    """Only whether it stands; who holds the paper has the code, which says what it is about."""
    return json_answer(OutputView(number[:_LONGEST], output_state(portal_of(request), number)))


@ROUTER.post(
    _PATH + "/list",
    summary="List an office's outputs",
    responses=answers(OutputsAnswer, *_REFUSALS),
    openapi_extra=takes(OutputsQuestion),
)
async def post_list(request: Request, station: str) -> Response:
    """What was issued, printed or made void behind the cursor; it names no person."""
    untrusted = await read_signed_json(request, station, OutputsQuestion, carried=False)
    return json_answer(await run_in_threadpool(list_outputs, portal_of(request), station, untrusted))


@ROUTER.post(
    _PATH + "/record",
    summary="Fetch one output",
    responses=answers(IssuedOutputNote, *_REFUSALS, "output-unknown"),
    openapi_extra=takes(OutputQuestion),
)
async def post_record(request: Request, station: str) -> Response:
    """Everything that its sheet says; the number is in the body because addresses are logged on their way."""
    untrusted = await read_signed_json(request, station, OutputQuestion, carried=False)
    return json_answer(await run_in_threadpool(tell_output, portal_of(request), station, untrusted))


@ROUTER.post(
    _PATH + "/printings",
    summary="Say what became of sheets",
    responses=answers(PrintingsAnswer, *_REFUSALS),
    openapi_extra=takes(PrintingsNote),
)
async def post_printings(request: Request, station: str) -> Response:
    """Also before a sheet is printed, to hear whether it may be; the same again any number of times."""
    untrusted = await read_signed_json(request, station, PrintingsNote, carried=False)
    return json_answer(await run_in_threadpool(take_printings, portal_of(request), station, untrusted))


@ROUTER.post(
    "/stations/{station}/plans",
    summary="Say which plan a visit issued",
    responses=answers(PlanKept, *_REFUSALS, "receipt-number", "output-reused"),
    openapi_extra=takes(PlanNote),
)
async def post_plan(request: Request, station: str) -> Response:
    """The same words again any number of times."""
    untrusted = await read_signed_json(request, station, PlanNote, carried=False)
    return json_answer(await run_in_threadpool(take_plan, portal_of(request), station, untrusted))
