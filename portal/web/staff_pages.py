"""Signing staff in and out: the pages, and how every staff page finds out who asks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from urllib.parse import parse_qsl, urlencode

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse

from portal.api.answers import MAX_SMALL_BODY, read_body
from portal.api.descriptions import portal_of
from portal.api.packets import Gate
from portal.api.staff_door import Visitor, check_form, give_cookie, take_cookie, token_of, visitor_of
from portal.cases.sign_in import sign_in, sign_out
from portal.refusal import RefusalError
from portal.web.page_frame import stylesheet
from portal.web.spoken_time import spoken_age
from portal.web.staff_frame import Voice, staff_page, voice_of

ROUTER = APIRouter(include_in_schema=False)
HOME = "/staff/fleet"
SIGN_IN = "/staff/sign-in"
#: A try takes 32 MiB and a fifth of a second of a processor: more at once are asked to come again.
TRIES_AT_ONCE = 4
_FOR_A_DAY = {"Cache-Control": "public, max-age=86400", "X-Content-Type-Options": "nosniff"}
_STAFF_PATH = re.compile(r"/staff(?:/[A-Za-z0-9-]+)+(?:\?[A-Za-z0-9=&%+._-]*)?")


@ROUTER.get("/assets/staff.css")
def get_style() -> Response:
    """Serve the staff pages' style sheet in the theme's colours."""
    return Response(stylesheet("staff.css"), media_type="text/css; charset=utf-8", headers=_FOR_A_DAY)


@ROUTER.get("/staff")
def get_staff() -> Response:
    """Lead on to the stations."""
    return RedirectResponse(HOME, 303)


@ROUTER.get(SIGN_IN)
def get_sign_in(request: Request) -> Response:
    """Ask for name and password."""
    return _sign_in_page(voice_of(request), request.query_params.get("next", ""))


@ROUTER.post(SIGN_IN)
async def post_sign_in(request: Request) -> Response:
    """Begin a session and lead on to where somebody wanted to go; a wrong try sees the page again, with the reason."""
    form = await read_form(request)
    voice, untrusted_next = voice_of(request, form.get("lang", "")), form.get("next", "")
    gate: Gate = request.app.state.sign_in_gate
    portal = portal_of(request)
    try:
        check_form(request, None, "")
        with gate.place():
            token = await run_in_threadpool(sign_in, portal, form.get("name", ""), form.get("password", ""))
    except RefusalError as error:
        return _sign_in_page(voice, untrusted_next, error)
    wanted = untrusted_next if _STAFF_PATH.fullmatch(untrusted_next) else HOME + _language(voice)
    answer = RedirectResponse(wanted, 303)
    give_cookie(answer, portal, token)
    return answer


@ROUTER.post("/staff/sign-out")
async def post_sign_out(request: Request) -> Response:
    """End the session; without one there is nothing to end."""
    form = await read_form(request)
    voice = voice_of(request, form.get("lang", ""))
    visitor = await run_in_threadpool(visitor_or_none, request)
    portal = portal_of(request)
    if visitor is not None:
        check_form(request, visitor, form.get("form", ""))
        await run_in_threadpool(sign_out, portal, token_of(request))
    answer = RedirectResponse(SIGN_IN + _language(voice), 303)
    take_cookie(answer, portal)
    return answer


def visitor_or_none(request: Request) -> Visitor | None:
    """Return who is signed in, None when nobody is."""
    try:
        return visitor_of(request)
    except RefusalError:
        return None


def ask_to_sign_in(request: Request) -> Response:
    """Lead to the sign-in page, and back here afterwards."""
    query = f"?{request.url.query}" if request.url.query else ""
    wanted = {"next": request.url.path + query} | ({"lang": "en"} if request.query_params.get("lang") == "en" else {})
    return RedirectResponse(f"{SIGN_IN}?{urlencode(wanted)}", 303)


async def read_form(request: Request, limit: int = MAX_SMALL_BODY, fields: int = 16) -> Mapping[str, str]:
    """Read a small form; raises RefusalError body-shape and those of `read_body`."""
    untrusted = await read_body(request, limit)
    try:
        return dict(parse_qsl(untrusted.decode("ascii"), max_num_fields=fields, errors="replace"))
    except ValueError as error:
        raise RefusalError("body-shape") from error


def _language(voice: Voice) -> str:
    return "" if voice.language.rtl else "?lang=en"


def _sign_in_page(voice: Voice, untrusted_next: str, error: RefusalError | None = None) -> Response:
    wanted = untrusted_next if _STAFF_PATH.fullmatch(untrusted_next) else ""
    title = voice.say("sign_in.title")
    problem = "" if error is None else f'<p class="problem" role="alert">{_reason(voice, error)}</p>'
    body = (
        f'<form class="sign-in" method="post" action="{SIGN_IN}"><h1>{voice.html("sign_in.title")}</h1>{problem}'
        f'<label for="name">{voice.html("sign_in.name")}</label>'
        '<input id="name" name="name" autocomplete="username" autocapitalize="none" spellcheck="false" required '
        'autofocus maxlength="60" dir="auto">'
        f'<label for="password">{voice.html("sign_in.password")}</label>'
        '<input id="password" name="password" type="password" autocomplete="current-password" required '
        'maxlength="200" dir="ltr">'
        f'<input type="hidden" name="next" value="{wanted.replace("&", "&amp;")}">{voice.hidden()}'
        f'<button type="submit">{voice.html("sign_in.button")}</button>'
        f'<p class="muted">{voice.html("sign_in.hint")}</p></form>'
    )
    return staff_page(voice, SIGN_IN, title, body, status=200 if error is None else error.status, next=wanted)


def _reason(voice: Voice, error: RefusalError) -> str:
    if error.retry_after and error.code in ("sign-in-wrong", "sign-in-wait"):
        key = "sign_in.wait"
        return voice.html(key, age=spoken_age(timedelta(seconds=error.retry_after), voice.language))
    reasons = {"sign-in-wrong": "wrong", "form-foreign": "foreign", "portal-busy": "busy"}
    return voice.html(f"sign_in.{reasons[error.code]}")
