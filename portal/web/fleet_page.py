"""The fleet page: every station as one row, who needs help first, filtered by office."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cache
from html import escape

from fastapi import APIRouter, Request, Response

from portal.api.descriptions import portal_of
from portal.api.staff_door import Visitor
from portal.cases.station_worries import WEIGHTS, StationState, Worry, waiting_for
from portal.cases.watch_fleet import Fleet, list_worries, watch_fleet
from portal.store.station_store import StationPlace
from portal.web.page_frame import wording
from portal.web.spoken_time import spoken_age, spoken_ago, spoken_time
from portal.web.staff_frame import Voice, staff_page, voice_of
from portal.web.staff_pages import HOME, ask_to_sign_in, visitor_or_none
from shubbak.domain.text import Text, isolate

ROUTER = APIRouter(include_in_schema=False)
#: A sign of its own for each weight: colour never speaks alone.
_SIGNS = {"danger": "✕", "act": "!", "notice": "•", "well": "✓", "revoked": "–"}


@ROUTER.get(HOME)
def get_fleet(request: Request) -> Response:
    """Show the stations of one office, or of all."""
    visitor = visitor_or_none(request)
    if visitor is None:
        return ask_to_sign_in(request)
    portal, voice = portal_of(request), voice_of(request)
    lists = worries_list(voice, list_worries(portal))
    return _page(voice, visitor, watch_fleet(portal), lists, request.query_params.get("office", ""))


def _page(voice: Voice, visitor: Visitor, fleet: Fleet, lists: str, untrusted_office: str) -> Response:
    offices = sorted(
        {office_key(state.record.place): office_text(state.record.place) for state in fleet.stations}.items()
    )
    chosen = untrusted_office if untrusted_office in dict(offices) else ""
    shown = [state for state in fleet.stations if not chosen or office_key(state.record.place) == chosen]
    at = datetime.fromisoformat(fleet.at)
    country = shown[0].record.place.country if shown else ""
    title = voice.say("stations.title")
    body = (
        f"<h1>{escape(title)}</h1>"
        f'<p class="muted">{voice.html("stations.as_of", time=spoken_time(at, country).say(voice.language))} · '
        f'<a href="{voice.href(HOME, office=chosen)}">{voice.html("stations.refresh")}</a></p>'
        f"{lists}{_summary(voice, shown)}{_filter(voice, offices, chosen) if len(offices) > 1 else ''}"
        f"{_table(voice, shown, at) if shown else _empty(voice)}"
    )
    return staff_page(voice, HOME, title, body, visitor, office=chosen)


def office_key(place: StationPlace) -> str:
    """Return what names an office in the page's address."""
    return f"{place.country}/{place.municipality_en}/{place.office_en}"


def office_text(place: StationPlace) -> Text:
    """Return an office with its municipality."""
    return Text(f"{place.office_ar}، {place.municipality_ar}", f"{place.office_en}, {place.municipality_en}")


def standing(state: StationState) -> str:
    """Return the word for how a station stands: danger, act, notice, well or revoked."""
    return "revoked" if state.record.revoked_at and not state.worries else WEIGHTS[state.weight]


def badge(voice: Voice, kind: str) -> str:
    """Return a weight as sign and word."""
    return f'<span class="badge {kind}">{_SIGNS[kind]} {voice.html(f"weight.{kind}")}</span>'


def sentence(voice: Voice, worry: Worry) -> str:
    """Return a worry as a sentence, escaped."""
    key = f"worry.{worry.code}"
    if f"fleet.{key}" not in known_keys():
        return voice.html("worry_unknown", code=isolate(worry.code))
    hours, days = timedelta(hours=worry.count), timedelta(days=worry.count)
    return voice.html(
        key,
        count=isolate(str(worry.count)),
        hours=spoken_age(hours, voice.language),
        days=spoken_age(days, voice.language),
    )


@cache
def known_keys() -> frozenset[str]:
    """Return the keys of all sentences: a station may be newer than this portal and report what it has no words for."""
    return frozenset(wording().keys())


def worries_list(voice: Voice, worries: Iterable[Worry]) -> str:
    """Return worries as a list, nothing when there are none."""
    lines = [f'<li class="of-{WEIGHTS[one.weight]}">{sentence(voice, one)}</li>' for one in worries]
    return f'<ul class="worries">{"".join(lines)}</ul>' if lines else ""


