"""GET /catalogue: all services in one signed text."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from portal.api.answers import json_answer
from portal.api.descriptions import answers, portal_of
from portal.cases.publish_catalogue import publish_catalogue
from shubbak.wire.station import SignedCatalogue

ROUTER = APIRouter(tags=["catalogue"])


@ROUTER.get("/catalogue", summary="Fetch the signed catalogue", responses=answers(SignedCatalogue, "catalogue-broken"))
def get_catalogue(request: Request) -> Response:
    """The version grows whenever a service file's content changes."""
    return json_answer(publish_catalogue(portal_of(request)))
