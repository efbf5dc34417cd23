"""Reactions of staff mode: it opens only where no visit has begun, and leaves nothing of either side to the other."""

from __future__ import annotations

from shubbak.flow.context import Context
from shubbak.flow.effects import Effect, Wipe
from shubbak.flow.events import StaffAdmitted, StaffAsked, StaffLeft
from shubbak.flow.route import enter
from shubbak.flow.steps import STAFF, Stage, Step


def staff_asked(context: Context, _: StaffAsked) -> tuple[Effect, ...]:
    """A visit that has its service is first finished or thrown away by its own keys: nothing here may do so."""
    visit = context.visit
    if not visit.opening or visit.service is not None or visit.step in STAFF:
        return ()
    language = visit.language
    context.forget_visit()
    context.visit.language = language
    enter(context, Stage(Step.STAFF_PIN))
    return (Wipe(),)


def staff_admitted(context: Context, _: StaffAdmitted) -> tuple[Effect, ...]:
    if context.visit.step is Step.STAFF_PIN:
        enter(context, Stage(Step.STAFF))
    return ()


def staff_left(context: Context, _: StaffLeft) -> tuple[Effect, ...]:
    if context.visit.step not in STAFF:
        return ()
    context.forget_visit()
    return (Wipe(),)
