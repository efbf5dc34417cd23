"""What came back from the portal's address, which need not have come from the portal."""

from __future__ import annotations

import re
from email.utils import parsedate_to_datetime
from typing import TypeVar

import msgspec
from requests import Response

from shubbak.ports.portal import PortalError
from shubbak.wire.station import WireProblem

#: The portal understood, and will never take this body.
_PERMANENT = frozenset({400, 401, 403, 409, 410, 413, 415, 422})
_COME_AGAIN = frozenset({408, 425, 429})
#: Network Authentication Required (RFC 6585): a captive portal that says so.
_LOG_IN_FIRST = 511
_PAGES = frozenset({"text/html", "application/xhtml+xml"})
_JSON = frozenset({"application/json", "application/problem+json"})
#: How the portal's problem codes look: portal/refusal.py.
_OWN_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*", re.ASCII)
_LONGEST_WORD = 60
_Shape = TypeVar("_Shape")


def read_answer(response: Response, body: bytes, shape: type[_Shape]) -> _Shape:
    """Return the answer as its wire type; raises PortalError for everything else that may have come."""
    status = response.status_code
    if 300 <= status < 400 or status == _LOG_IN_FIRST:
        raise PortalError("portal-intercepted")
    if status in (200, 201):
        return _decoded(response, body, shape)
    if status >= 500 or status in _COME_AGAIN:
        raise PortalError("portal-busy", retry_after=_retry_after(response))
    if status >= 400:
        # A gateway or a hotel's login page may say 403 too, and some of them in problem details of their own, such as
        # about:blank; only the portal's own words count as a refusal, and only they are kept.
        problem = _decoded(response, body, WireProblem)
        if len(problem.type) > _LONGEST_WORD or not _OWN_WORD.fullmatch(problem.type):
            raise PortalError("portal-gibberish")
        raise PortalError("portal-refused", permanent=status in _PERMANENT, detail=problem.type)
    raise PortalError("portal-gibberish")


def _decoded(response: Response, body: bytes, shape: type[_Shape]) -> _Shape:
    kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if kind in _PAGES or body.lstrip()[:1] == b"<":
        raise PortalError("portal-intercepted")
    if kind not in _JSON:
        raise PortalError("portal-gibberish")
    try:
        return msgspec.json.decode(body, type=shape)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise PortalError("portal-gibberish") from error


def _retry_after(response: Response) -> float:
    """Read Retry-After (RFC 9110, 10.2.3): seconds, or a date, which is held against the answer's own date."""
    asked = response.headers.get("Retry-After", "").strip()
    if asked.isascii() and asked.isdigit():
        return float(asked[:9])
    try:
        until, at = parsedate_to_datetime(asked), parsedate_to_datetime(response.headers.get("Date", ""))
        return max(0.0, (until - at).total_seconds())
    except (ValueError, TypeError):  # none, or none that can be read; mixing zoned and naive dates raises TypeError
        return 0.0
