"""How an endpoint reads what a station sends: the signature over the head first, then the body, then its digest."""

from __future__ import annotations

from typing import TypeVar

import msgspec
from fastapi import Request
from starlette.concurrency import run_in_threadpool

from portal.api.answers import MAX_SMALL_BODY, drop_body, read_body
from portal.assembly import Portal
from portal.cases.check_request import CheckedRequest, UntrustedRequest, check_request
from portal.refusal import RefusalError

#: What every signed endpoint may answer, for its description.
SIGNED_REFUSALS = (
    *("request-unsigned", "request-signature", "station-unknown", "station-revoked", "body-digest"),
    "body-too-large",
)
_Shape = TypeVar("_Shape")


async def check_head(request: Request, station: str, limit: int, *, carried: bool = True) -> CheckedRequest:
    """Return a request whose head `station` signed or, when it may be carried, another of its office; its body is still
    to be read and checked.

    Raises RefusalError, one of SIGNED_REFUSALS. A stranger's body, of which three times `limit` are waited for, is
    never kept.
    """
    portal: Portal = request.app.state.portal
    try:
        checked = await run_in_threadpool(check_request, portal, _head(request), station)
        if checked.sender != station and not carried:
            raise RefusalError("request-signature")
    except RefusalError:
        await drop_body(request, limit)
        raise
    return checked


async def read_signed_json(request: Request, station: str, shape: type[_Shape], *, carried: bool = True) -> _Shape:
    """Read a small signed JSON body of one shape; raises RefusalError as `check_head`, body-too-slow and body-shape."""
    checked = await check_head(request, station, MAX_SMALL_BODY, carried=carried)
    return await read_checked_json(request, checked, shape)


async def read_checked_json(request: Request, checked: CheckedRequest, shape: type[_Shape]) -> _Shape:
    """Read the small JSON body of a request whose head was checked."""
    untrusted = checked.check_body(await read_body(request, MAX_SMALL_BODY))
    try:
        return msgspec.json.decode(untrusted, type=shape)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise RefusalError("body-shape") from error


def _head(request: Request) -> UntrustedRequest:
    scope = request.scope
    # The path before it was decoded: that is what was signed.
    path = scope.get("raw_path", scope["path"].encode()).partition(b"?")[0].decode("latin-1")
    query = scope["query_string"].decode("latin-1")
    fields = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in scope["headers"]]
    return UntrustedRequest(scope["method"], f"{path}?{query}" if query else path, fields)
