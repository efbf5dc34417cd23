"""A plan in a visit: the land is shown before money, the sheet drawn after it, and nobody pays for one unawares."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from fakes.clock import FakeClock
from visit_script import STROKES, play, submitted

from shubbak.domain.application import Consent
from shubbak.domain.payment import PaymentMethod, PaymentState
from shubbak.domain.plan_order import Land, Parts, PlanOrder
from shubbak.domain.text import Language, Text
from shubbak.flow import effects as f
from shubbak.flow import events as e
from shubbak.flow.machine import VisitMachine
from shubbak.flow.planning import page_to_ask
from shubbak.flow.pricing import price
from shubbak.flow.steps import Stage, Step
from shubbak.forms.catalogue import Catalogue, load_catalogue
from shubbak.resources import root

ROOM = root() / "services"
KEY = {"directorate": "أراضي الواحة", "village": "عين النخيل", "basin_no": "1", "parcel": "113"}
PARTS: Parts = tuple(KEY.items())
LAND = Land(PARTS, 600.0, Text("سكن أ", "Residential A"), sample=True)
OTHER = Land((*PARTS, ("sheet", "7")), 480.0, None)
PLAN = PlanOrder("JO", PARTS, "a4", 500, 2, 90)
ORDER = {"purpose": "building", "paper_size": "a4", "scale": "s500", "copies": "2"}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    paths = [*(ROOM / "pieces").glob("*.yaml"), ROOM / "jo" / "zoning_site_plan.yaml"]
    wanted = {str(path.relative_to(ROOM)): path.read_text(encoding="utf-8") for path in paths}
    name = "jo/zoning_site_plan.yaml"
    alone = "".join(line for line in wanted[name].splitlines(keepends=True) if not line.startswith("related:"))
    return load_catalogue(wanted | {name: alone}, 9)


def to_land(catalogue: Catalogue) -> VisitMachine:
    """Stand on the page that asks for the land, its key written."""
    visit = VisitMachine(catalogue, FakeClock())
    play(visit, e.Touched(), e.LanguageChosen(Language.AR), e.ServiceChosen("jo.zoning.site_plan"))
    visit.context.visit.stage = Stage(Step.QUESTIONS, "parcel")
    play(visit, e.AnswerGiven("parcel", json.dumps(KEY)))
    return visit


def test_the_land_is_asked_for_as_its_page_is_left_and_shown_before_the_visit_goes_on(catalogue: Catalogue) -> None:
    visit = to_land(catalogue)
    assert play(visit, e.Next()) == [f.FindLand("JO", PARTS)]
    assert (visit.visit.stage.page, visit.visit.busy) == ("parcel", "land")
    play(visit, e.LandFound(PARTS, (LAND,)))
    assert visit.visit.land is not None
    assert (visit.visit.land.reach, visit.visit.stage.page, visit.visit.busy) == ("found", "parcel", "")
    assert play(visit, e.Next()) == []
    assert visit.visit.stage.page == "plan"


def test_one_of_several_is_chosen_before_anything_else(catalogue: Catalogue) -> None:
    visit = to_land(catalogue)
    play(visit, e.Next(), e.LandFound(PARTS, (LAND, OTHER)), e.Next())
    assert visit.visit.stage.page == "parcel"
    assert [problem.code for problem in visit.visit.problems] == ["parcel-choose"]
    play(visit, e.LandChosen(7), e.LandChosen(1))
    assert '"sheet": "7"' in visit.visit.raw["parcel"]
    play(visit, e.Next())
    assert visit.visit.stage.page == "plan"


@pytest.mark.parametrize("found", [e.LandFound(PARTS), e.LandFound(PARTS, (LAND,), "plan-too-large")])
def test_land_that_cannot_be_drawn_here_goes_to_the_office(catalogue: Catalogue, found: e.LandFound) -> None:
    visit = to_land(catalogue)
    play(visit, e.Next(), found)
    assert visit.visit.land is not None
    assert visit.visit.land.reach == "office"
    play(visit, e.Next())
    assert visit.visit.stage.page == "plan"
    assert handed_in(visit).plan is None


def test_another_key_is_asked_for_again_and_a_late_answer_changes_nothing(catalogue: Catalogue) -> None:
    visit = to_land(catalogue)
    play(visit, e.Next(), e.LandFound(PARTS, (LAND,)), e.AnswerGiven("parcel", json.dumps({**KEY, "parcel": "114"})))
    (asked,) = play(visit, e.Next())
    assert isinstance(asked, f.FindLand)
    assert dict(asked.parts)["parcel"] == "114"
    play(visit, e.LandFound(PARTS, (LAND,)))
    assert visit.visit.busy == "land"


def handed_in(visit: VisitMachine) -> f.Submit:
    """Answer the rest, pay nothing, and sign."""
    for name, raw in ORDER.items():
        play(visit, e.AnswerGiven(name, raw))
    at_payment(visit)
    visit.context.visit.stage = Stage(Step.SIGN)
    (submit,) = play(visit, e.Signed(STROKES))
    assert isinstance(submit, f.Submit)
    return submit


def at_payment(visit: VisitMachine) -> None:
    visit.context.visit.consent = Consent("x/1", Language.AR, FakeClock().now())
    visit.context.visit.stage = Stage(Step.REVIEW)
    price(visit.context)
    visit.context.visit.stage = Stage(Step.PAY)


def agreed(catalogue: Catalogue) -> VisitMachine:
    visit = to_land(catalogue)
    play(visit, e.Next(), e.LandFound(PARTS, (LAND,)), e.Next())
    for name, raw in ORDER.items():
        play(visit, e.AnswerGiven(name, raw))
    return visit


def test_the_page_printer_is_asked_before_money_and_one_that_cannot_print_is_said(catalogue: Catalogue) -> None:
    visit = agreed(catalogue)
    at_payment(visit)
    (asked,) = play(visit, e.PayRequested(PaymentMethod.CARD))
    assert isinstance(asked, f.TakePayment)
    assert asked.pages
    play(visit, e.PaymentNotStarted("page-printer-paper-out"))
    assert [problem.code for problem in visit.visit.problems] == ["plan-not-now"]
    (asked,) = play(visit, e.PayRequested(PaymentMethod.CARD))
    assert isinstance(asked, f.TakePayment)
    assert not asked.pages, "who pays again has read that the office draws it"


def test_the_plan_is_owed_with_the_receipt_and_drawn_beside_it(catalogue: Catalogue) -> None:
    visit = agreed(catalogue)
    submit = handed_in(visit)
    assert submit.plan == PLAN
    asked = play(visit, submitted(submit))
    assert [type(one) for one in asked] == [f.Print, f.DrawPlan]
    name = visit.visit.application_id
    play(visit, e.Printed(), e.Finished())
    assert visit.visit.step is Step.RECEIPT, "nobody is sent away while the plan is drawn"
    assert visit.visit.idle_seconds == 0
    play(visit, e.PlanPrinted(name, "https://portal.invalid/v#2"))
    assert (visit.visit.plan, visit.visit.plan_code) == ("printed", "https://portal.invalid/v#2")
    play(visit, e.Finished())
    assert visit.visit.receipt is None


def test_a_plan_that_did_not_come_out_is_tried_again_and_stays_in_doubt(catalogue: Catalogue) -> None:
    visit = agreed(catalogue)
    play(visit, submitted(handed_in(visit)), e.Printed())
    name = visit.visit.application_id
    play(visit, e.PlanFailed(name, "page-printer-jammed", unsure=True))
    assert (visit.visit.plan, visit.visit.plan_problem) == ("failed", "page-printer-jammed")
    assert play(visit, e.PlanRetried()) == [f.DrawPlan(name)]
    play(visit, e.PlanFailed(name, "page-printer-paper-out"))
    assert visit.visit.plan_unsure


def test_a_visit_whose_land_was_never_shown_goes_back_to_it_from_its_review(catalogue: Catalogue) -> None:
    visit = agreed(catalogue)
    visit.context.visit.land = None
    at_payment(visit)
    visit.context.visit.stage = Stage(Step.REVIEW)
    assert page_to_ask(visit.context) == "parcel"


def test_paying_says_nothing_of_a_plan_where_none_is_drawn(catalogue: Catalogue) -> None:
    visit = agreed(catalogue)
    visit.context.visit.land = None
    at_payment(visit)
    (asked,) = play(visit, e.PayRequested(PaymentMethod.CASH))
    assert isinstance(asked, f.TakePayment)
    assert not asked.pages
    assert visit.visit.payment == replace(asked.payment, state=PaymentState.INTENDED)
