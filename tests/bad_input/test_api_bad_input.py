"""5,000 requests made from the portal's own description, and against it: no accident, every answer described.

Three callers knock: nobody, a member of staff, and a station whose requests are signed, so that what lies behind the
doors is met too. An application with three planted faults shows that the run can fail.
"""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from bad_input_tally import Count
from fakes.portal_office import PortalOffice
from fakes.station import FakeStation, new_id
from fastapi import FastAPI, Response
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    AcceptedNegativeData,
    IgnoredAuth,
    RejectedPositiveData,
    UnsupportedMethodResponse,
)

from portal.app import make_app

#: What a description cannot say: which code was given out, which station exists, that a receipt's number must be one.
#: Strings of any shape are taken into such questions and answered with a refusal, on both sides of the description.
NOT_A_FAULT = (RejectedPositiveData, AcceptedNegativeData, UnsupportedMethodResponse)
#: `make test` sends a few as the caller who gets furthest; `make badinput` sends 5,000.
ROUNDS = [
    pytest.param("station", 2, id="station-a-few"),
    *(pytest.param(name, 110, id=name, marks=pytest.mark.badinput) for name in ("nobody", "staff", "station")),
]
Messages = Callable[[], Awaitable[dict[str, Any]]]


class SignedRequests:
    """An ASGI application in front of another: signs each request as a station's own client would."""

    def __init__(self, app: Any, station: FakeStation) -> None:
        self._app = app
        self._station = station

    async def __call__(self, scope: dict[str, Any], receive: Messages, send: Any) -> None:
        if scope["type"] == "http":
            body = await _whole(receive)
            path = (scope.get("raw_path") or scope["path"].encode()).decode("latin-1")
            fields = self._station.auth.fields(scope["method"], path, body)
            kept = [(name, value) for name, value in scope["headers"] if name.decode("latin-1") not in fields]
            added = [(name.encode(), value.encode()) for name, value in fields.items()]
            scope = {**scope, "headers": kept + added}
            receive = _once(body, receive)
        await self._app(scope, receive, send)


async def _whole(receive: Messages) -> bytes:
    body, more = b"", True
    while more:
        message = await receive()
        body, more = body + message.get("body", b""), message.get("more_body", False)
    return body


def _once(body: bytes, receive: Messages) -> Messages:
    waiting: Iterator[dict[str, Any]] = iter([{"type": "http.request", "body": body, "more_body": False}])

    async def message() -> dict[str, Any]:
        return next(waiting, None) or await receive()

    return message


def knock(
    app: Any, description: str, examples: int, headers: dict[str, str], known: Mapping[str, str]
) -> tuple[Counter[str], list[str]]:
    """Send each operation `examples` requests of either sort; return the answers' numbers and what was wrong.

    known: what a path's parameters are called with instead of chance, so that a caller gets past its first door.
    """
    answers: Counter[str] = Counter()
    wrong: list[str] = []
    schema = schemathesis.openapi.from_asgi(description, app)
    for found in schema.get_all_operations():
        operation = found.ok()

        def ask(case: Any) -> None:
            label = case.operation.label
            places = case.path_parameters or {}
            case.path_parameters = {**places, **{name: known[name] for name in places if name in known}}
            try:
                answer = case.call(headers={**dict(case.headers or {}), **headers})
            except Exception as accident:  # noqa: BLE001 (it is what is looked for)
                wrong.append(f"{label}: {type(accident).__name__}")
                return
            answers[str(answer.status_code)] += 1
            wrong.extend(f"{label}: {fault}" for fault in faults(case, answer, bool(headers)))

        for mode in GenerationMode:
            # A question without parameters cannot be asked wrongly.
            with contextlib.suppress(Unsatisfiable):
                bounded(examples)(given(case=operation.as_strategy(generation_mode=mode))(ask))()
    return answers, wrong


def bounded(examples: int) -> settings:
    return settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )


def faults(case: Any, answer: Any, signed_in: bool) -> list[str]:
    # Who is signed in already stays so when the tool takes its own credentials away.
    expected = (*NOT_A_FAULT, IgnoredAuth) if signed_in else NOT_A_FAULT
    try:
        case.validate_response(answer)
    except FailureGroup as group:
        found = [error for error in group.exceptions if not isinstance(error, expected)]
        return [f"{type(error).__name__} {answer.status_code}" for error in found]
    return []


@pytest.fixture
def office(tmp_path: Path) -> Iterator[PortalOffice]:
    office = PortalOffice(tmp_path)
    yield office
    office.close()


@pytest.mark.parametrize(("caller", "examples"), ROUNDS)
def test_the_portal_answers_every_request_as_it_says(
    caller: str, examples: int, office: PortalOffice, count: Count
) -> None:
    app: Any = make_app(office.portal)
    known = {}
    if caller == "station":
        app = SignedRequests(app, office.enrolled())
        known = {"station": "K07", "id": new_id()}
    headers = office.staff() if caller == "staff" else {}
    answers, wrong = knock(app, "/api/v1/openapi.json", examples, headers, known)
    count("API", caller, answers)
    assert not wrong, sorted(set(wrong))
    assert not [status for status in answers if status >= "500"]


def planted() -> FastAPI:
    """Return an application that says 500 for a quantity of 0, says what it never described, and breaks on a word."""
    app = FastAPI()

    @app.get("/shares")
    def shares(qty: int) -> dict[str, int]:
        return {"each": 100 // qty}

    @app.get("/things/{name}", responses={200: {"description": "There."}})
    def thing(name: str) -> Response:
        return Response(status_code=404 if len(name) > 1 else 200)

    @app.get("/words")
    def word(said: str) -> Response:
        return Response(headers={"X-Said": said.encode().decode("latin-1").encode("ascii", "strict").decode()})

    return app


def test_planted_faults_are_found() -> None:
    _, wrong = knock(planted(), "/openapi.json", 60, {}, {})
    found = {line.partition(":")[0] for line in wrong}
    assert found == {"GET /shares", "GET /things/{name}", "GET /words"}
