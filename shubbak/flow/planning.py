"""Reactions around a plan that is drawn in the visit: the land is asked for before money, the sheet printed after it.

Nobody pays for a sheet that cannot be drawn at once without having been told so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from shubbak.domain.plan_order import Parts, PlanOrder
from shubbak.domain.problem import Problem
from shubbak.fields.record import write_raw
from shubbak.flow.answers import refresh
from shubbak.flow.context import Context
from shubbak.flow.effects import DrawPlan, Effect, FindLand
from shubbak.flow.events import LandChosen, LandFound, PlanFailed, PlanPrinted, PlanRetried
from shubbak.flow.steps import Step
from shubbak.flow.visit import AskedLand
from shubbak.forms.service import Draws


def ask_before(context: Context) -> tuple[Effect, ...] | None:
    """Return what is asked before the page with the land is left, () where a person has yet to choose, and None where
    it may be left: by then the land was shown, or it was said that an office draws the plan.
    """
    visit, parts = context.visit, _parts(context)
    if not parts or _draws(context).parcel not in {field.id for field in context.page.fields}:
        return None
    asked = visit.land
    if asked is None or asked.parts != parts:
        visit.land = AskedLand(parts)
        visit.busy = "land"
        visit.problems = ()
        return (FindLand(context.service.country, parts),)
    if asked.reach == "several":
        context.complain(Problem("parcel-choose"))
        return ()
    asked.agreed = True
    return None


def page_to_ask(context: Context) -> str:
    """Return the page that a visit goes back to from its review: the land was not shown yet, or is another by now."""
    visit, parts = context.visit, _parts(context)
    if not parts or (visit.land is not None and visit.land.parts == parts and visit.land.agreed):
        return ""
    named = _draws(context).parcel
    return next((page.id for page in context.pages() if named in {field.id for field in page.fields}), "")


def land_found(context: Context, event: LandFound) -> tuple[Effect, ...]:
    visit = context.visit
    if visit.busy != "land" or visit.land is None or visit.land.parts != event.parts:
        return ()
    visit.busy = ""
    visit.land.found, visit.land.code = event.found, event.code
    visit.land.reach = "office" if event.code or not event.found else "several" if len(event.found) > 1 else "found"
    if visit.land.reach == "office" and not event.code:
        visit.land.code = "parcel-unknown"
    return ()


def land_chosen(context: Context, event: LandChosen) -> tuple[Effect, ...]:
    """Take one of several: the answer gets the parts by which the others differ."""
    visit = context.visit
    land = land_now(context)
    if land is None or land.reach != "several" or not 0 <= event.place < len(land.found):
        return ()
    chosen = land.found[event.place]
    field = context.service.field(_draws(context).parcel)
    visit.raw[field.id] = write_raw({**dict(land.parts), **dict(chosen.parts)})
    visit.problems = ()
    refresh(context)
    visit.land = AskedLand(_parts(context), "found", (chosen,))
    return ()


def land_now(context: Context) -> AskedLand | None:
    """Return what is known of the land that stands in the form now; None once it is another one."""
    land = context.visit.land
    return land if land is not None and land.parts == _parts(context) else None


def plan_of(context: Context) -> PlanOrder | None:
    """Return the plan that comes with this visit's receipt; None where there is none, or an office draws it."""
    land = land_now(context)
    if land is None or land.reach != "found" or not land.agreed:
        return None
    draws, answers = _draws(context), context.visit.answers
    copies = answers.get(draws.copies)
    return PlanOrder(
        country=context.service.country,
        parts=land.found[0].parts,
        paper=str(answers.get(draws.paper, "")),
        scale=int("".join(re.findall(r"\d", str(answers.get(draws.scale, "")))) or 0),
        copies=copies if isinstance(copies, int) and copies > 0 else 1,
        valid_days=draws.valid_days,
    )


def left_to_office(context: Context, code: str) -> None:
    """No sheet can come out now: say so before any money; whoever asks to pay again has read it."""
    land = context.visit.land
    if land is not None:
        land.reach, land.code = "office", code
    context.complain(Problem("plan-not-now"))


def draw(context: Context) -> tuple[Effect, ...]:
    """Ask for the sheet that is owed with the receipt; while it is drawn nobody is sent away."""
    visit = context.visit
    if visit.plan != "owed" or visit.receipt is None:
        return ()
    visit.plan = "drawing"
    return (DrawPlan(visit.application_id),)


def plan_printed(context: Context, event: PlanPrinted) -> tuple[Effect, ...]:
    visit = context.visit
    if visit.plan == "drawing" and event.application_id == visit.application_id:
        visit.plan, visit.plan_code, visit.plan_problem = "printed", event.code, ""
    return ()


def plan_failed(context: Context, event: PlanFailed) -> tuple[Effect, ...]:
    visit = context.visit
    if visit.plan == "drawing" and event.application_id == visit.application_id:
        # Once begun, it stays in doubt: a later try that did not even begin does not make it certain again.
        visit.plan_unsure |= event.unsure
        visit.plan, visit.plan_problem = "failed", event.code
    return ()


def plan_retried(context: Context, event: PlanRetried) -> tuple[Effect, ...]:
    """A plan that came out is printed again by an operator alone, who says why."""
    visit = context.visit
    copy = visit.plan == "printed" and event.reason is not None and bool(context.operator)
    if visit.step is not Step.RECEIPT or visit.busy or not (copy or visit.plan == "failed"):
        return ()
    visit.plan, visit.plan_problem = "drawing", ""
    return (DrawPlan(visit.application_id, event.reason if copy else None),)


def _draws(context: Context) -> Draws:
    draws = context.service.output.draws
    if draws is None:
        raise LookupError("this service draws nothing")
    return draws


def _parts(context: Context) -> Parts:
    """Return the land as it is answered now, () where the service draws nothing or asks for none."""
    service = context.visit.service
    draws = service.output.draws if service is not None else None
    answer = context.visit.answers.get(draws.parcel) if draws else None
    known = answer.items() if isinstance(answer, Mapping) else ()
    return tuple((part, str(text)) for part, text in known if text)
