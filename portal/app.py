"""The portal's ASGI application: the one place where endpoints, pages and the portal's stores are joined."""

from __future__ import annotations

from fastapi import FastAPI

from portal.api import (
    catalogue,
    enrolments,
    fleet,
    health,
    keys,
    outputs,
    receipts,
    registers,
    stations,
    updates,
    uploads,
)
from portal.api.descriptions import describe
from portal.api.faults import FaultSkin, answer_method, answer_not_found, answer_refusal
from portal.api.packets import PATH, PIECES_AT_ONCE, Gate, packet_description, packet_route
from portal.assembly import Portal
from portal.refusal import RefusalError
from portal.web import (
    case_outputs,
    case_page,
    case_void,
    cases_page,
    fleet_page,
    issue_page,
    pages,
    service_page,
    staff_pages,
    station_page,
)

API = "/api/v1"


def make_app(portal: Portal) -> FastAPI:
    """Return the application over an opened portal, which stays its opener's to close."""
    app = FastAPI(title="Shubbak portal", version="1", docs_url=None, redoc_url=None, openapi_url=f"{API}/openapi.json")
    app.state.portal = portal
    app.state.gate = Gate()
    app.state.piece_gate = Gate(PIECES_AT_ONCE)
    app.state.guess_limit = enrolments.GuessLimit()
    app.state.register_limits = registers.RegisterLimits()
    app.state.sign_in_gate = Gate(staff_pages.TRIES_AT_ONCE)
    for area in (enrolments, stations, fleet, catalogue, keys, receipts, registers, outputs, health):
        app.include_router(area.ROUTER, prefix=API)
    app.include_router(uploads.ROUTER, prefix=API)
    for area in (staff_pages, fleet_page, station_page, cases_page, case_page, case_void, issue_page, case_outputs):
        app.include_router(area.ROUTER)
    for area in (service_page, pages):
        app.include_router(area.ROUTER)
    app.include_router(updates.ROUTER)
    app.router.routes.append(packet_route(API))
    app.add_exception_handler(RefusalError, answer_refusal)
    app.add_exception_handler(404, answer_not_found)
    app.add_exception_handler(405, answer_method)
    app.add_middleware(FaultSkin)
    describe(app, {API + PATH: packet_description()})
    return app
