"""Finding a service at a counter without the mouse: words, kinds, what was taken lately, receipts and numbers."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from office_counter import Counter, Keyboard
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from office_client.ui.steps.find_step import FindStep
from shubbak.domain.money import Money
from shubbak.domain.problem import Problem
from shubbak.domain.receipt import Receipt, ReceiptNumber
from shubbak.domain.text import Language
from shubbak.flow.steps import Step
from shubbak.wire.receipt_code import make_code

RENEWAL = "kw.health.licence_renewal"


@pytest.fixture
def keys(qapp: QApplication, qtbot: Any, tmp_path: Path) -> Keyboard:
    keys = Keyboard(qtbot, Counter(tmp_path), qapp)
    keys.begin()
    return keys


def step(keys: Keyboard) -> FindStep:
    return cast(FindStep, keys.window.visit_page.steps[Step.FIND])


def listed(keys: Keyboard) -> list[str]:
    table = step(keys).list
    return [table.item(row, 0).data(Qt.ItemDataRole.UserRole) for row in range(table.rowCount())]


def said(keys: Keyboard) -> str:
    shown = step(keys)._said
    return shown.text() if shown.isVisible() else ""


def receipt(service: str) -> str:
    issued = datetime(2026, 3, 1, 7, 30, tzinfo=UTC)
    application, number = "0195e3c1-7a00-7000-8000-000000000001", ReceiptNumber("K07", 2026, 42)
    facts = Receipt(number, application, service, Money(5000, "KWD"), issued)
    return make_code(facts, "https://verify.example/r", 7, Ed25519PrivateKey.generate())


def test_a_word_with_a_slip_and_enter_take_the_service(keys: Keyboard) -> None:
    keys.type("المخالفت")
    assert listed(keys)
    first = listed(keys)[0]
    keys.press(Qt.Key.Key_Return)
    assert keys.visit.service is not None
    assert keys.visit.service.id == first


def test_the_best_stands_chosen_while_typing(keys: Keyboard) -> None:
    keys.press(Qt.Key.Key_Down)
    keys.press(Qt.Key.Key_Down)
    assert step(keys).list.currentRow() == 2
    keys.type("ترخيص")
    assert (step(keys).list.currentRow(), keys.focus()) == (0, step(keys).search)


def test_kinds_are_one_sentence_that_arrows_walk_through(keys: Keyboard) -> None:
    every = listed(keys)
    keys.press(Qt.Key.Key_Tab)
    assert keys.focus() is step(keys).kinds
    keys.press(Qt.Key.Key_Left)  # the page is Arabic: the sentence goes on to the left
    cards = {card.id: card.category for card in keys.window.presenter.context.catalogue.cards}
    assert step(keys).kinds.kind == "licences"
    assert {cards[one] for one in listed(keys)} == {"licences"}
    assert "الرخص" in step(keys).kinds.accessibleName()
    keys.press(Qt.Key.Key_Home)
    assert listed(keys) == every
    keys.press(Qt.Key.Key_End)
    assert {cards[one] for one in listed(keys)} == {"appointments"}
    keys.press(Qt.Key.Key_Return)
    assert keys.visit.service is not None
    assert cards[keys.visit.service.id] == "appointments"


def test_kinds_follow_the_language_and_are_forgotten_with_the_visit(keys: Keyboard) -> None:
    step(keys).kinds.choose("licences")
    keys.window.presenter.wording.speak(Language.EN)
    keys.settle()
    assert "licences" in step(keys).kinds.text()
    keys.window.presenter.wiped.emit()
    assert step(keys).kinds.kind == ""


def test_what_was_taken_lately_stands_first_for_this_operator_only(keys: Keyboard) -> None:
    step(keys).search.setText("تجديد ترخيص صحي")
    taken = listed(keys)[0]
    keys.press(Qt.Key.Key_Return)
    keys.press(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    keys.press(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert keys.visit.step is Step.FIND
    assert listed(keys)[0] == taken
    keys.begin("سارة")
    assert listed(keys)[0] != taken


def test_a_reader_that_types_a_receipt_leads_to_its_renewal_and_takes_nothing_by_itself(keys: Keyboard) -> None:
    keys.type(receipt("kw.health.licence_issue"))
    keys.press(Qt.Key.Key_Return)
    assert keys.visit.service is None
    assert listed(keys)[0] == RENEWAL
    assert said(keys)
    keys.press(Qt.Key.Key_Return)
    assert keys.visit.service is not None
    assert keys.visit.service.id == RENEWAL


def test_what_a_receipts_code_proves_is_said_before_what_it_leads_to(keys: Keyboard) -> None:
    presenter = step(keys).presenter
    presenter.desk = dataclasses.replace(presenter.desk, prove=lambda _: Problem("receipt-code-signature"))
    step(keys).search.setText(receipt("kw.health.licence_issue"))
    keys.settle()
    assert said(keys).startswith("لم يثبت") and "\n" in said(keys)


def test_a_licence_number_goes_into_the_renewal(keys: Keyboard) -> None:
    keys.type("88214")
    keys.press(Qt.Key.Key_Return)
    assert keys.visit.service is None
    assert "88214" in said(keys)
    while listed(keys)[step(keys).list.currentRow()] != RENEWAL:
        keys.press(Qt.Key.Key_Down)
    keys.press(Qt.Key.Key_Return)
    assert keys.visit.raw == {"health_licence_no": "88214"}


@pytest.mark.parametrize("text", ["زرافة", "https://example.com/", "9" * 900], ids=["words", "address", "digits"])
def test_what_finds_nothing_gets_a_sentence_and_enter_does_nothing(keys: Keyboard, text: str) -> None:
    step(keys).search.setText(text)
    keys.settle()
    keys.press(Qt.Key.Key_Return)
    assert (listed(keys), keys.visit.service) == ([], None)
    assert said(keys)


def test_a_receipt_of_another_country_is_told_apart(keys: Keyboard) -> None:
    step(keys).search.setText(receipt("om.water.well_new"))
    keys.settle()
    assert "آبار" in said(keys) or "بئر" in said(keys)
    assert keys.visit.service is None
