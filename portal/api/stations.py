"""A station's reports, and the certificate that it shows to others."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from portal.api.answers import json_answer
from portal.api.descriptions import answers, portal_of, takes
from portal.api.signed import SIGNED_REFUSALS, read_signed_json
from portal.cases.certify_station import certificate_of
from portal.cases.take_report import take_report
from shubbak.wire.report import ReportAnswer, StationReport
from shubbak.wire.station import SignedCertificate

ROUTER = APIRouter(tags=["stations"])


@ROUTER.post(
    "/stations/{station}/reports",
    summary="Say how a station does",
    responses=answers(ReportAnswer, *SIGNED_REFUSALS, "body-too-slow", "body-shape", "report-misaddressed"),
    openapi_extra=takes(StationReport),
)
async def post_report(request: Request, station: str) -> Response:
    """Nobody else may report for a station, not even a neighbour that carries its packets."""
    untrusted = await read_signed_json(request, station, StationReport, carried=False)
    return json_answer(await run_in_threadpool(take_report, portal_of(request), station, untrusted))


@ROUTER.get(
    "/stations/{station}/certificate",
    summary="Fetch a station's certificate",
    responses=answers(SignedCertificate, "station-unknown", "station-revoked", "certificate-none"),
)
def get_certificate(request: Request, station: str) -> Response:
    """The portal's word for the station's key, such as a neighbour asks for."""
    return json_answer(certificate_of(portal_of(request), station))
