"""POST …/packets/{id}/upload and PUT …/upload/{n}: a packet in pieces, for lines that do not last for a whole one."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from portal.api.answers import MAX_SMALL_BODY, json_answer, read_body
from portal.api.descriptions import answers, portal_of, takes
from portal.api.packets import PACKET_REFUSALS, Gate
from portal.api.signed import SIGNED_REFUSALS, check_head, read_checked_json
from portal.cases.receive_pieces import MAX_CHUNK_BYTES, keep_piece, offer_upload
from shubbak.wire.upload import PieceKept, UploadOffer, UploadState

ROUTER = APIRouter(tags=["packets"])
_PATH = "/stations/{station}/packets/{id}/upload"
_PIECE = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}


@ROUTER.post(
    _PATH,
    summary="Offer a packet in pieces",
    responses=answers(UploadState, *PACKET_REFUSALS, "body-shape", "upload-shape"),
    openapi_extra=takes(UploadOffer),
)
async def post_upload(request: Request, station: str, id: str) -> Response:
    """Answers the numbers of the pieces that are missing; with none missing, the packet is stored and acknowledged."""
    gate: Gate = request.app.state.gate
    checked = await check_head(request, station, MAX_SMALL_BODY)
    with gate.place(checked.sender):
        untrusted = await read_checked_json(request, checked, UploadOffer)
        return json_answer(await run_in_threadpool(offer_upload, portal_of(request), station, id, untrusted))


@ROUTER.put(
    _PATH + "/{n}",
    summary="Put one piece of a packet",
    responses=answers(
        PieceKept, *SIGNED_REFUSALS, "upload-unknown", "piece-number", "piece-size", "body-too-slow", "portal-busy"
    ),
    openapi_extra={"requestBody": {"required": True, "description": "The piece's bytes.", "content": _PIECE}},
)
async def put_piece(request: Request, station: str, id: str, n: str) -> Response:
    """The same piece any number of times is kept once; pieces come in any order."""
    gate: Gate = request.app.state.piece_gate
    checked = await check_head(request, station, MAX_CHUNK_BYTES)
    with gate.place(checked.sender):
        untrusted = checked.check_body(await read_body(request, MAX_CHUNK_BYTES))
        return json_answer(await run_in_threadpool(keep_piece, portal_of(request), station, id, n, untrusted))
