"""GET /fleet and GET /stations/{station}/gaps, for staff: how the stations do, and which packets never arrived."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from portal.api.answers import json_answer
from portal.api.descriptions import answers, portal_of
from portal.api.staff_door import STAFF_ONLY, STAFF_REFUSALS, visitor_of
from portal.api.views import FleetView, GapsView, StationView, WorryView
from portal.cases.find_gaps import find_gaps
from portal.cases.station_worries import StationState
from portal.cases.watch_fleet import watch_fleet

ROUTER = APIRouter(tags=["staff"])


@ROUTER.get(
    "/fleet", summary="See every station", responses=answers(FleetView, *STAFF_REFUSALS), openapi_extra=STAFF_ONLY
)
def get_fleet(request: Request) -> Response:
    """Who needs help first, with what is the matter as stable codes."""
    visitor_of(request)
    fleet = watch_fleet(portal_of(request))
    return json_answer(FleetView(fleet.at, [_view(state) for state in fleet.stations]))


@ROUTER.get(
    "/stations/{station}/gaps",
    summary="List missing packets",
    responses=answers(GapsView, *STAFF_REFUSALS, "station-unknown"),
    openapi_extra=STAFF_ONLY,
)
def get_gaps(request: Request, station: str) -> Response:
    """Packets may arrive out of order: a gap means something only when it stays."""
    visitor_of(request)
    gaps = find_gaps(portal_of(request), station)
    counted = (gaps.highest, gaps.missing, gaps.missing_count, gaps.receipts, gaps.receipts_count)
    return json_answer(GapsView(gaps.station, *counted))


def _view(state: StationState) -> StationView:
    record, place = state.record, state.record.place
    return StationView(
        station=place.station,
        country=place.country,
        municipality_ar=place.municipality_ar,
        municipality_en=place.municipality_en,
        office_ar=place.office_ar,
        office_en=place.office_en,
        enrolled_at=record.enrolled_at,
        revoked_at=record.revoked_at,
        reported_at=record.newest.received_at if record.newest else "",
        report=record.newest.report if record.newest else None,
        arrived=record.arrived.count,
        highest_sequence=record.arrived.highest,
        missing=record.lost,
        worries=[WorryView(worry.code, worry.weight.name.lower(), worry.count) for worry in state.worries],
    )
