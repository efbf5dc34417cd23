"""A plan at the counter: the land to read out before money, and what became of the sheet beside the receipt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from office_client.ui.land_panel import LandPanel
from office_client.ui.office_wording import OfficeWording
from office_client.ui.plan_panel import PlanPanel
from shubbak.domain.copy_mark import CopyReason
from shubbak.domain.text import Language
from shubbak.flow.visit import Visit
from shubbak.resources import load_wording
from shubbak.services.land_card import LandCard

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
    assert {"هل هذه هي الأرض؟", "رقم القطعة: 113", "المساحة: 558 م²"} <= set(texts(panel.facts))
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
    [("drawing", "", None), ("printed", "plan.visit.copy", CopyReason.LOST), ("failed", "plan.visit.again", None)],
)
def test_a_plan_is_printed_again_with_its_reason(qapp: object, plan: str, key: str, asked: CopyReason | None) -> None:
    wording, heard = OfficeWording(load_wording()), list[object]()
    panel = PlanPanel(wording)
    panel.asked.connect(heard.append)
    panel.show_visit(replace(Visit(Language.AR), plan=plan, plan_problem="page-printer-jammed"))
    assert panel.again.isHidden() == (not key)
    if key:
        assert panel.again.word == wording.say(key)
        panel.again.click()
        assert heard == [asked]
