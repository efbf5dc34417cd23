"""The public pages: the front page, and the page that a receipt's QR opens."""

from __future__ import annotations

from html import escape
from urllib.parse import parse_qs

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from portal.api.answers import MAX_SMALL_BODY, json_answer, read_body
from portal.api.descriptions import portal_of
from portal.assembly import Portal
from portal.cases.service_names import service_names
from portal.cases.verify_receipt import examine
from portal.refusal import RefusalError
from portal.web.page_frame import ASSETS, both, html_answer, page, say, stylesheet
from portal.web.verdict import verdict_html, verdict_words
from shubbak import resources

ROUTER = APIRouter(include_in_schema=False)
_FOR_A_DAY = {"Cache-Control": "public, max-age=86400", "X-Content-Type-Options": "nosniff"}
#: In their order: TweetNaCl, what a code proves, and the page itself.
_SCRIPTS = ("nacl.min.js", "code.js", "verify.js")
_FONTS = ("IBMPlexSansArabic-Regular.woff2", "IBMPlexSansArabic-SemiBold.woff2")


@ROUTER.get("/")
def get_front() -> Response:
    """Say what this place is, and lead on to the receipts."""
    action = say("front.verify")
    link = f'<p><a class="action" href="/v">{escape(action.ar)} · <span lang="en">{escape(action.en)}</span></a></p>'
    return page(say("front.title"), both(say("front.title"), "h1") + both(say("front.line")) + link)


@ROUTER.get("/v")
def get_verify(request: Request) -> Response:
    """The code stands behind the #, which browsers keep to themselves: the page's script checks it there."""
    return _verify_page(portal_of(request), "")


@ROUTER.get("/v/services")
def get_services(request: Request) -> Response:
    """Every service's name by its id, so that a browser does not say which one it asks about."""
    names = service_names(portal_of(request))
    return json_answer({service_id: (name.ar, name.en) for service_id, name in names.items()})


@ROUTER.post("/v")
async def post_verify(request: Request) -> Response:
    """Answer the form with the whole page, and the script of an old browser with the verdict alone."""
    untrusted_code = _form_value(await read_body(request, MAX_SMALL_BODY), "code")
    portal = portal_of(request)
    verdict = await run_in_threadpool(_verdict, portal, untrusted_code)
    if "x-verdict-only" in request.headers:
        return html_answer(verdict)
    return await run_in_threadpool(_verify_page, portal, verdict)


def _verdict(portal: Portal, untrusted_code: str) -> str:
    if not untrusted_code.strip():
        return f'<section class="verdict wait">{both(say("verify.empty"))}</section>'
    return verdict_html(portal, examine(portal, untrusted_code))


def _verify_page(portal: Portal, verdict: str) -> Response:
    form = say("verify.form")
    button = say("verify.button")
    unreachable = say("verify.unreachable")
    body = (
        both(say("verify.title"), "h1")
        + f'<div id="verdict" aria-live="polite">{verdict}</div>'
        + f'<div id="waiting" hidden>{both(say("verify.waiting"))}</div>'
        + f'<div id="unreachable" hidden><section class="verdict wait">{both(unreachable)}</section></div>'
        + '<form method="post" action="/v"><label for="code">'
        + f'{escape(form.ar)} <span class="en" lang="en" dir="ltr">{escape(form.en)}</span></label>'
        + '<textarea id="code" name="code" rows="3" dir="ltr" autocomplete="off" autocapitalize="characters" '
        + 'spellcheck="false" maxlength="2000"></textarea>'
        + f'<button type="submit">{escape(button.ar)} · <span lang="en">{escape(button.en)}</span></button></form>'
        + f'<section id="meaning" class="meaning">{_meaning("receipt")}{_meaning("output")}</section>'
        + verdict_words(portal)
        + "".join(f'<script src="/assets/{name}"></script>' for name in _SCRIPTS)
    )
    return page(say("verify.title"), body)


def _meaning(kind: str) -> str:
    """Return what a code of a kind proves and what not; the script puts it beneath a verdict."""
    parts = (f"verify.{kind}_{part}" for part in ("proves", "not"))
    inner = "".join(both(say(f"{part}.title"), "h2") + both(say(f"{part}.line")) for part in parts)
    return f'<div id="words-means-{kind}">{inner}</div>'


def _form_value(untrusted_body: bytes, name: str) -> str:
    try:
        fields = parse_qs(untrusted_body.decode("ascii"), max_num_fields=8, errors="replace")
    except ValueError as error:
        raise RefusalError("body-shape") from error
    return fields.get(name, [""])[0]


@ROUTER.get("/assets/portal.css")
def get_style() -> Response:
    """Serve the style sheet in the theme's colours."""
    return Response(stylesheet(), media_type="text/css; charset=utf-8", headers=_FOR_A_DAY)


@ROUTER.get("/assets/{name}")
def get_asset(name: str) -> Response:
    """Serve the scripts and the sign."""
    kinds = {"icon.svg": "image/svg+xml"} | dict.fromkeys(_SCRIPTS, "text/javascript; charset=utf-8")
    if name not in kinds:
        raise RefusalError("not-found")
    return Response((ASSETS / name).read_bytes(), media_type=kinds[name], headers=_FOR_A_DAY)


@ROUTER.get("/fonts/{name}")
def get_font(name: str) -> Response:
    """Serve the product's font."""
    if name not in _FONTS:
        raise RefusalError("not-found")
    return Response((resources.root() / "fonts" / name).read_bytes(), media_type="font/woff2", headers=_FOR_A_DAY)
