"""GET /updates/…: the repository's files and nothing else, as stations of The Update Framework ask for them."""

from __future__ import annotations

import re
from pathlib import Path

from fastapi import APIRouter, Request, Response
from fastapi.responses import FileResponse

from portal.api.descriptions import portal_of
from portal.refusal import RefusalError
from portal.updates.publishing import keep_fresh

ROUTER = APIRouter(include_in_schema=False)
_METADATA = re.compile(r"timestamp\.json|[1-9]\d{0,8}\.(?:root|targets|snapshot)\.json", re.ASCII)
_TARGET = re.compile(r"(?:program/[a-z0-9_-]{1,32}/)?[0-9a-f]{64}\.[A-Za-z0-9][A-Za-z0-9._-]{0,100}", re.ASCII)
#: What has a version or a digest in its name never changes.
_FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable", "X-Content-Type-Options": "nosniff"}
_ALWAYS_ASK = {"Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"}


@ROUTER.get("/updates/metadata/{name}")
def get_metadata(request: Request, name: str) -> Response:
    """The timestamp is signed anew first when its time has come."""
    if not _METADATA.fullmatch(name):
        raise RefusalError("not-found")
    portal = portal_of(request)
    if name == "timestamp.json":
        keep_fresh(portal)
        return _file(portal.updates / "metadata" / name, "application/json", _ALWAYS_ASK)
    return _file(portal.updates / "metadata" / name, "application/json", _FOR_EVER)


@ROUTER.get("/updates/targets/{path:path}")
def get_target(request: Request, path: str) -> Response:
    """A part of a file can be asked for (RFC 9110, Range), so that a line that dies often gets on."""
    if not _TARGET.fullmatch(path):
        raise RefusalError("not-found")
    return _file(portal_of(request).updates / "targets" / path, "application/octet-stream", _FOR_EVER)


def _file(file: Path, kind: str, headers: dict[str, str]) -> Response:
    if not file.is_file():
        raise RefusalError("not-found")
    return FileResponse(file, media_type=kind, headers=headers)
