"""How every endpoint reads a body and answers: bounded bytes in, JSON or application/problem+json out."""

from __future__ import annotations

import asyncio
from typing import TypeVar

import msgspec
from fastapi import Request, Response

from portal.refusal import REFUSALS, RefusalError
from shubbak.wire.station import WireProblem

#: Everything but packets is small.
MAX_SMALL_BODY = 16_384
#: A body has this long to arrive, so that idle connections do not pile up.
BODY_SECONDS = 300
_Shape = TypeVar("_Shape")


def json_answer(content: object, status: int = 200) -> Response:
    """Answer a wire type, or anything msgspec encodes."""
    return Response(msgspec.json.encode(content), status, media_type="application/json", headers=_PRIVATE)


def refusal_answer(error: RefusalError) -> Response:
    """Answer a refusal as RFC 9457 wants it."""
    status, title = REFUSALS[error.code]
    problem = WireProblem(error.code, title, status)
    headers = dict(_PRIVATE)
    if error.retry_after:
        headers["Retry-After"] = str(error.retry_after)
    return Response(msgspec.json.encode(problem), status, headers, media_type="application/problem+json")


async def read_body(request: Request, limit: int, *, keep: bool = True) -> bytes:
    """Read at most `limit` bytes; raises RefusalError body-too-large or body-too-slow.

    A larger body is read on, unkept, up to three times the limit: a sender that is still sending would otherwise meet a
    reset connection instead of the answer, and try again for ever.
    """
    kept = bytearray()
    size = 0
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for piece in request.stream():
                size += len(piece)
                if keep and size <= limit:
                    kept += piece
                elif size > 3 * limit:
                    break
    except TimeoutError as error:
        raise RefusalError("body-too-slow") from error
    if size > limit:
        raise RefusalError("body-too-large")
    return bytes(kept)


async def drop_body(request: Request, limit: int) -> None:
    """Read a refused body away, unkept, so that its sender hears why instead of meeting a reset connection."""
    try:
        await read_body(request, limit, keep=False)
    except RefusalError:
        return  # too large or too slow: it has been refused already


async def read_json(request: Request, shape: type[_Shape]) -> _Shape:
    """Read a small JSON body of one shape; raises RefusalError body-shape."""
    untrusted = await read_body(request, MAX_SMALL_BODY)
    try:
        return msgspec.json.decode(untrusted, type=shape)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise RefusalError("body-shape") from error


_PRIVATE = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
