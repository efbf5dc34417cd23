"""GET /receipts/{number} and POST /receipts/verify: a receipt's standing, and what its code proves."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from portal.api.answers import json_answer, read_json
from portal.api.descriptions import answers, portal_of, takes
from portal.api.views import ReceiptQuestion, ReceiptView, VerdictView
from portal.assembly import stamp
from portal.cases.verify_receipt import Examined, examine, facts_digest, standing_of

ROUTER = APIRouter(tags=["receipts"])


@ROUTER.get(
    "/receipts/{number}", summary="Ask how a receipt stands", responses=answers(ReceiptView, "receipt-unreadable")
)
def get_receipt(request: Request, number: str, facts: str = "") -> Response:
    """Only whether and since when the application is here; nothing about the person or the service. Who has proven the
    receipt's code says so by `facts`, and hears whether the portal's record is about the same.
    """
    known, standing = standing_of(portal_of(request), number)
    if standing is None:
        return json_answer(ReceiptView(known, "unknown", ""))
    mine = facts_digest(standing.application_id, standing.service_id, standing.total_minor, standing.currency)
    return json_answer(ReceiptView(known, standing.status, standing.accepted_at, not facts or facts == mine))


@ROUTER.post(
    "/receipts/verify",
    summary="Verify a receipt's code",
    responses=answers(VerdictView, "body-shape"),
    openapi_extra=takes(ReceiptQuestion),
)
async def post_verify(request: Request) -> Response:
    """A code that proves nothing is a good answer too: 200 with `proven` false and the reason in `problem`."""
    question = await read_json(request, ReceiptQuestion)
    return json_answer(_view(await run_in_threadpool(examine, portal_of(request), question.code)))


def _view(examined: Examined) -> VerdictView:
    receipt = examined.proven.receipt if examined.proven else None
    standing = examined.standing
    return VerdictView(
        proven=examined.proven is not None,
        problem=_problem(examined),
        number=examined.number,
        status=examined.state,
        accepted_at=standing.accepted_at if standing else "",
        agrees=examined.agrees,
        service_id=receipt.service_id if receipt else "",
        total_minor=receipt.total.amount_minor if receipt else 0,
        currency=receipt.total.currency if receipt else "",
        issued_at=stamp(receipt.issued_at) if receipt else "",
        station=examined.proven.station if examined.proven else "",
        municipality_ar=examined.proven.municipality.ar if examined.proven else "",
        municipality_en=examined.proven.municipality.en if examined.proven else "",
    )


def _problem(examined: Examined) -> str:
    if examined.mistyped:
        return "receipt-number-check"
    return examined.problem.code if examined.problem else ""
