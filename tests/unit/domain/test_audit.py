"""The audit chain: what a change, a cut and a swap do to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from shubbak.domain.audit import START, AuditEvent, AuditHead, first_break, link

Trail = list[AuditEvent]


def a_trail(length: int) -> Trail:
    trail: Trail = []
    for number in range(1, length + 1):
        before = trail[-1].link if trail else START
        fields = (number, "2026-11-22T08:00:00Z", "packet-sealed", f"a{number}", "")
        trail.append(AuditEvent(*fields, link(before, *fields)))
    return trail


def relinked(trail: Trail) -> Trail:
    made: Trail = []
    for event in trail:
        before = made[-1].link if made else START
        number = len(made) + 1
        made.append(
            replace(event, number=number, link=link(before, number, event.at, event.kind, event.subject, event.detail))
        )
    return made


TAMPERING: dict[str, Callable[[Trail], Trail]] = {
    "one event edited": lambda trail: [*trail[:4], replace(trail[4], detail="x"), *trail[5:]],
    "one event removed": lambda trail: [*trail[:4], *trail[5:]],
    "two events swapped": lambda trail: [*trail[:4], trail[5], trail[4], *trail[6:]],
    "an event repeated": lambda trail: [*trail[:4], trail[4], *trail[4:]],
    "the tail cut": lambda trail: trail[:5],
    "everything gone": lambda trail: [],
    "edited and linked anew": lambda trail: relinked([*trail[:4], replace(trail[4], detail="x"), *trail[5:]]),
    "removed and linked anew": lambda trail: relinked([*trail[:4], *trail[5:]]),
}


def test_an_untouched_trail_holds() -> None:
    trail = a_trail(10)
    assert first_break(trail, AuditHead(), {8: trail[7].link}) is None
    assert first_break(trail[5:], AuditHead(5, trail[4].link), {8: trail[7].link}) is None


@pytest.mark.parametrize("tampering", TAMPERING)
def test_tampering_before_an_anchor_shows(tampering: str) -> None:
    trail = a_trail(10)
    assert first_break(TAMPERING[tampering](trail), AuditHead(), {8: trail[7].link}) is not None


def test_text_cannot_move_from_one_field_to_the_next() -> None:
    assert link(START, 1, "t", "ab", "c", "") != link(START, 1, "t", "a", "bc", "")
