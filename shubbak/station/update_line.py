"""Updates from the portal over HTTP, bounded in time; what comes is checked by others, so nothing here is trusted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime

import requests

from shubbak.adapters.portal_client.deadline import Deadline, DeadlineAdapter
from shubbak.ports.updates import PieceMissing, UpdateError

_CONNECT_SECONDS = 10.0
_METADATA_SECONDS = 60.0
#: A large file comes in several calls if need be: each goes on where the last one ended.
_FILE_SECONDS = 300.0
_PIECE = 64 * 1024


class PortalLine:
    """Implements `shubbak.ports.updates.UpdateLine` on `<portal>/updates/`.

    ca_file: the certificate authority (PEM) of a portal that has its own; else the well-known ones.
    """

    def __init__(self, portal_url: str, ca_file: str = "") -> None:
        self._url = f"{portal_url.rstrip('/')}/updates/"
        self._ca_file = ca_file
        self._time: datetime | None = None

    def pieces(self, path: str, start: int = 0) -> Iterator[bytes]:
        seconds = _METADATA_SECONDS if path.startswith("metadata/") else _FILE_SECONDS
        with Deadline(seconds) as deadline, requests.Session() as session:
            session.trust_env = False
            for scheme in ("https://", "http://"):
                session.mount(scheme, DeadlineAdapter(deadline))
            try:
                yield from self._body(session, path, start, seconds)
            except OSError as error:  # the library's own, and an authority's file that is not there
                raise UpdateError("update-unreachable") from error
            if deadline.passed:  # a body that ends with its connection would look whole
                raise UpdateError("update-unreachable")

    def time_there(self) -> datetime | None:
        return self._time

    def _body(self, session: requests.Session, path: str, start: int, seconds: float) -> Iterator[bytes]:
        headers = {"Accept-Encoding": "identity"}
        if start:
            headers["Range"] = f"bytes={start}-"
        with session.get(
            self._url + path,
            headers=headers,
            timeout=(_CONNECT_SECONDS, seconds),
            allow_redirects=False,
            verify=self._ca_file or True,
            stream=True,
        ) as response:
            self._note_time(response)
            skip = _check(response, path, start)
            for piece in response.iter_content(_PIECE):
                rest = piece[skip:]
                skip -= len(piece) - len(rest)
                if rest:
                    yield rest

    def _note_time(self, response: requests.Response) -> None:
        try:
            self._time = parsedate_to_datetime(response.headers.get("Date", ""))
        except ValueError:
            self._time = None
        if self._time is not None and self._time.tzinfo is None:
            self._time = None


def _check(response: requests.Response, path: str, start: int) -> int:
    """Return how many bytes to leave out; raises for everything that is not the file or its end part."""
    kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if response.status_code == 404:
        raise PieceMissing
    # A hotel's login page answers 200 with HTML: that is nobody's forgery, the portal was just not there.
    if kind != ("application/json" if path.startswith("metadata/") else "application/octet-stream"):
        raise UpdateError("update-unreachable")
    if response.status_code == 206 and response.headers.get("Content-Range", "").startswith(f"bytes {start}-"):
        return 0
    if response.status_code != 200:
        raise UpdateError("update-unreachable")
    return start
