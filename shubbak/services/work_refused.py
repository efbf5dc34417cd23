"""Writes into the audit trail when a station stops taking new work, why, and when it takes it again."""

from __future__ import annotations

from shubbak.domain.readiness import Condition, closing
from shubbak.ports.audit import AuditTrail
from shubbak.services.audit import AuditKind, note


def note_changes(trail: AuditTrail, before: tuple[Condition, ...], now: tuple[Condition, ...]) -> None:
    """Note each reason to refuse work that is new, and the end of the last. A store that takes no event has become a
    condition itself.
    """
    were, are = {one.code for one in closing(before)}, [one.code for one in closing(now)]
    for code in are:
        if code not in were:
            note(trail, AuditKind.CLOCK_JUMPED if code == "clock-jumped" else AuditKind.WORK_REFUSED, "", code)
    if were and not are:
        note(trail, AuditKind.WORK_TAKEN_AGAIN)
