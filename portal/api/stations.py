"""A station's reports, its next key, and the certificate that it shows to others."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from portal.api.answers import MAX_SMALL_BODY, json_answer
from portal.api.descriptions import answers, portal_of, takes
from portal.api.signed import SIGNED_REFUSALS, check_head, read_checked_json
from portal.cases.certify_station import certificate_of
from portal.cases.next_key import certify_next_key, end_keys_before
from portal.cases.take_report import take_report
from shubbak.wire.report import ReportAnswer, StationReport
from shubbak.wire.station import NextKey, SignedCertificate

ROUTER = APIRouter(tags=["stations"])


@ROUTER.post(
    "/stations/{station}/reports",
    summary="Say how a station does",
    responses=answers(ReportAnswer, *SIGNED_REFUSALS, "body-too-slow", "body-shape", "report-misaddressed"),
    openapi_extra=takes(StationReport),
)
async def post_report(request: Request, station: str) -> Response:
    """Nobody else may report for a station, not even a neighbour that carries its packets."""
    checked = await check_head(request, station, MAX_SMALL_BODY, carried=False)
    untrusted = await read_checked_json(request, checked, StationReport)
    answer = await run_in_threadpool(take_report, portal_of(request), station, untrusted)
    await run_in_threadpool(end_keys_before, portal_of(request), station, checked.key_id)
    return json_answer(answer)


@ROUTER.post(
    "/stations/{station}/keys",
    summary="Have a station's next key certified",
    responses=answers(
        SignedCertificate, *SIGNED_REFUSALS, "body-too-slow", "body-shape", "enrolment-key", "station-key-followed"
    ),
    openapi_extra=takes(NextKey),
)
async def post_key(request: Request, station: str) -> Response:
    """The same key again is answered with the same key id; a key that another follows may ask for no third one."""
    checked = await check_head(request, station, MAX_SMALL_BODY, carried=False)
    untrusted = await read_checked_json(request, checked, NextKey)
    return json_answer(
        await run_in_threadpool(certify_next_key, portal_of(request), station, checked.key_id, untrusted)
    )


@ROUTER.get(
    "/stations/{station}/certificate",
    summary="Fetch a station's certificate",
    responses=answers(SignedCertificate, "station-unknown", "station-revoked", "certificate-none"),
)
def get_certificate(request: Request, station: str) -> Response:
    """The portal's word for the station's key, such as a neighbour asks for."""
    return json_answer(certificate_of(portal_of(request), station))
