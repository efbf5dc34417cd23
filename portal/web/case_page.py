"""The page of one case: which documents came, which pages were taken as they are and by whose word, what was found.

It shows nothing that the applicant answered.
"""

from __future__ import annotations

from datetime import datetime
from html import escape

from fastapi import APIRouter, Request, Response

from portal.api.descriptions import portal_of
from portal.api.staff_door import Visitor
from portal.cases.look_at_cases import CaseDocument, CaseFile, CaseFinding, look_at_case
from portal.refusal import RefusalError
from portal.web.case_outputs import outputs_html
from portal.web.case_void import CASES, void_html
from portal.web.fleet_page import known_keys, office_text
from portal.web.page_frame import wording
from portal.web.spoken_time import spoken_time
from portal.web.staff_frame import Voice, staff_page, voice_of
from portal.web.staff_pages import ask_to_sign_in, visitor_or_none
from shubbak.domain.text import isolate, isolate_name, paragraph, plain
from shubbak.wire.attachment import WireExcuse

ROUTER = APIRouter(include_in_schema=False)


@ROUTER.get(CASES + "/{number}")
def get_case(request: Request, number: str) -> Response:
    """Show one case."""
    visitor, voice = visitor_or_none(request), voice_of(request)
    if visitor is None:
        return ask_to_sign_in(request)
    portal = portal_of(request)
    try:
        file = look_at_case(portal, number)
    except RefusalError as error:
        return _refused(voice, visitor, error)
    title = voice.say("case.title", number=isolate(file.opened.case))
    body = (
        f"{_back(voice)}<h1>{escape(title)}</h1><p>{_told(voice, file.service.say(voice.language))}</p>"
        f"{_facts(voice, file)}{void_html(portal, voice, visitor, file)}"
        f"{outputs_html(portal, voice, visitor, file)}"
        f"{_findings(voice, file)}{_documents(voice, file)}{_excuses(voice, file)}"
    )
    return staff_page(voice, f"{CASES}/{file.opened.case}", title, body, visitor)


def _refused(voice: Voice, visitor: Visitor, error: RefusalError) -> Response:
    title = voice.say("refused.title")
    body = f"<h1>{escape(title)}</h1><p>{voice.html(f'refused.{error.code}')}</p>{_back(voice)}"
    return staff_page(voice, CASES, title, body, visitor, error.status)


def _back(voice: Voice) -> str:
    return f'<p><a href="{voice.href(CASES)}">{voice.html("case.back")}</a></p>'


def _facts(voice: Voice, file: CaseFile) -> str:
    opened, country = file.opened, file.place.country
    receipt = isolate(opened.receipt)
    void = opened.receipt_status == "void"
    station = f"{isolate(opened.station)} · {office_text(file.place).say(voice.language)}"
    facts = [
        ("receipt", voice.say("case.receipt_void", number=receipt) if void else receipt),
        ("station", station),
        ("operator", isolate_name(plain(opened.operator))),
        ("identity", _how_identified(voice, file)),
        ("chip", _what_its_chip_said(voice, file)),
        ("started", _time(voice, opened.started_at, country)),
        ("sealed", _time(voice, opened.sealed_at, country)),
        ("accepted", _time(voice, opened.accepted_at, country)),
    ]
    rows = [
        f"<div><dt>{voice.html(f'case.{key}')}</dt><dd>{_told(voice, text)}</dd></div>" for key, text in facts if text
    ]
    return f"<dl>{''.join(rows)}</dl>"


def _how_identified(voice: Voice, file: CaseFile) -> str:
    """Return how far the identity is a machine's word, "" where none was asked for."""
    identity = file.opened.identity
    if identity is None:
        return ""
    if identity.typed:
        return voice.say("case.identity_typed")
    confirmed = "identity_confirmed_clerk" if file.opened.operator else "identity_confirmed"
    return voice.say(f"case.{confirmed if identity.names_confirmed else 'identity_read'}")


def _what_its_chip_said(voice: Voice, file: CaseFile) -> str:
    """Return what the chip of the document says of it, "" where none was read."""
    identity = file.opened.identity
    return voice.say(f"case.chip_{identity.chip}") if identity and identity.chip else ""