def _summary(voice: Voice, shown: list[StationState]) -> str:
    counted = Counter(standing(state) for state in shown)
    chips = [
        f'<li class="{kind}">{_SIGNS[kind]} {voice.html(f"weight.{kind}")}: {counted[kind]}</li>'
        for kind in _SIGNS
        if counted[kind]
    ]
    return f'<ul class="summary">{"".join(chips)}</ul>' if chips else ""


def _filter(voice: Voice, offices: list[tuple[str, Text]], chosen: str) -> str:
    options = [
        f'<option value="{escape(key)}"{" selected" if key == chosen else ""}>{_in(voice, text)}</option>'
        for key, text in offices
    ]
    return (
        f'<form class="filter" method="get" action="{HOME}"><label for="office">{voice.html("stations.office")}</label>'
        f'<select id="office" name="office"><option value="">{voice.html("stations.every_office")}</option>'
        f"{''.join(options)}</select>{voice.hidden()}"
        f'<button type="submit">{voice.html("stations.show")}</button></form>'
    )


def _empty(voice: Voice) -> str:
    return f"<p>{voice.html('stations.none', command=isolate('shubbak portal enrol'))}</p>"


def _table(voice: Voice, shown: list[StationState], at: datetime) -> str:
    columns = ("station", "state", "contact", "waiting", "refused", "versions")
    heads = "".join(f'<th scope="col">{voice.html(f"column.{name}")}</th>' for name in columns)
    rows = "".join(_row(voice, state, at) for state in shown)
    return f'<div class="table"><table class="fleet"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>'


def _row(voice: Voice, state: StationState, at: datetime) -> str:
    place, kind = state.record.place, standing(state)
    return (
        f'<tr class="is-{kind}"><td><a class="code" href="{voice.href(f"/staff/stations/{place.station}")}">'
        f"<bdi>{escape(place.station)}</bdi></a><div>{_in(voice, Text(place.office_ar, place.office_en))}"
        f'</div><div class="muted">{_in(voice, Text(place.municipality_ar, place.municipality_en))}</div>'
        f"</td><td>{badge(voice, kind)}{worries_list(voice, state.worries)}</td>{_contact(voice, state, at)}"
        f"{_outbox(voice, state, at)}{_versions(voice, state)}</tr>"
    )


def _in(voice: Voice, text: Text) -> str:
    return escape(text.say(voice.language))


def _contact(voice: Voice, state: StationState, at: datetime) -> str:
    newest, name = state.record.newest, voice.html("column.contact")
    if newest is None:
        return f'<td data-name="{name}"><span class="none">{voice.html("cell.never")}</span></td>'
    age = at - datetime.fromisoformat(newest.received_at)
    return f'<td data-name="{name}">{escape(spoken_ago(age, voice.language))}</td>'


def _outbox(voice: Voice, state: StationState, at: datetime) -> str:
    waiting, refused = voice.html("column.waiting"), voice.html("column.refused")
    newest = state.record.newest
    if newest is None:
        dash = '<span class="none">—</span>'
        return f'<td class="quiet-when-none">{dash}</td><td class="quiet-when-none">{dash}</td>'
    oldest = waiting_for(newest, at)
    age = "" if oldest is None else voice.html("cell.oldest", age=spoken_age(oldest, voice.language))
    return (
        f'<td data-name="{waiting}">{_number(newest.report.waiting)}<div class="muted">{age}</div></td>'
        f'<td data-name="{refused}">{_number(newest.report.refused)}</td>'
    )


def _number(count: int) -> str:
    return f'<span class="number">{count}</span>' if count else '<span class="none">0</span>'


def _versions(voice: Voice, state: StationState) -> str:
    newest = state.record.newest
    if newest is None:
        return '<td class="quiet-when-none"><span class="none">—</span></td>'
    catalogue = voice.html("cell.catalogue", version=isolate(str(newest.report.catalogue_version)))
    program = voice.html("cell.program", version=isolate(newest.report.program_version))
    return f"<td>{catalogue}<div>{program}</div></td>"
