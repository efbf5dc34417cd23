"""Signs a test's requests as the station's own client does; for httpx and for requests."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import httpx
import requests

from shubbak.adapters.portal_client.signing import sign_request
from shubbak.wire.request_signature import StationSigner


class StationAuth(httpx.Auth):
    """Pass it as `auth=`."""

    requires_request_body = True

    def __init__(self, signer: StationSigner) -> None:
        self._signer = signer

    def fields(self, method: str, path: str, body: bytes) -> dict[str, str]:
        """Return what a signature puts on a request, to be put on another."""
        request = httpx.Request(method, "http://portal" + path, content=body)
        sign_request(request, self._signer, body)
        return {name: request.headers[name] for name in ("content-digest", "signature-input", "signature")}

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        sign_request(request, self._signer, request.content)
        yield request

    def __call__(self, prepared: requests.PreparedRequest) -> requests.PreparedRequest:
        body: Any = prepared.body or b""
        sign_request(prepared, self._signer, body)
        return prepared
