"""A plan at the counter: the land to read out before money, and what became of the sheet beside the receipt."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fakes.cadastre import FakeCadastre
from fakes.land import FACTS
from office_counter import Counter, Keyboard
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from test_plan_screens import KEY, plans

from office_client.ui.land_panel import LandPanel
from office_client.ui.office_wording import OfficeWording
from office_client.ui.plan_panel import PlanPanel
from office_client.ui.steps.questions_step import QuestionsStep
from office_client.ui.steps.receipt_step import ReceiptStep
from shubbak.adapters.devices.simulated_page_printer import PaperTray, SimulatedPagePrinter
from shubbak.domain.parcel_key import ParcelKey, make_key
from shubbak.domain.text import Language
from shubbak.flow import events as e
from shubbak.flow.steps import Stage, Step
from shubbak.flow.visit import Visit
from shubbak.ports.typesetter import PageOrder
from shubbak.resources import load_wording
from shubbak.services.land_card import LandCard
from shubbak.services.plan_issue import PlanDesk

FOUND = LandCard("found", "هل هذه هي الأرض؟", "إن كانت هي فتابع.", (("رقم القطعة", "113"), ("المساحة", "558 م²")))


def texts(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.text()]


@pytest.fixture
def show(qapp: object) -> Callable[[LandCard], LandPanel]:
    def shown(card: LandCard) -> LandPanel:
        panel = LandPanel()
        panel.show_card(card)
        return panel

    return shown


def test_the_facts_of_the_land_are_read_out(show: Callable[[LandCard], LandPanel]) -> None:
    panel = show(FOUND)
    assert {"هل هذه هي الأرض؟", "رقم القطعة: 113   ·   المساحة: 558 م²"} <= set(texts(panel.facts))
    panel.show_card(LandCard())
    assert panel.isHidden()


def test_one_of_several_is_chosen_with_its_key(show: Callable[[LandCard], LandPanel]) -> None:
    panel, chosen = show(LandCard("several", "اختر", choices=("الحي: أ", "الحي: ب"))), list[int]()
    panel.chosen.connect(chosen.append)
    panel.facts.findChildren(QPushButton)[1].click()
    assert chosen == [1]


def test_the_operator_reads_why_an_office_draws_it(show: Callable[[LandCard], LandPanel]) -> None:
    panel = show(LandCard("office", "يرسم المكتب هذا المخطط", "يمكنك المتابعة.", staff="لا توجد طابعة مخططات."))
    assert panel.notice.sentence.endswith("لا توجد طابعة مخططات.")
    assert panel.facts.isHidden()


@pytest.mark.parametrize(
    ("plan", "key", "asked"),
    [("drawing", "", False), ("printed", "plan.visit.copy", True), ("failed", "plan.visit.again", False)],
)
def test_a_plan_is_printed_again_with_its_reason(qapp: object, plan: str, key: str, asked: bool) -> None:
    wording, heard = OfficeWording(load_wording()), list[object]()
    panel = PlanPanel(wording)
    panel.asked.connect(heard.append)
    panel.show_visit(replace(Visit(Language.AR), plan=plan, plan_problem="page-printer-jammed"))
    assert panel.again.isHidden() == (not key)
    if key:
        assert panel.again.word == wording.say(key)
        panel.again.click()
        assert heard == [asked]


class OnePage:
    """A typesetter whose pages are all alike."""

    def set_pages(self, order: PageOrder) -> bytes:
        return b"%PDF-1.7 " + str(order.data["number"]).encode()


def at_counter(qtbot: Any, folder: Path, application: QApplication, tray: PaperTray) -> Keyboard:
    """Stand at a counter with a little land, before the question about the parcel."""
    counter = Counter(folder, "stall")
    keys = [make_key("JO", {**KEY, "parcel": number}) for number in ("113", "114")]
    land = FakeCadastre(FACTS, *(key for key in keys if isinstance(key, ParcelKey)))
    printer = SimulatedPagePrinter(tray, development=True)
    desk = PlanDesk(land, OnePage(), printer, counter.store, counter.identity, load_wording())
    counter.desk = replace(
        counter.desk, catalogue=plans, perform=replace(counter.effects, identity=counter.identity, plans=desk).perform
    )
    board = Keyboard(qtbot, counter, application)
    board.begin()
    presenter = board.window.presenter
    for event in (e.ServiceChosen("jo.zoning.site_plan"), e.Next(), e.ConsentGiven()):
        presenter.dispatch(event)
    presenter.dispatch(e.IdentityTyped("T1", "أحمد خالد", "JOR", "1990-01-05", "2029-06-30"))
    board.visit.stage = Stage(Step.QUESTIONS, "parcel")
    presenter.stage_changed.emit()
    return board


def test_the_counter_prints_the_plan_behind_the_receipt_and_a_copy_of_it(
    qtbot: Any, tmp_path: Path, qapp: QApplication
) -> None:
    tray = PaperTray()
    board = at_counter(qtbot, tmp_path, qapp, tray)
    presenter, page = board.window.presenter, board.window.visit_page
    presenter.dispatch(e.AnswerGiven("parcel", json.dumps(KEY)))
    presenter.dispatch(e.Next())
    step = page.step
    assert isinstance(step, QuestionsStep)
    assert not step.land.isHidden()
    presenter.dispatch(e.Next())
    for name, raw in {"purpose": "sale", "paper_size": "a4", "scale": "s500", "copies": "1"}.items():
        presenter.dispatch(e.AnswerGiven(name, raw))
    board.visit.stage = Stage(Step.SIGN)
    presenter.dispatch(e.Signed((tuple((n * 10, n * 5) for n in range(20)),)))
    board.settle()
    shown = page.step
    assert isinstance(shown, ReceiptStep)
    assert (board.visit.plan, len(tray.printed)) == ("printed", 1)
    assert shown.plan.notice.sentence == board.window.wording.say("plan.counter.printed")
    shown.plan.again.click()
    assert (board.visit.plan, len(tray.printed)) == ("printed", 2)
