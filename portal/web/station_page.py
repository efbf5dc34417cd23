"""The page of one station: what it needs, its alarms, and what it reported last."""

from __future__ import annotations

from datetime import datetime
from html import escape
from itertools import groupby

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse

from portal.api.descriptions import portal_of
from portal.api.staff_door import Visitor, check_form
from portal.cases.find_gaps import Gaps
from portal.cases.station_worries import Weight, Worry
from portal.cases.watch_fleet import StationFile, open_station, settle_alarm
from portal.refusal import RefusalError
from portal.store.fleet_store import Alarm, StoredReport
from portal.web.fleet_page import badge, office_text, sentence, standing, worries_list
from portal.web.spoken_time import spoken_ago, spoken_time
from portal.web.staff_frame import Voice, form_fields, staff_page, voice_of
from portal.web.staff_pages import HOME, ask_to_sign_in, read_form, visitor_or_none
from shubbak.domain.text import isolate, isolate_name
from shubbak.wire.moment import parse_moment

ROUTER = APIRouter(include_in_schema=False)
PATH = "/staff/stations/{station}"
_RANGES_SHOWN = 40
_GIGABYTE = 1_000_000_000


@ROUTER.get(PATH)
def get_station(request: Request, station: str) -> Response:
    """Show one station."""
    visitor, voice = visitor_or_none(request), voice_of(request)
    if visitor is None:
        return ask_to_sign_in(request)
    portal = portal_of(request)
    try:
        opened = open_station(portal, station)
    except RefusalError as error:
        return _refused(voice, visitor, error)
    path = f"/staff/stations/{station}"
    title = voice.say("station.title", station=isolate(station))
    return staff_page(voice, path, title, _body(voice, visitor, opened, portal.now()), visitor)


@ROUTER.post(PATH + "/alarms/{row}")
async def post_settled(request: Request, station: str, row: int) -> Response:
    """Mark an alarm as settled and show the station again."""
    form = await read_form(request)
    voice = voice_of(request, form.get("lang", ""))
    visitor = await run_in_threadpool(visitor_or_none, request)
    if visitor is None:
        return RedirectResponse("/staff/sign-in", 303)
    try:
        check_form(request, visitor, form.get("form", ""))
        await run_in_threadpool(settle_alarm, portal_of(request), visitor.account, station, row)
    except RefusalError as error:
        return _refused(voice, visitor, error)
    return RedirectResponse(f"/staff/stations/{station}" + ("" if voice.language.rtl else "?lang=en"), 303)


def _refused(voice: Voice, visitor: Visitor, error: RefusalError) -> Response:
    key = "sign_in.foreign" if error.code == "form-foreign" else f"refused.{error.code}"
    body = f"<h1>{voice.html('refused.title')}</h1><p>{voice.html(key)}</p>{_back(voice)}"
    # Of a station's request the code means "who are you?"; of an address in a browser it means "not here".
    status = 404 if error.code == "station-unknown" else error.status
    return staff_page(voice, HOME, voice.say("refused.title"), body, visitor, status)


def _back(voice: Voice) -> str:
    return f'<p><a href="{voice.href(HOME)}">{voice.html("station.back")}</a></p>'


def _body(voice: Voice, visitor: Visitor, opened: StationFile, now: datetime) -> str:
    state = opened.state
    place = state.record.place
    # What stands below as an alarm, with its times and its button, is not said twice.
    told = {alarm.code for alarm in opened.alarms if not alarm.settled_at}
    others = [worry for worry in state.worries if worry.code not in told]
    needs = worries_list(voice, others) or ("" if told else f"<p>{voice.html('station.nothing')}</p>")
    needs = needs and f"<h2>{voice.html('station.needs')}</h2>{needs}"
    return (
        f"{_back(voice)}<h1>{voice.html('station.title', station=isolate(place.station))} "
        f"{badge(voice, standing(state))}</h1><p>{escape(office_text(place).say(voice.language))}</p>"
        f"{needs}{_alarms(voice, visitor, opened)}"
        f"{_facts(voice, opened)}{_cases(voice, place.station)}{_reports(voice, opened.reports, place.country, now)}"
    )


