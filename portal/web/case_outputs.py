"""What was issued on a case, on its page: number, state, every sheet; its PDF, and making it void for good."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from html import escape

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse

from portal.api.descriptions import portal_of
from portal.api.staff_door import Visitor, check_form
from portal.assembly import Portal
from portal.cases.issue_desk import ISSUER
from portal.cases.look_at_cases import CaseFile
from portal.cases.show_output import CaseOutputs, case_outputs, drawn_output
from portal.cases.tell_outputs import checked_output
from portal.cases.void_output import MAY_VOID, void_output
from portal.cases.void_receipt import LONGEST_REASON
from portal.refusal import RefusalError
from portal.store.output_store import StoredOutput
from portal.web.issue_page import refused
from portal.web.issue_words import CASES, day_text, facts_html, html, table_html, time_text, told, written
from portal.web.page_frame import SHARED_HEADERS, wording
from portal.web.staff_frame import Voice, form_fields, voice_of
from portal.web.staff_pages import ask_to_sign_in, read_form, visitor_or_none
from shubbak.domain.output_record import Printing, PrintingOutcome
from shubbak.domain.text import isolate, isolate_name, plain
from shubbak.wire.moment import parse_moment

ROUTER = APIRouter(include_in_schema=False)
_OUTPUT = CASES + "/{number}/outputs/{output}"
_COLUMNS = ("sheet", "outcome", "serial", "station", "operator", "at")


@ROUTER.get(_OUTPUT + "/pdf")
def get_pdf(request: Request, number: str, output: str) -> Response:
    """Draw one output anew; nobody keeps it on the way."""
    visitor, voice = visitor_or_none(request), voice_of(request)
    if visitor is None:
        return ask_to_sign_in(request)
    try:
        pdf = drawn_output(portal_of(request), visitor.account, number, output)
    except RefusalError as error:
        return refused(voice, visitor, error, number)
    # The number is no secret and no person; a browser would otherwise call the file "pdf".
    named = {"Content-Disposition": f'inline; filename="{checked_output(output)}.pdf"'}
    return Response(pdf, media_type="application/pdf", headers=SHARED_HEADERS | named)


@ROUTER.post(_OUTPUT + "/void")
async def post_void(request: Request, number: str, output: str) -> Response:
    """Make an output void and show the case again."""
    form = await read_form(request)
    voice = voice_of(request, form.get("lang", ""))
    visitor = await run_in_threadpool(visitor_or_none, request)
    if visitor is None:
        return RedirectResponse("/staff/sign-in", 303)
    try:
        check_form(request, visitor, form.get("form", ""))
        reason = form.get("reason", "")
        await run_in_threadpool(void_output, portal_of(request), visitor.account, number, output, reason)
    except RefusalError as error:
        return refused(voice, visitor, error, number)
    return RedirectResponse(f"{CASES}/{number}" + ("" if voice.language.rtl else "?lang=en"), 303)


def outputs_html(portal: Portal, voice: Voice, visitor: Visitor, file: CaseFile) -> str:
    """Return what was issued on the case and how to issue; nothing for a service that gives nothing on paper."""
    found = case_outputs(portal, file)
    if not found.offered and not found.outputs and not found.plans:
        return ""
    may = found.offered and visitor.account.role == ISSUER
    issued = "".join(_output(voice, visitor, file, one) for one in found.outputs)
    none = "" if found.outputs or not found.gives else f"<p>{html(voice, 'none')}</p>"
    return f"{_head(voice, found)}{none}{issued}{_begin(voice, file, found) if may else ''}{_plans(voice, file, found)}"


def _head(voice: Voice, found: CaseOutputs) -> str:
    return f"<h2>{html(voice, 'title')}</h2>" if found.gives or found.outputs else ""


def _begin(voice: Voice, file: CaseFile, found: CaseOutputs) -> str:
    words = html(voice, "begin", title=isolate_name(found.title.say(voice.language)))
    return f'<p><a class="button" href="{voice.href(f"{CASES}/{file.opened.case}/issue")}">{words}</a></p>'


def _output(voice: Voice, visitor: Visitor, file: CaseFile, stored: StoredOutput) -> str:
    record, country = stored.record, file.place.country
    void = stored.voiding is not None
    state = f'<span class="badge {"danger" if void else "well"}">{html(voice, "void" if void else "issued")}</span>'
    rows = [
        (told(voice, "issued_at"), time_text(voice, record.issued_at, country)),
        (told(voice, "issued_by"), isolate_name(plain(stored.issuing.by))),
        (told(voice, "valid_to"), day_text(voice, record.valid_to, country)),
        (told(voice, "paper"), told(voice, f"paper_{record.paper.value}")),
    ]
    title = f"{record.title.say(voice.language)} {isolate(record.number)}"
    return (
        f'<section class="output{" is-void" if void else ""}"><h3>{written(voice, title)} {state}</h3>'
        f"{facts_html(voice, rows)}"
        f"{_voided(voice, file, stored)}{_pdf(voice, visitor, file, stored)}"
        f"{_sheets(voice, file, record.printings)}{_void_form(voice, visitor, file, stored)}</section>"
    )


def _voided(voice: Voice, file: CaseFile, stored: StoredOutput) -> str:
    voiding = stored.voiding
    if voiding is None:
        return ""
    at = time_text(voice, datetime.fromisoformat(voiding.voided_at), file.place.country)
    names = {"by": isolate_name(voiding.voided_by), "at": at, "reason": isolate_name(voiding.reason)}
    return f"<p>{html(voice, 'voided', **names)}</p>"


def _pdf(voice: Voice, visitor: Visitor, file: CaseFile, stored: StoredOutput) -> str:
    if visitor.account.role != ISSUER or stored.voiding is not None:
        return ""
    path = f"{CASES}/{file.opened.case}/outputs/{stored.record.number}/pdf"
    return (
        f'<p><a href="{voice.href(path)}">{html(voice, "pdf")}</a> · '
        f'<span class="muted">{html(voice, "pdf_hint")}</span></p>'
    )


def _sheets(voice: Voice, file: CaseFile, printings: tuple[Printing, ...]) -> str:
    if not printings:
        return f'<p class="muted">{html(voice, "no_sheets")}</p>'
    rows = [_sheet(voice, file, one) for one in printings]
    return f"{_doubts(voice, printings)}<h4>{html(voice, 'sheets')}</h4>{table_html(voice, _COLUMNS, rows)}"


def _sheet(voice: Voice, file: CaseFile, one: Printing) -> list[str]:
    which = told(voice, "original")
    if one.copy is not None:
        reason = wording().say(f"output.copy_reason.{one.copy.reason.value}", voice.language)
        which = told(voice, "copy", number=isolate(str(one.copy.number)), reason=reason)
    return [
        which,
        told(voice, one.outcome.value),
        isolate(plain(one.paper_serial)) if one.paper_serial else "—",
        isolate(one.station),
        isolate_name(plain(one.operator)) if one.operator else "—",
        time_text(voice, one.at, file.place.country),
    ]


def _doubts(voice: Voice, printings: tuple[Printing, ...]) -> str:
    """Return what about these sheets somebody has to look into."""
    originals = [one for one in printings if one.copy is None and one.outcome is not PrintingOutcome.SPOILED]
    serials = Counter(one.paper_serial for one in printings if one.paper_serial)
    doubts = [html(voice, "two_originals")] if len(originals) > 1 else []
    doubts += [html(voice, "serial_twice", serial=isolate(plain(one))) for one, count in serials.items() if count > 1]
    return "".join(f'<p class="problem">{doubt}</p>' for doubt in doubts)


def _void_form(voice: Voice, visitor: Visitor, file: CaseFile, stored: StoredOutput) -> str:
    if stored.voiding is not None or visitor.account.role not in MAY_VOID:
        return ""
    number = stored.record.number
    ident = f"reason-{escape(number)}"
    return (
        f"<details><summary>{html(voice, 'make_void', number=isolate(number))}</summary>"
        f'<form method="post" action="{CASES}/{file.opened.case}/outputs/{escape(number)}/void">'
        f'<p>{html(voice, "void_hint")}</p><label for="{ident}">{html(voice, "void_reason")}</label> '
        f'<input id="{ident}" name="reason" required maxlength="{LONGEST_REASON}" autocomplete="off" dir="auto"> '
        f'{form_fields(voice, visitor)}<button type="submit">{html(voice, "void_button")}</button></form></details>'
    )


def _plans(voice: Voice, file: CaseFile, found: CaseOutputs) -> str:
    if not found.plans:
        return ""
    country, parts = file.place.country, [f"<h2>{html(voice, 'plans')}</h2>"]
    for plan, printings in found.plans:
        ends = time_text(voice, parse_moment(plan.valid_to), country) if plan.valid_to else told(voice, "no_end")
        rows = [
            (told(voice, "issued_at"), time_text(voice, parse_moment(plan.issued_at), country)),
            (told(voice, "valid_to"), ends),
            (told(voice, "plan_digest"), isolate(" ".join(plan.digest[at : at + 4] for at in range(0, 16, 4)))),
        ]
        parts.append(
            f'<section class="output"><h3>{written(voice, isolate(plan.number))}</h3>{facts_html(voice, rows)}'
            f"{_sheets(voice, file, printings) if printings else ''}</section>"
        )
    return "".join(parts)
