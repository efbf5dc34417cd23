"""What the endpoints say of themselves in OpenAPI, taken from the wire types so that the two cannot differ."""

from __future__ import annotations

from typing import Any

import msgspec
from fastapi import FastAPI, Request

from portal.api.views import (
    FleetView,
    GapsView,
    HealthView,
    OutputView,
    ReceiptQuestion,
    ReceiptView,
    StationView,
    VerdictView,
    WorryView,
)
from portal.assembly import Portal
from portal.refusal import REFUSALS
from shubbak.wire.issued_outputs import (
    IssuedOutputNote,
    OutputQuestion,
    OutputsAnswer,
    OutputsQuestion,
    PlanKept,
    PlanNote,
    PrintingsAnswer,
    PrintingsNote,
)
from shubbak.wire.packet import Acknowledgement
from shubbak.wire.registers import EntriesAnswer, EntriesQuestion, RecordAnswer, RecordQuestion
from shubbak.wire.report import ReportAnswer, StationReport
from shubbak.wire.station import (
    Enrolled,
    Enrolment,
    NextKey,
    PortalKeys,
    ReceiptKeys,
    SignedCatalogue,
    SignedCertificate,
    WireProblem,
)
from shubbak.wire.upload import PieceKept, UploadOffer, UploadState
from shubbak.wire.warranted import ListMarks, SignedText, Warranted

_SHAPES = (
    Acknowledgement,
    Enrolled,
    Enrolment,
    NextKey,
    EntriesAnswer,
    EntriesQuestion,
    FleetView,
    GapsView,
    HealthView,
    IssuedOutputNote,
    ListMarks,
    OutputQuestion,
    OutputView,
    OutputsAnswer,
    OutputsQuestion,
    PieceKept,
    PlanKept,
    PlanNote,
    PortalKeys,
    PrintingsAnswer,
    PrintingsNote,
    ReceiptKeys,
    ReceiptQuestion,
    ReceiptView,
    RecordAnswer,
    RecordQuestion,
    ReportAnswer,
    SignedCatalogue,
    SignedCertificate,
    SignedText,
    StationReport,
    StationView,
    UploadOffer,
    UploadState,
    VerdictView,
    Warranted,
    WireProblem,
    WorryView,
)


#: A session that begins at /staff/sign-in; over https the cookie's name has the prefix __Host-.
_STAFF_SESSION = {"type": "apiKey", "in": "cookie", "name": "shubbak-staff"}


def portal_of(request: Request) -> Portal:
    """Return the portal that the application was made over."""
    portal: Portal = request.app.state.portal
    return portal


def answers(shape: type, *refusals: str, status: int = 200) -> dict[int | str, dict[str, Any]]:
    """Describe an endpoint's answers: the good one, and each refusal by its code."""
    described: dict[int | str, dict[str, Any]] = {status: {"description": "Done.", "content": _content(shape)}}
    for code in (*refusals, "store-unavailable"):
        refused, title = REFUSALS[code]
        lines = described.setdefault(refused, {"description": "", "content": _content(WireProblem, problem=True)})
        lines["description"] = f"{lines['description']} {code}: {title}".strip()
    return described


def takes(shape: type) -> dict[str, Any]:
    """Describe a JSON body."""
    return {"requestBody": {"required": True, "content": _content(shape)}}


def _content(shape: type, *, problem: bool = False) -> dict[str, Any]:
    media_type = "application/problem+json" if problem else "application/json"
    return {media_type: {"schema": {"$ref": f"#/components/schemas/{shape.__name__}"}}}


def describe(app: FastAPI, plain_routes: dict[str, Any]) -> None:
    """Put the wire types' schemas, and the routes that FastAPI does not see, into the OpenAPI description."""
    plain = app.openapi

    def with_schemas() -> dict[str, Any]:
        if app.openapi_schema is None:
            components = plain().setdefault("components", {})
            components["securitySchemes"] = {"staffSession": _STAFF_SESSION}
            _, schemas = msgspec.json.schema_components(_SHAPES, ref_template="#/components/schemas/{name}")
            components.setdefault("schemas", {}).update(schemas)
            plain()["paths"].update(plain_routes)
        return plain()

    app.openapi = with_schemas  # type: ignore[method-assign]
