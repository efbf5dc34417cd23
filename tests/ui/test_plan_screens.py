"""A plan on the kiosk's screens: the land to compare before money, the sheet to take along behind it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

from fakes.clock import FakeClock
from kiosk_stage import SERVICES, KioskStage
from PySide6.QtQuick import QQuickItem

from shubbak.domain.money import Money
from shubbak.domain.plan_order import Land
from shubbak.domain.receipt import Receipt, ReceiptNumber
from shubbak.domain.text import Language, Text
from shubbak.flow import events as e
from shubbak.flow.steps import Stage, Step
from shubbak.forms.card import card_of
from shubbak.forms.catalogue import Catalogue
from shubbak.forms.load import load_service
from shubbak.forms.pieces import Pieces

Open = Callable[..., KioskStage]
KEY = {"directorate": "أراضي الواحة", "village": "عين النخيل", "basin_no": "1", "parcel": "113"}
PARTS = tuple(KEY.items())
LAND = Land(PARTS, 558.0, Text("سكن أ", "Residential A"), sample=True)
TWIN = replace(LAND, parts=(*PARTS, ("sheet", "7")), area_m2=480.0)
NUMBER = ReceiptNumber("J01", 2026, 1)


def plans() -> Catalogue:
    """The zoning site plan alone."""
    pieces = Pieces({f"pieces/{file.name}": file.read_text("utf-8") for file in (SERVICES / "pieces").glob("*.yaml")})
    path = "jo/zoning_site_plan.yaml"
    service = load_service((SERVICES / path).read_text(encoding="utf-8"), path, pieces)
    return Catalogue(9, {service.id: service}, (card_of(service, path),))


def at_land(kiosk: Open, *found: Land, code: str = "", language: Language = Language.AR) -> KioskStage:
    """Stand where the land was asked for and this came back."""
    stage = kiosk(services=plans())
    stage.to_questions("jo.zoning.site_plan", language)
    stage.visit.machine.visit.stage = Stage(Step.QUESTIONS, "parcel")
    stage.visit.stepChanged.emit()
    stage.say(e.AnswerGiven("parcel", json.dumps(KEY)), e.Next(), e.LandFound(PARTS, found, code))
    return stage


def at_receipt(kiosk: Open, language: Language = Language.AR) -> KioskStage:
    """Stand before the receipt while the plan is drawn."""
    stage = at_land(kiosk, LAND, language=language)
    visit = stage.visit.machine.visit
    visit.receipt = Receipt(NUMBER, "a1", "jo.zoning.site_plan", Money(6250, "JOD"), FakeClock().now())
    visit.code, visit.application_id, visit.plan, visit.printed = "https://portal.invalid/r#1", "a1", "drawing", True
    visit.stage = Stage(Step.RECEIPT)
    stage.visit.stepChanged.emit()
    stage.say()
    stage.visit.changed.emit()
    stage.settle()
    return stage


def found_item(stage: KioskStage, name: str) -> QQuickItem:
    return stage.hand.find(name)


def test_the_land_stands_there_to_be_compared(kiosk: Open) -> None:
    stage = at_land(kiosk, LAND)
    words = stage.hand.words()
    assert "هل هذه هي الأرض؟" in words
    assert "سكن أ" in words
    assert stage.visit.machine.visit.stage.page == "parcel"
    stage.hand.tap("primary")
    assert stage.visit.machine.visit.stage.page == "plan"


def test_one_of_several_is_touched(kiosk: Open) -> None:
    stage = at_land(kiosk, LAND, TWIN, language=Language.EN)
    stage.hand.tap("land-1")
    stage.settle()
    assert '"sheet": "7"' in stage.visit.machine.visit.raw["parcel"]
    assert "Is this the parcel?" in stage.hand.words()


def test_it_is_said_who_draws_the_plan_that_cannot_be_drawn_here(kiosk: Open) -> None:
    assert "The office draws this plan" in at_land(kiosk, language=Language.EN).hand.words()


def test_the_plan_is_waited_for_and_taken_along(kiosk: Open) -> None:
    stage = at_receipt(kiosk, Language.EN)
    assert "Your plan is being drawn and printed" in stage.hand.words()
    assert not stage.hand.sees("primary")
    stage.say(e.PlanPrinted("a1", "https://portal.invalid/r#2"))
    assert "Take your plan from the large printer" in stage.hand.words()
    assert found_item(stage, "plan-code").property("visible")
    assert stage.hand.sees("primary")


def test_a_plan_that_did_not_come_out_can_be_tried_again_and_says_what_staff_must_know(kiosk: Open) -> None:
    stage = at_receipt(kiosk)
    stage.say(e.PlanFailed("a1", "page-printer-paper-out"))
    assert any("نفد الورق في طابعة الصفحات" in text for text in stage.hand.words())
    stage.hand.tap("print-plan-again")
    assert stage.visit.machine.visit.plan == "drawing"
