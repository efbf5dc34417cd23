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

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        sign_request(request, self._signer, request.content)
        yield request

    def __call__(self, prepared: requests.PreparedRequest) -> requests.PreparedRequest:
        body: Any = prepared.body or b""
        sign_request(prepared, self._signer, body)
        return prepared
