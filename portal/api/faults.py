"""The portal's outer skin: every refusal and every fault becomes a problem answer, and no log line carries a person.

An exception's own text may hold what somebody typed (a database quotes the row it refuses), so a fault is logged by its
type and the places in our code, never by its words.
"""

from __future__ import annotations

import logging
import traceback

from fastapi import Request, Response
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from portal.api.answers import refusal_answer
from portal.refusal import RefusalError
from portal.store.objects import ObjectStoreError

_LOG = logging.getLogger("portal.faults")
#: SQLAlchemy's families of "the database cannot now": connections, locks, full disks, an exhausted pool.
_STORE_RETRY_SECONDS = 20


class FaultSkin:
    """ASGI middleware that answers instead of letting an exception reach the server's log."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = False

        async def noting_send(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, noting_send)
        except ClientDisconnect:
            _LOG.info("a sender left before its body was read")
        except Exception as error:  # noqa: BLE001 - the last door: whatever it is, it is logged without its words
            answer = _answer(error)
            if not begun:
                await answer(scope, receive, send)


def _answer(error: Exception) -> Response:
    if isinstance(error, RefusalError):
        return refusal_answer(error)
    places = "".join(traceback.format_tb(error.__traceback__))
    _LOG.error("%s.%s\n%s", type(error).__module__, type(error).__qualname__, places)
    if isinstance(error, SQLAlchemyError | ObjectStoreError):
        return refusal_answer(RefusalError("store-unavailable", retry_after=_STORE_RETRY_SECONDS))
    return refusal_answer(RefusalError("fault"))


async def answer_refusal(_request: Request, error: Exception) -> Response:
    """FastAPI's handler for RefusalError, raised by any endpoint."""
    if not isinstance(error, RefusalError):
        raise error
    _LOG.info("refused: %s", error.code)
    return refusal_answer(error)


async def answer_not_found(_request: Request, _error: Exception) -> Response:
    """Answer an address where nothing is."""
    return refusal_answer(RefusalError("not-found"))


async def answer_method(_request: Request, _error: Exception) -> Response:
    """Answer a method that the address does not take."""
    return refusal_answer(RefusalError("method"))
