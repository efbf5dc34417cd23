"""GET /health: whether the portal can do its work right now."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from portal.api.answers import json_answer
from portal.api.descriptions import answers, portal_of
from portal.api.views import HealthView
from portal.assembly import Portal
from portal.store.objects import ObjectStoreError

ROUTER = APIRouter(tags=["health"])


@ROUTER.get("/health", summary="Ask whether the portal works", responses=answers(HealthView))
def get_health(request: Request) -> Response:
    """200 when the database answers and the object store takes bytes, else 503 with the same fields."""
    portal = portal_of(request)
    view = HealthView(database=_database(portal), objects=_objects(portal))
    return json_answer(view, 200 if view == HealthView("ok", "ok") else 503)


def _database(portal: Portal) -> str:
    try:
        with portal.database.read() as connection:
            connection.execute(text("SELECT 1"))
    except SQLAlchemyError:
        return "down"
    return "ok"


def _objects(portal: Portal) -> str:
    try:
        portal.objects.probe()
    except ObjectStoreError:
        return "down"
    return "ok"
