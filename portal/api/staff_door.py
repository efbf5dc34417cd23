"""The one door for staff: a session cookie in, a named account out; nothing else opens it.

Signing in with OIDC would replace the page that makes the session, not this door.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from typing import Any

from fastapi import Request, Response

from portal.api.descriptions import portal_of
from portal.assembly import Portal
from portal.cases.sign_in import SESSION_LIFE, form_token, signed_in
from portal.refusal import RefusalError
from portal.store.staff_store import StaffAccount

#: What every staff endpoint may answer, for its description.
STAFF_REFUSALS = ("sign-in-needed",)
#: In OpenAPI: the endpoint takes the session's cookie.
STAFF_ONLY: dict[str, Any] = {"security": [{"staffSession": []}]}


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody who is signed in, and what their forms must carry."""

    account: StaffAccount
    form_token: str


def visitor_of(request: Request) -> Visitor:
    """Return who is signed in; raises RefusalError sign-in-needed.

    A request with an Authorization header is refused whatever else it brings: browsers would remember a password that
    was taken so, and send it along for ever.
    """
    token = token_of(request)
    if not token or "authorization" in request.headers:
        raise RefusalError("sign-in-needed")
    account = signed_in(portal_of(request), token)
    if account is None:
        raise RefusalError("sign-in-needed")
    return Visitor(account, form_token(token))


def token_of(request: Request) -> str:
    """Return the session's token that came along, "" when none did."""
    return request.cookies.get(cookie_name(portal_of(request)), "")


def check_form(request: Request, visitor: Visitor | None, untrusted_form_token: str) -> None:
    """Refuse a form of another site; raises RefusalError form-foreign. Before somebody is signed in there is no token.

    The cookie is SameSite=Strict, so a foreign form comes without it. This is the second lock: the browser's own word
    about where a form comes from, and a token that only the session's pages know.
    """
    site = request.headers.get("sec-fetch-site", "same-origin")
    token_fits = visitor is None or hmac.compare_digest(
        untrusted_form_token.encode("utf-8", "replace"), visitor.form_token.encode()
    )
    if site not in ("same-origin", "none") or not token_fits:
        raise RefusalError("form-foreign")


def give_cookie(response: Response, portal: Portal, token: str) -> None:
    """Hand the session's token over; it ends by itself at the portal, whatever the browser does."""
    response.set_cookie(
        cookie_name(portal),
        token,
        max_age=int(SESSION_LIFE.total_seconds()),
        path="/",
        secure=_is_https(portal),
        httponly=True,
        samesite="strict",
    )


def take_cookie(response: Response, portal: Portal) -> None:
    """Take the session's token back."""
    response.delete_cookie(cookie_name(portal), path="/", secure=_is_https(portal), httponly=True, samesite="strict")


def cookie_name(portal: Portal) -> str:
    """Return the cookie's name; over https the prefix keeps other hosts of the same domain from planting one."""
    return "__Host-shubbak-staff" if _is_https(portal) else "shubbak-staff"


def _is_https(portal: Portal) -> bool:
    return portal.public_url.startswith("https://")
