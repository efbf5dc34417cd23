"""One request to a tax authority: a total time-out, a bounded answer, and no word of it believed before it is read."""

from __future__ import annotations

import json
from collections.abc import Mapping

import requests

from shubbak.adapters.invoices.authority import AuthorityAwayError, UntrustedAnswer
from shubbak.adapters.portal_client.deadline import Deadline, DeadlineAdapter

_SECONDS = 10.0
_MOST_BYTES = 1_000_000
_CHUNK = 16_384


def post_json(
    url: str,
    headers: Mapping[str, str],
    body: Mapping[str, str],
    auth: tuple[str, str] | None,
    seconds: float = _SECONDS,
) -> UntrustedAnswer:
    """Send a JSON object; follows no redirect, takes no proxy or login from the environment. auth: None for none.

    Raises AuthorityAwayError.
    """
    try:
        with Deadline(seconds) as deadline, requests.Session() as session:
            session.trust_env = False
            for scheme in ("https://", "http://"):
                session.mount(scheme, DeadlineAdapter(deadline))
            # The connection gets its own limit: the deadline watches it only once it is open.
            with session.post(
                url,
                headers=dict(headers),
                json=dict(body),
                auth=auth,
                timeout=(seconds, None),
                allow_redirects=False,
                stream=True,
            ) as response:
                untrusted = _read(response)
                if deadline.passed:
                    raise AuthorityAwayError("slow")
                return UntrustedAnswer(response.status_code, _object(untrusted))
    except (requests.RequestException, OSError) as error:
        raise AuthorityAwayError(type(error).__name__) from None


def _read(response: requests.Response) -> bytes:
    read = bytearray()
    for chunk in response.iter_content(_CHUNK):
        read += chunk
        if len(read) > _MOST_BYTES:
            raise AuthorityAwayError("long")
    return bytes(read)


def _object(untrusted: bytes) -> Mapping[str, object]:
    try:
        found = json.loads(untrusted)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
