"""The central portal over HTTP: bounded in time and size, deaf to everything that is not the portal's own answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar
from urllib.parse import quote, urlsplit

import msgspec
import requests
from requests.exceptions import ChunkedEncodingError, ContentDecodingError, InvalidHeader, SSLError, Timeout

from shubbak.adapters.portal_client.answers import read_answer
from shubbak.adapters.portal_client.deadline import Deadline, DeadlineAdapter
from shubbak.adapters.portal_client.signing import content_digest, sign_request
from shubbak.ports.portal import PortalError
from shubbak.wire.packet import Acknowledgement
from shubbak.wire.report import ReportAnswer, StationReport
from shubbak.wire.request_signature import StationSigner
from shubbak.wire.seal import read_packet
from shubbak.wire.station import Enrolled, Enrolment, SignedCatalogue

CONNECT_SECONDS = 10.0
CALL_SECONDS = 60.0
#: Bytes a second of the slowest line that is worth waiting for; a large packet gets that much more time …
SLOWEST_LINE = 32_000
#: … up to what the portal itself gives a body to arrive.
LONGEST_CALL_SECONDS = 300.0
_SMALL_ANSWER = 64 * 1024
_CATALOGUE_ANSWER = 32 * 1024 * 1024
_HERE = frozenset({"localhost", "127.0.0.1", "::1"})
_Shape = TypeVar("_Shape")


class RequestsPortal:
    """Implements `shubbak.ports.portal.Portal` and `shubbak.ports.fleet.Fleet`; may be used from any thread.

    base_url: https, or http to this machine; raises ValueError otherwise. call_seconds: the whole call from the TCP
    connection to the last byte, not counting what the body may take at `slowest_line` bytes a second; finding the
    address (DNS) has the system resolver's own limit on top. ca_file: the certificate authority of a municipality that
    has its own (PEM); else the well-known ones. signer: who signs the requests, None before the station is enrolled.
    """

    def __init__(
        self,
        base_url: str,
        *,
        call_seconds: float = CALL_SECONDS,
        ca_file: str = "",
        slowest_line: float = SLOWEST_LINE,
        signer: StationSigner | None = None,
    ) -> None:
        parts = urlsplit(base_url)
        if not parts.hostname or (parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _HERE)):
            raise ValueError("portal-address")
        self._api = base_url.rstrip("/") + "/api/v1"
        self._call_seconds = call_seconds
        self._ca_file = ca_file
        self._slowest_line = slowest_line
        self._signer = signer

    def enrol(self, enrolment: Enrolment) -> Enrolled:
        body = msgspec.json.encode(enrolment)
        return self._call("POST", "/enrolments", Enrolled, body, {"Content-Type": "application/json"})

    def catalogue(self) -> SignedCatalogue:
        return self._call("GET", "/catalogue", SignedCatalogue, limit=_CATALOGUE_ANSWER)

    def send(self, packet_id: str, packet: bytes) -> Acknowledgement:
        station = read_packet(packet)[0].station
        headers = {
            "Content-Type": "application/octet-stream",
            "Idempotency-Key": packet_id,
        }
        path = f"/stations/{quote(station, safe='')}/packets/{quote(packet_id, safe='')}"
        return self._call("PUT", path, Acknowledgement, packet, headers)

    def report(self, report: StationReport) -> ReportAnswer:
        path = f"/stations/{quote(report.station, safe='')}/reports"
        body = msgspec.json.encode(report)
        return self._call("POST", path, ReportAnswer, body, {"Content-Type": "application/json"})

    def _call(
        self,
        method: str,
        path: str,
        shape: type[_Shape],
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        limit: int = _SMALL_ANSWER,
    ) -> _Shape:
        seconds = min(self._call_seconds + len(body or b"") / self._slowest_line, LONGEST_CALL_SECONDS)
        with Deadline(seconds) as deadline:
            try:
                response, content = self._exchange(deadline, method, self._api + path, body, headers or {}, limit)
            except requests.RequestException as error:
                raise PortalError("portal-slow") if deadline.passed else _translated(error) from error
            if deadline.passed:  # a body that ends with its connection would look whole
                raise PortalError("portal-slow")
        return read_answer(response, content, shape)

    def _exchange(
        self, deadline: Deadline, method: str, url: str, body: bytes | None, headers: Mapping[str, str], limit: int
    ) -> tuple[requests.Response, bytes]:
        """Make one request on a connection of its own and read at most `limit` bytes of the answer."""
        with requests.Session() as session:
            session.trust_env = False  # a proxy or a .netrc of the machine is not the station's business
            session.mount("https://", DeadlineAdapter(deadline))
            session.mount("http://", DeadlineAdapter(deadline))
            with session.send(
                self._prepared(session, method, url, body, headers),
                timeout=(min(CONNECT_SECONDS, self._call_seconds), LONGEST_CALL_SECONDS),
                allow_redirects=False,
                verify=self._ca_file or True,
                stream=True,
            ) as response:
                return response, _bounded(response, limit)

    def _prepared(
        self, session: requests.Session, method: str, url: str, body: bytes | None, headers: Mapping[str, str]
    ) -> requests.PreparedRequest:
        # Nothing compressed: a small answer must not unfold into a large one.
        plain = {"Accept": "application/json", "Accept-Encoding": "identity", **headers}
        prepared = session.prepare_request(requests.Request(method, url, data=body, headers=plain))
        if self._signer is not None:
            sign_request(prepared, self._signer, body or b"")
        elif body is not None:
            prepared.headers["Content-Digest"] = content_digest(body)
        return prepared


def _bounded(response: requests.Response, limit: int) -> bytes:
    kept = bytearray()
    for piece in response.iter_content(16 * 1024):
        kept += piece
        if len(kept) > limit:
            raise PortalError("portal-gibberish")
    return bytes(kept)


def _translated(error: requests.RequestException) -> PortalError:
    if isinstance(error, SSLError):
        # Most often this machine's own date is wrong; the certificate may be, too.
        return PortalError("portal-unreachable", detail="portal-certificate")
    if isinstance(error, Timeout):
        return PortalError("portal-slow")
    if isinstance(error, ChunkedEncodingError | ContentDecodingError | InvalidHeader):
        return PortalError("portal-gibberish")
    return PortalError("portal-unreachable")
