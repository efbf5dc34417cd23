"""Issuing on two pages: what stands on the paper, then all of it once more with the steps that must be done before."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse

from portal.api.descriptions import portal_of
from portal.api.staff_door import Visitor, check_form
from portal.assembly import Portal
from portal.cases.issue_desk import IssueDesk, open_desk
from portal.cases.issue_output import IssueWish, check_sheets, check_wish, issue_output, officials
from portal.cases.look_at_cases import look_at_case
from portal.refusal import RefusalError
from portal.web.issue_form import (
    MOST_FORM_BYTES,
    MOST_FORM_FIELDS,
    first_values,
    form_html,
    kept_fields,
    read_wish,
)
from portal.web.issue_words import CASES, day_text, facts_html, html, to_case, told, written
from portal.web.page_frame import wording
from portal.web.staff_frame import Voice, form_fields, staff_page, voice_of
from portal.web.staff_pages import ask_to_sign_in, read_form, visitor_or_none
from shubbak.domain.calendar import local_date
from shubbak.domain.text import isolate, isolate_name

ROUTER = APIRouter(include_in_schema=False)
PATH = CASES + "/{number}/issue"


@ROUTER.get(PATH)
def get_issue(request: Request, number: str) -> Response:
    """Show the form with what the application and the catalogue say."""
    visitor, voice = visitor_or_none(request), voice_of(request)
    if visitor is None:
        return ask_to_sign_in(request)
    try:
        desk = open_desk(portal_of(request), visitor.account, number)
    except RefusalError as error:
        return refused(voice, visitor, error, number)
    return _form_page(voice, visitor, desk, first_values(desk))


@ROUTER.post(PATH)
async def post_issue(request: Request, number: str) -> Response:
    """Look through what was written; issue it once it was confirmed, and show the case."""
    form = await read_form(request, MOST_FORM_BYTES, MOST_FORM_FIELDS)
    voice = voice_of(request, form.get("lang", ""))
    visitor = await run_in_threadpool(visitor_or_none, request)
    if visitor is None:
        return RedirectResponse("/staff/sign-in", 303)
    try:
        check_form(request, visitor, form.get("form", ""))
        return await run_in_threadpool(_answer, portal_of(request), voice, visitor, number, form)
    except RefusalError as error:
        if error.code == "output-issued" and form.get("step") == "issue":
            return _case(voice, number)  # sent twice: it is there
        return refused(voice, visitor, error, number)


def refused(voice: Voice, visitor: Visitor, error: RefusalError, number: str) -> Response:
    """Say why something was not done, and lead back to the case."""
    known = {"form-foreign": "sign_in.foreign", "body-shape": "case.void_no_reason"}
    title = voice.say("refused.title")
    words = voice.html(known.get(error.code, f"refused.{error.code}"))
    back = f'<p><a href="{voice.href(CASES)}">{voice.html("case.back")}</a></p>'
    way = back if error.code == "case-unknown" else to_case(voice, number)
    body = f"<h1>{escape(title)}</h1><p>{words}</p>{way}"
    return staff_page(voice, CASES, title, body, visitor, error.status)


def _answer(portal: Portal, voice: Voice, visitor: Visitor, number: str, form: Mapping[str, str]) -> Response:
    desk = open_desk(portal, visitor.account, number)
    if form.get("step") == "change":
        return _form_page(voice, visitor, desk, form)
    wish, unread = read_wish(desk, form)
    today = local_date(portal.now(), desk.place.country)
    wrong = tuple(dict.fromkeys((*unread, *check_wish(desk, wish, today))))
    wrong = wrong or check_sheets(desk, wish, wording(), portal.now())
    if wrong:
        return _form_page(voice, visitor, desk, form, wrong)
    findings = bool(look_at_case(portal, number).opened.findings)
    if form.get("step") != "issue" or form.get("done") != "yes":
        missing = form.get("step") == "issue"
        return _confirm_page(voice, visitor, desk, wish, form, findings=findings, missing=missing)
    issue_output(portal, visitor.account, number, wish, wording())
    return _case(voice, number)


def _case(voice: Voice, number: str) -> Response:
    return RedirectResponse(f"{CASES}/{number}" + ("" if voice.language.rtl else "?lang=en"), 303)


def _form_page(
    voice: Voice, visitor: Visitor, desk: IssueDesk, values: Mapping[str, str], wrong: tuple[str, ...] = ()
) -> Response:
    title = told(voice, "form.title", title=isolate_name(desk.service.output.name.say(voice.language)))
    body = (
        f"{to_case(voice, desk.case)}<h1>{written(voice, title)}</h1>{_about(voice, desk)}"
        f"<p>{html(voice, 'form.lead')}</p>"
        f'<form class="paper" method="post" action="{CASES}/{desk.case}/issue">'
        f"{form_html(voice, desk, values, wrong)}{form_fields(voice, visitor)}"
        f'<button type="submit" name="step" value="check">{html(voice, "form.check")}</button></form>'
    )
    path = f"{CASES}/{desk.case}/issue"
    return staff_page(voice, path, title, body, visitor, 422 if wrong else 200)


def _confirm_page(
    voice: Voice,
    visitor: Visitor,
    desk: IssueDesk,
    wish: IssueWish,
    form: Mapping[str, str],
    *,
    findings: bool,
    missing: bool,
) -> Response:
    title = told(voice, "confirm.title")
    warned = f'<p class="problem">{html(voice, "confirm.findings")}</p>' if findings else ""
    again = f'<p class="problem" role="alert">{html(voice, "confirm.not_done")}</p>' if missing else ""
    body = (
        f"{to_case(voice, desk.case)}<h1>{escape(title)}</h1>{_about(voice, desk)}"
        f"<p>{html(voice, 'confirm.lead')}</p>{warned}{_wished(voice, desk, wish)}{_steps(voice, desk)}"
        f'<form class="paper" method="post" action="{CASES}/{desk.case}/issue">{kept_fields(form)}'
        f"{form_fields(voice, visitor)}{again}"
        f'<label class="tick"><input type="checkbox" name="done" value="yes" required>'
        f"<span>{html(voice, 'confirm.done')}</span></label>"
        f'<p class="actions"><button type="submit" name="step" value="issue">{html(voice, "confirm.button")}</button> '
        f'<button class="quiet" type="submit" name="step" value="change" formnovalidate>'
        f"{html(voice, 'confirm.change')}</button></p></form>"
    )
    return staff_page(voice, f"{CASES}/{desk.case}/issue", title, body, visitor, 422 if missing else 200)


def _about(voice: Voice, desk: IssueDesk) -> str:
    about = f"{desk.service.name.say(voice.language)} · {isolate(desk.case)}"
    return f'<p class="muted">{written(voice, about)}</p>'


def _wished(voice: Voice, desk: IssueDesk, wish: IssueWish) -> str:
    """Return what will stand on the paper, as it will be read in both languages."""
    signers = [one.title.say(voice.language) for one in officials(desk, wording())]
    rows = [
        (told(voice, "form.holder_ar"), isolate_name(wish.holder.ar)),
        (told(voice, "form.holder_en"), isolate_name(wish.holder.en)),
        (told(voice, "form.holder_number"), isolate(wish.holder_number) if wish.holder_number else ""),
        (told(voice, "form.subject_ar"), isolate_name(wish.subject.ar)),
        (told(voice, "form.subject_en"), isolate_name(wish.subject.en)),
        (told(voice, "valid_to"), day_text(voice, wish.valid_to, desk.place.country)),
        *((desk.facts[name].label.say(voice.language), _both(voice, desk, name)) for name in wish.facts),
        (told(voice, "confirm.signers"), ("، " if voice.language.rtl else ", ").join(signers)),
        (told(voice, "paper"), told(voice, f"paper_{desk.form.paper.value}")),
    ]
    lines = "".join(
        f'<li><span lang="ar" dir="rtl">{escape(one.ar)}</span> · <bdi lang="en">{escape(one.en)}</bdi></li>'
        for one in wish.conditions
    )
    conditions = f"<h2>{escape(wording().say('output.label.conditions', voice.language))}</h2><ol>{lines}</ol>"
    return facts_html(voice, rows) + (conditions if lines else "")


def _both(voice: Voice, desk: IssueDesk, name: str) -> str:
    value = desk.facts[name].value
    return " · ".join(isolate_name(said) for said in dict.fromkeys((value.ar, value.en)))


def _steps(voice: Voice, desk: IssueDesk) -> str:
    lines = "".join(f"<li>{written(voice, step.title.say(voice.language))}</li>" for step in desk.done)
    return f"<h2>{html(voice, 'confirm.steps')}</h2><ol>{lines}</ol>" if lines else ""
