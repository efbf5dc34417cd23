"""GET /stations/{station}/gaps: the sequence numbers that never arrived."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from portal.api.answers import json_answer
from portal.api.descriptions import answers, portal_of
from portal.api.views import GapsView
from portal.cases.find_gaps import find_gaps

ROUTER = APIRouter(tags=["stations"])


@ROUTER.get("/stations/{station}/gaps", summary="List missing packets", responses=answers(GapsView, "station-unknown"))
def get_gaps(request: Request, station: str) -> Response:
    """Packets may arrive out of order: a gap means something only when it stays."""
    gaps = find_gaps(portal_of(request), station)
    return json_answer(GapsView(gaps.station, gaps.highest, gaps.missing, gaps.missing_count))
