"""Making a case's receipt void on its page: a reason, the name of who does it, and no way back."""

from __future__ import annotations

from datetime import datetime
from html import escape

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse

from portal.api.descriptions import portal_of
from portal.api.staff_door import Visitor, check_form
from portal.assembly import Portal
from portal.cases.look_at_cases import CaseFile, look_at_case
from portal.cases.void_receipt import LONGEST_REASON, void_by_staff
from portal.refusal import RefusalError
from portal.store.code_list_store import find_voiding
from portal.web.spoken_time import spoken_time
from portal.web.staff_frame import Voice, form_fields, staff_page, voice_of
from portal.web.staff_pages import read_form, visitor_or_none
from shubbak.domain.text import isolate_name, paragraph

ROUTER = APIRouter(include_in_schema=False)
CASES = "/staff/cases"


@ROUTER.post(CASES + "/{number}/void")
async def post_void(request: Request, number: str) -> Response:
    """Make the case's receipt void and show the case again."""
    form = await read_form(request)
    voice = voice_of(request, form.get("lang", ""))
    visitor = await run_in_threadpool(visitor_or_none, request)
    if visitor is None:
        return RedirectResponse("/staff/sign-in", 303)
    try:
        check_form(request, visitor, form.get("form", ""))
        await run_in_threadpool(_void, portal_of(request), visitor, number, form.get("reason", ""))
    except RefusalError as error:
        return _refused(voice, visitor, error)
    return RedirectResponse(f"{CASES}/{number}" + ("" if voice.language.rtl else "?lang=en"), 303)


def void_html(portal: Portal, voice: Voice, visitor: Visitor, file: CaseFile) -> str:
    """Return who made the receipt void and why or, for somebody who may, the form that does it."""
    if file.opened.receipt_status == "void":
        return _voided(portal, voice, file)
    if visitor.account.role != "keeper":
        return ""
    return (
        f"<details><summary>{voice.html('case.void')}</summary>"
        f'<form method="post" action="{CASES}/{file.opened.case}/void"><p>{voice.html("case.void_hint")}</p>'
        f'<label for="reason">{voice.html("case.void_reason")}</label>'
        f'<input id="reason" name="reason" required maxlength="{LONGEST_REASON}" autocomplete="off" dir="auto">'
        f'{form_fields(voice, visitor)}<button type="submit">{voice.html("case.void_button")}</button></form></details>'
    )


def _voided(portal: Portal, voice: Voice, file: CaseFile) -> str:
    with portal.database.read() as connection:
        voiding = find_voiding(connection, file.opened.receipt)
    if voiding is None or not voiding.reason:
        return ""
    at = spoken_time(datetime.fromisoformat(voiding.voided_at), file.place.country).say(voice.language)
    names = {"reason": isolate_name(voiding.reason), "by": isolate_name(voiding.voided_by), "at": at}
    return f"<p>{escape(paragraph(voice.say('case.voided', **names), voice.language))}</p>"


def _void(portal: Portal, visitor: Visitor, number: str, untrusted_reason: str) -> None:
    void_by_staff(portal, visitor.account, look_at_case(portal, number).opened.receipt, untrusted_reason)


def _refused(voice: Voice, visitor: Visitor, error: RefusalError) -> Response:
    known = {"form-foreign": "sign_in.foreign", "body-shape": "case.void_no_reason"}
    key = known.get(error.code, f"refused.{error.code}")
    back = f'<p><a href="{voice.href(CASES)}">{voice.html("case.back")}</a></p>'
    body = f"<h1>{voice.html('refused.title')}</h1><p>{voice.html(key)}</p>{back}"
    return staff_page(voice, CASES, voice.say("refused.title"), body, visitor, error.status)
