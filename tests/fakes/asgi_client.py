"""A client that calls an ASGI application in this process, without a socket."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx


class AsgiClient:
    """`request`s one at a time or several `at_once`; exceptions that the application lets out come out here."""

    def __init__(self, app: Any) -> None:
        self._app = app

    def get(self, url: str, **options: Any) -> httpx.Response:
        return self.at_once([("GET", url, options)])[0]

    def post(self, url: str, **options: Any) -> httpx.Response:
        return self.at_once([("POST", url, options)])[0]

    def put(self, url: str, **options: Any) -> httpx.Response:
        return self.at_once([("PUT", url, options)])[0]

    def at_once(self, requests: list[tuple[str, str, dict[str, Any]]]) -> list[httpx.Response]:
        return asyncio.run(self._all(requests))

    async def _all(self, requests: list[tuple[str, str, dict[str, Any]]]) -> list[httpx.Response]:
        transport = httpx.ASGITransport(self._app)
        async with httpx.AsyncClient(transport=transport, base_url="http://portal") as client:
            return list(await asyncio.gather(*(client.request(verb, url, **more) for verb, url, more in requests)))