def _findings(voice: Voice, file: CaseFile) -> str:
    title = f"<h2>{voice.html('case.findings')}</h2>"
    if not file.opened.findings:
        return f"{title}<p>{voice.html('case.no_findings')}</p>"
    lines = [f'<li class="of-act">{_finding(voice, file, one)}</li>' for one in file.opened.findings]
    return f'{title}<ul class="worries">{"".join(lines)}</ul>'


def _finding(voice: Voice, file: CaseFile, finding: CaseFinding) -> str:
    code = finding.code
    if f"fleet.finding.{code}" not in known_keys() and code.startswith("answer-"):
        code = "answer"
    words = _word(voice, f"finding.{code}", "finding_unknown", finding.code)
    name = file.name(finding.field).say(voice.language) if finding.field else ""
    return _told(voice, voice.say("case.of_field", name=isolate_name(name), finding=words) if name else words)


def _documents(voice: Voice, file: CaseFile) -> str:
    title = f"<h2>{voice.html('case.documents')}</h2>"
    if not file.opened.documents:
        return f"{title}<p>{voice.html('case.no_documents')}</p>"
    rows = [_document(voice, file, one) for one in file.opened.documents]
    return title + _table(voice, ("document", "given", "pages", "kind", "size"), rows)


def _document(voice: Voice, file: CaseFile, one: CaseDocument) -> list[str]:
    size = voice.say("case.kilobytes", n=isolate(str(max(1, round(one.size / 1000)))))
    return [
        file.name(one.need).say(voice.language),
        file.name(f"{one.need}/{one.alternative}").say(voice.language),
        isolate(str(one.pages)),
        isolate(plain(one.media_type)),
        size,
    ]


def _excuses(voice: Voice, file: CaseFile) -> str:
    title = f"<h2>{voice.html('case.excuses')}</h2>"
    rows = [_excuse(voice, file, one, excuse) for one in file.opened.documents for excuse in one.excuses]
    if not rows:
        return f"{title}<p>{voice.html('case.no_excuses')}</p>"
    return title + _table(voice, ("document", "page", "wrong", "reason", "by", "at"), rows)


def _excuse(voice: Voice, file: CaseFile, document: CaseDocument, excuse: WireExcuse) -> list[str]:
    wrong = ("؛ " if voice.language.rtl else "; ").join(
        _word(voice, f"fault.{code}", "case.fault_unknown", code) for code in excuse.faults
    )
    known = f"pages.reason.{excuse.reason}"
    reason = (
        wording().say(known, voice.language)
        if known in known_keys()
        else voice.say("case.reason_unknown", code=isolate(plain(excuse.reason)))
    )
    return [
        file.name(document.need).say(voice.language),
        _page(voice, document, excuse),
        wrong,
        f"{reason}: {isolate_name(plain(excuse.note))}" if excuse.note else reason,
        isolate_name(plain(excuse.operator)),
        _time(voice, excuse.at, file.place.country) or voice.say("case.in_visit"),
    ]


def _page(voice: Voice, document: CaseDocument, excuse: WireExcuse) -> str:
    """Return which page of its document an excuse is for; stations of before did not say, which one page answers."""
    place = excuse.page or (1 if document.pages == 1 else 0)
    return isolate(str(place)) if place else voice.say("case.page_unknown")


def _table(voice: Voice, columns: tuple[str, ...], rows: list[list[str]]) -> str:
    """Return a table of plain texts under the words of its columns."""
    names = [voice.html(f"case.{column}") for column in columns]
    heads = "".join(f'<th scope="col">{name}</th>' for name in names)
    lines = "".join(
        "<tr>"
        + "".join(f'<td data-name="{name}">{_told(voice, text)}</td>' for name, text in zip(names, row, strict=True))
        + "</tr>"
        for row in rows
    )
    return f'<div class="table"><table><thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table></div>'


def _word(voice: Voice, key: str, otherwise: str, untrusted_code: str) -> str:
    """Return what a code says; a station may be newer than this portal, or lie."""
    return (
        voice.say(key) if f"fleet.{key}" in known_keys() else voice.say(otherwise, code=isolate(plain(untrusted_code)))
    )


def _time(voice: Voice, at: str, country: str) -> str:
    """Return a time in words; at the ends of the calendar, where no clock of the country's shows it, as it came."""
    try:
        return spoken_time(datetime.fromisoformat(at), country).say(voice.language) if at else ""
    except OverflowError:
        return isolate(at)


def _told(voice: Voice, text: str) -> str:
    return escape(paragraph(text, voice.language))
