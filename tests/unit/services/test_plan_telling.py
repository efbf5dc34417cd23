"""Plans of visits as the portal hears of them: read off the trail, told once, and again in the same words."""

from __future__ import annotations

import msgspec
import pytest

from shubbak.domain.audit import AuditEvent
from shubbak.ports.portal import PortalError
from shubbak.services.plan_issue import KeptPlan
from shubbak.services.plan_telling import tell_plans
from shubbak.wire.issued_outputs import (
    PlanKept,
    PlanNote,
    PrintingAnswer,
    PrintingNote,
    PrintingsAnswer,
    PrintingsNote,
)

APPLICATION = "019b0000-0000-7000-8000-000000000001"
PLAN = KeptPlan(
    number="K07-2026-000042-XP",
    service="jo.zoning.site_plan",
    country="JO",
    parts={},
    paper="a4",
    scale=500,
    copies=1,
    issued=1_772_366_400,
    valid_to=0,
    digest="ab" * 32,
)


class Trail:
    """A trail in which a plan was printed and then copied, between other events."""

    def __init__(self) -> None:
        told = (("report", ""), ("plan-begun", "1"), ("plan-printed", "1"), ("plan-begun", "2 lost"), ("report", ""))
        at = "2026-03-01T12:00:00.000000Z"
        self.events = [AuditEvent(n, at, kind, APPLICATION, detail, b"") for n, (kind, detail) in enumerate(told, 1)]
        self.facts: dict[str, str] = {}
        self.body: bytes | None = msgspec.json.encode(PLAN)

    def audit_events(self, after: int = 0, limit: int = 1000) -> tuple[AuditEvent, ...]:
        return tuple(event for event in self.events if event.number > after)[:limit]

    def kept_output(self, application_id: str) -> bytes | None:
        return self.body if application_id == APPLICATION else None

    def fact(self, name: str) -> str:
        return self.facts.get(name, "")

    def keep_fact(self, name: str, value: str) -> None:
        self.facts[name] = value


class Portal:
    """Keeps what it hears; `broken` is raised by the call with that count, from 1."""

    def __init__(self, broken: tuple[int, PortalError] | None = None) -> None:
        self.plans: list[PlanNote] = []
        self.sheets: list[PrintingNote] = []
        self.broken, self.calls = broken, 0

    def plan(self, note: PlanNote) -> PlanKept:
        self._count()
        self.plans.append(note)
        return PlanKept(1, note.number)

    def printings(self, note: PrintingsNote) -> PrintingsAnswer:
        self._count()
        self.sheets += note.printings
        return PrintingsAnswer(1, [PrintingAnswer(one.id, one.copy) for one in note.printings])

    def _count(self) -> None:
        self.calls += 1
        if self.broken is not None and self.calls == self.broken[0]:
            raise self.broken[1]


def test_a_plan_is_told_once_and_each_of_its_prints() -> None:
    trail, portal = Trail(), Portal()
    assert (tell_plans(trail, portal, 7), tell_plans(trail, portal, 7)) == (3, 0)
    assert {(one.number, one.application_id, one.digest, one.key_id, one.valid_to) for one in portal.plans} == {
        (PLAN.number, APPLICATION, PLAN.digest, 7, "")
    }
    assert [(one.outcome, one.copy, one.reason) for one in portal.sheets] == [
        ("begun", 0, ""),
        ("printed", 0, ""),
        ("begun", 1, "lost"),
    ]
    first, ended, copy = (one.id for one in portal.sheets)
    assert first == ended != copy


def test_what_a_portal_did_not_hear_is_told_again_in_the_same_words() -> None:
    trail, older = Trail(), Portal((3, PortalError("portal-refused", detail="not-found")))
    with pytest.raises(PortalError):
        tell_plans(trail, older, 7)
    assert [one.outcome for one in older.sheets] == ["begun"]
    portal = Portal()
    assert tell_plans(trail, portal, 7) == 2
    assert portal.sheets[0].id == older.sheets[0].id


def test_what_it_will_never_take_or_is_no_longer_kept_stops_nothing() -> None:
    trail, portal = Trail(), Portal((1, PortalError("portal-refused", permanent=True, detail="output-reused")))
    assert tell_plans(trail, portal, 7) == 2
    trail.facts.clear()
    trail.body = None
    assert tell_plans(trail, portal, 7) == 0
    assert trail.facts == {"plans-told": "5"}
