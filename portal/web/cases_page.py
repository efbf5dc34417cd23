"""The list of the newest cases, each with what about it somebody should look at."""

from __future__ import annotations

from datetime import datetime
from html import escape

from fastapi import APIRouter, Request, Response

from portal.api.descriptions import portal_of
from portal.cases.look_at_cases import MOST_CASES, list_cases
from portal.cases.station_code import is_station_code
from portal.store.case_list import CaseLine
from portal.web.case_void import CASES
from portal.web.spoken_time import spoken_ago
from portal.web.staff_frame import Voice, staff_page, voice_of
from portal.web.staff_pages import ask_to_sign_in, visitor_or_none
from shubbak.domain.text import Text, isolate

ROUTER = APIRouter(include_in_schema=False)


@ROUTER.get(CASES)
def get_cases(request: Request) -> Response:
    """Show the newest cases of one station, or of all."""
    visitor, voice = visitor_or_none(request), voice_of(request)
    if visitor is None:
        return ask_to_sign_in(request)
    portal = portal_of(request)
    untrusted_station = request.query_params.get("station", "")
    station = untrusted_station if is_station_code(untrusted_station) else ""
    lines = list_cases(portal, station)
    title = voice.say("cases.of_station", station=isolate(station)) if station else voice.say("cases.title")
    others = f' · <a href="{voice.href(CASES)}">{voice.html("cases.all")}</a>' if station else ""
    listed = _table(voice, lines, portal.now()) if lines else f"<p>{voice.html('cases.none')}</p>"
    body = (
        f'<h1>{escape(title)}</h1><p class="muted">'
        f"{voice.html('cases.newest', count=isolate(str(MOST_CASES)))}{others}</p>"
        f"{listed}"
    )
    return staff_page(voice, CASES, title, body, visitor, station=station)


def _table(voice: Voice, lines: list[tuple[CaseLine, Text]], now: datetime) -> str:
    columns = ("number", "service", "station", "accepted", "look")
    heads = "".join(f'<th scope="col">{voice.html(f"cases.{name}")}</th>' for name in columns)
    rows = "".join(_row(voice, line, service, now) for line, service in lines)
    return f'<div class="table"><table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>'


def _row(voice: Voice, line: CaseLine, service: Text, now: datetime) -> str:
    ago = spoken_ago(now - datetime.fromisoformat(line.accepted_at), voice.language)
    link = f'<a class="code" href="{voice.href(f"{CASES}/{line.number}")}"><bdi>{escape(line.number)}</bdi></a>'
    cells = [
        ("station", f"<bdi>{escape(line.station)}</bdi>"),
        ("accepted", escape(ago)),
    ]
    return (
        f"<tr><td>{link}</td><td>{escape(service.say(voice.language))}</td>"
        + "".join(f'<td data-name="{voice.html(f"cases.{name}")}">{html}</td>' for name, html in cells)
        + f"<td>{_to_look_at(voice, line)}</td></tr>"
    )


def _to_look_at(voice: Voice, line: CaseLine) -> str:
    """Return what the portal found and how many pages were excused, nothing when there is neither."""
    told = [("act", "findings", line.findings), ("notice", "excused", line.excused)]
    chips = [
        f'<li class="of-{kind}">{voice.html(f"cases.{key}", count=isolate(str(count)))}</li>'
        for kind, key, count in told
        if count
    ]
    return f'<ul class="worries">{"".join(chips)}</ul>' if chips else '<span class="none">—</span>'
