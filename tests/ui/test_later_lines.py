"""What is paid after the visit is listed apart from the total, under the step that takes it, at kiosk and counter."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from fakes.paid_later import ALL_LATER, BOND_LATER
from kiosk_stage import STALL, KioskStage, catalogue
from PySide6.QtWidgets import QLabel

from office_client.ui.fee_table import FeeTable
from office_client.ui.office_wording import OfficeWording
from shubbak.domain.text import Language
from shubbak.flow import events as e
from shubbak.flow.steps import Step
from shubbak.forms.fees import assess, total
from shubbak.resources import load_wording

Open = Callable[..., KioskStage]
STEP = {Language.AR: "إيداع التأمين بعد الموافقة", Language.EN: "Pay the deposit once approved"}
LATER = {Language.AR: "يُدفع لاحقًا", Language.EN: "To pay later"}
NOTHING = {Language.AR: "لا تدفع شيئًا في هذه الزيارة", Language.EN: "You pay nothing in this visit"}
DEPOSIT = {Language.AR: "تأمين نظافة", Language.EN: "Deposit for a clean place"}


def at(words: list[str], text: str) -> int:
    """Return where a text stands among all that is read."""
    return next(place for place, word in enumerate(words) if text in word)


@pytest.mark.parametrize("language", Language)
def test_the_kiosk_lists_later_lines_after_the_total_and_charges_only_the_rest(kiosk: Open, language: Language) -> None:
    stage = kiosk(stall=BOND_LATER)
    stage.say(e.Touched(), e.LanguageChosen(language), e.ServiceChosen(STALL))
    words = stage.hand.words()
    assert at(words, LATER[language]) < at(words, STEP[language]) < at(words, DEPOSIT[language])
    stage.say(e.Back(), e.Back(), e.Back())
    stage.to_questions(language=language)
    stage.say(e.AnswerGiven("days", "2"), e.AnswerGiven("food", "no"), e.Next())
    words = stage.hand.words()
    assert at(words, "3.000") < at(words, LATER[language]) < at(words, "20.000")
    assert not any("23.000" in word for word in words)
    stage.say(e.Next())
    words = stage.hand.words()
    assert stage.visit.machine.visit.step is Step.PAY
    assert any("3.000" in word for word in words)
    assert not any("20.000" in word for word in words)


@pytest.mark.parametrize("language", Language)
def test_where_all_is_paid_later_nothing_is_asked_for_and_that_is_said(kiosk: Open, language: Language) -> None:
    stage = kiosk(stall=ALL_LATER)
    stage.say(e.Touched(), e.LanguageChosen(language), e.ServiceChosen(STALL))
    assert NOTHING[language] in stage.hand.words()
    stage.say(e.Back(), e.Back(), e.Back())
    stage.to_questions(language=language)
    stage.say(e.AnswerGiven("days", "2"), e.AnswerGiven("food", "no"), e.Next())
    words = stage.hand.words()
    assert NOTHING[language] in words
    assert any("3.000" in word for word in words)
    stage.say(e.Next())
    assert stage.visit.machine.visit.step is Step.SIGN


@pytest.mark.parametrize(
    ("stall", "now"), [(BOND_LATER, "3.000"), (ALL_LATER, "")], ids=["a deposit later", "all later"]
)
@pytest.mark.parametrize("language", Language)
def test_staff_see_what_is_paid_now_and_under_it_what_later(
    qtbot: object, language: Language, stall: str, now: str
) -> None:
    service = catalogue(stall).services[STALL]
    lines = assess(service, {"days": 2}, service.examples[0].on)
    wording = OfficeWording(load_wording(), language)
    table = FeeTable(wording)
    table.show_fees(lines, total(service, lines), service.procedure)
    said = [shown.text() for shown in table.findChildren(QLabel)]
    assert at(said, LATER[language]) < at(said, STEP[language]) < at(said, DEPOSIT[language]) < at(said, "20.000")
    assert (wording.say("office.fees.nothing_now") in said) == (not now)
    totals = [shown.text() for shown in table.findChildren(QLabel) if shown.property("role") == "total"]
    assert all(now in shown for shown in totals)
    assert len(totals) == bool(now)
