"""A line to the portal: one connection for one call or several, each with its own end in time and size."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import TypeVar

import requests
from requests.exceptions import ChunkedEncodingError, ContentDecodingError, InvalidHeader, SSLError, Timeout

from shubbak.adapters.portal_client.answers import read_answer
from shubbak.adapters.portal_client.certificates import certificate_problem
from shubbak.adapters.portal_client.deadline import Deadline, DeadlineAdapter
from shubbak.adapters.portal_client.signing import content_digest, sign_request
from shubbak.ports.portal import PortalError
from shubbak.wire.request_signature import StationSigner

#: The portal gives no body longer than this to arrive.
LONGEST_CALL_SECONDS = 300.0
SMALL_ANSWER = 64 * 1024
_Shape = TypeVar("_Shape")


@dataclass(frozen=True)
class Address:
    """Where the portal is and how it is spoken to: its API's URL, who signs, whose certificates count, and how long
    a connection may take to open.
    """

    api: str
    signer: StationSigner | None
    ca_file: str
    connect_seconds: float


class Line:
    """Entered for its calls; the connection is kept from one to the next and gone when it is left."""

    def __init__(self, address: Address) -> None:
        self._address = address
        self._adapter = DeadlineAdapter()
        self._session = requests.Session()
        self._session.trust_env = False  # a proxy or a .netrc of the machine is not the station's business
        self._session.mount("https://", self._adapter)
        self._session.mount("http://", self._adapter)

    def __enter__(self) -> Line:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._session.close()

    def call(
        self,
        method: str,
        path: str,
        shape: type[_Shape],
        seconds: float,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        limit: int = SMALL_ANSWER,
    ) -> _Shape:
        """Make one call within `seconds` and read at most `limit` bytes of its answer; raises PortalError."""
        prepared = self._prepared(method, self._address.api + path, body, headers or {})
        with Deadline(seconds) as deadline:
            self._adapter.begin(deadline)
            try:
                response, content = self._exchange(prepared, min(self._address.connect_seconds, seconds), limit)
            except requests.RequestException as error:
                raise PortalError("portal-slow") if deadline.passed else _translated(error) from error
            except OSError as error:  # so the library says that the authority's file is not there
                if not self._address.ca_file:
                    raise
                raise PortalError("portal-ca") from error
            if deadline.passed:  # a body that ends with its connection would look whole
                raise PortalError("portal-slow")
        return read_answer(response, content, shape)

    def _prepared(
        self, method: str, url: str, body: bytes | None, headers: Mapping[str, str]
    ) -> requests.PreparedRequest:
        # Nothing compressed: a small answer must not unfold into a large one.
        plain = {"Accept": "application/json", "Accept-Encoding": "identity", **headers}
        prepared = self._session.prepare_request(requests.Request(method, url, data=body, headers=plain))
        if self._address.signer is not None:
            sign_request(prepared, self._address.signer, body or b"")
        elif body is not None:
            prepared.headers["Content-Digest"] = content_digest(body)
        return prepared

    def _exchange(
        self, prepared: requests.PreparedRequest, connect_seconds: float, limit: int
    ) -> tuple[requests.Response, bytes]:
        with self._session.send(
            prepared,
            timeout=(connect_seconds, LONGEST_CALL_SECONDS),
            allow_redirects=False,
            verify=self._address.ca_file or True,
            stream=True,
        ) as response:
            return response, _bounded(response, limit)


def _bounded(response: requests.Response, limit: int) -> bytes:
    kept = bytearray()
    for piece in response.iter_content(16 * 1024):
        kept += piece
        if len(kept) > limit:
            raise PortalError("portal-gibberish")
    return bytes(kept)


def _translated(error: requests.RequestException) -> PortalError:
    if isinstance(error, SSLError):
        return PortalError("portal-unreachable", detail=certificate_problem(error))
    if isinstance(error, Timeout):
        return PortalError("portal-slow")
    if isinstance(error, ChunkedEncodingError | ContentDecodingError | InvalidHeader):
        return PortalError("portal-gibberish")
    return PortalError("portal-unreachable")