def _facts(voice: Voice, opened: StationFile) -> str:
    record, country = opened.state.record, opened.state.record.place.country
    facts = [
        ("enrolled", _time(voice, record.enrolled_at, country)),
        ("revoked", _time(voice, record.revoked_at, country)),
        ("certificate", _time(voice, record.certificate_ends, country)),
        ("arrived", isolate(str(record.arrived.count))),
        ("highest", isolate(str(record.arrived.highest))),
        ("missing", _missing(opened.gaps)),
        ("missing_receipts", _missing_receipts(opened.gaps)),
        ("anchored", isolate(str(opened.head.event)) if opened.head.event else ""),
    ]
    if record.newest is not None:
        size = f"{record.newest.report.free_bytes / _GIGABYTE:.1f}"
        facts.append(("free", voice.say("station.gigabytes", n=isolate(size))))
    rows = [f"<div><dt>{voice.html(f'station.{key}')}</dt><dd>{escape(text)}</dd></div>" for key, text in facts if text]
    return f"<dl>{''.join(rows)}</dl>"


def _cases(voice: Voice, station: str) -> str:
    words = voice.html("cases.of_station", station=isolate(station))
    return f'<p><a href="{voice.href("/staff/cases", station=station)}">{words}</a></p>'


def _missing(gaps: Gaps) -> str:
    """Return missing numbers as ranges such as 4–6; a long list ends with how many more there are."""
    runs = [
        [number for _, number in run] for _, run in groupby(enumerate(gaps.missing), key=lambda pair: pair[1] - pair[0])
    ]
    shown = [f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs[:_RANGES_SHOWN]]
    more = gaps.missing_count - sum(len(run) for run in runs[:_RANGES_SHOWN])
    return isolate(", ".join(shown) + (f" … +{more}" if more else ""))


def _missing_receipts(gaps: Gaps) -> str:
    more = gaps.receipts_count - _RANGES_SHOWN
    return isolate(", ".join(gaps.receipts[:_RANGES_SHOWN]) + (f" … +{more}" if more > 0 else ""))


def _time(voice: Voice, at: str, country: str) -> str:
    return spoken_time(datetime.fromisoformat(at), country).say(voice.language) if at else ""


def _alarms(voice: Voice, visitor: Visitor, opened: StationFile) -> str:
    if not opened.alarms:
        return ""
    place = opened.state.record.place
    lines = [_alarm(voice, visitor, alarm, place.country) for alarm in reversed(opened.alarms)]
    return f'<h2>{voice.html("station.alarms")}</h2><ul class="alarms">{"".join(lines)}</ul>'


def _alarm(voice: Voice, visitor: Visitor, alarm: Alarm, country: str) -> str:
    words = f"<p>{sentence(voice, Worry(alarm.code, Weight.DANGER, alarm.times))}</p>"
    if alarm.settled_at:
        settled = _time(voice, alarm.settled_at, country)
        line = voice.html("station.alarm_settled", name=isolate_name(alarm.settled_by), time=settled)
        return f'<li class="settled"><div>{words}<p class="muted">{line}</p></div></li>'
    raised, seen = _time(voice, alarm.raised_at, country), _time(voice, alarm.seen_at, country)
    line = voice.html("station.alarm_stands", raised=raised, seen=seen)
    button = f'<button type="submit">{voice.html("station.settle")}</button>'
    action = f"/staff/stations/{alarm.station}/alarms/{alarm.row}"
    form = f'<form method="post" action="{action}">{form_fields(voice, visitor)}{button}</form>'
    allowed = form if visitor.account.role == "keeper" else ""
    return f'<li><div>{words}<p class="muted">{line}</p></div>{allowed}</li>'


def _reports(voice: Voice, reports: list[StoredReport], country: str, now: datetime) -> str:
    title = f"<h2>{voice.html('station.reports')}</h2>"
    if not reports:
        return f"{title}<p>{voice.html('station.no_reports')}</p>"
    columns = ("received", "own_clock", "event", "sequence", "waiting", "refused", "conditions")
    heads = "".join(f'<th scope="col">{voice.html(f"report.{name}")}</th>' for name in columns)
    rows = "".join(_report_row(voice, stored, country, now) for stored in reports)
    return f'{title}<div class="table"><table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>'


def _report_row(voice: Voice, stored: StoredReport, country: str, now: datetime) -> str:
    report = stored.report
    cells = [
        ("received", spoken_ago(now - datetime.fromisoformat(stored.received_at), voice.language)),
        ("own_clock", spoken_time(parse_moment(report.at), country).say(voice.language)),
        ("event", isolate(str(report.events))),
        ("sequence", isolate(str(report.highest_sequence))),
        ("waiting", isolate(str(report.waiting))),
        ("refused", isolate(str(report.refused))),
        ("conditions", isolate(", ".join(report.conditions)) or "—"),
    ]
    return (
        "<tr>"
        + "".join(f'<td data-name="{voice.html(f"report.{name}")}">{escape(text)}</td>' for name, text in cells)
        + "</tr>"
    )
