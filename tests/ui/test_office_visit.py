"""A visit at the counter with nothing but the keyboard, and what the page does when the world is not willing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from office_counter import Counter, Keyboard
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from office_client.ui.steps.documents_step import DocumentsStep
from office_client.ui.steps.identity_step import IdentityStep
from office_client.ui.steps.questions_step import QuestionsStep
from office_client.ui.steps.receipt_step import ReceiptStep
from office_client.ui.steps.sign_step import SignStep
from shubbak.domain.page import Place
from shubbak.domain.payment import PaymentMethod, PaymentState
from shubbak.domain.text import Language, isolate
from shubbak.flow.steps import Step
from shubbak.qtkit.receipt_raster import raster_image

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def counter(tmp_path: Path, qapp: QApplication) -> Counter:
    return Counter(tmp_path, "stall")


@pytest.fixture
def keys(qtbot: Any, counter: Counter, qapp: QApplication) -> Keyboard:
    keys = Keyboard(qtbot, counter, qapp)
    keys.begin()
    return keys


def to_identity(keys: Keyboard) -> None:
    keys.type("stall")
    keys.press(Qt.Key.Key_Return)
    assert keys.visit.step is Step.NEEDS
    keys.go_on()
    keys.go_on()
    assert keys.visit.step is Step.IDENTIFY


def to_questions(keys: Keyboard) -> QuestionsStep:
    to_identity(keys)
    keys.press(Qt.Key.Key_F5)
    keys.go_on()
    step = keys.window.visit_page.step
    assert isinstance(step, QuestionsStep)
    return step


def answer(keys: Keyboard, food: bool = False) -> None:
    keys.type("4")
    keys.press(Qt.Key.Key_Return)
    if not food:
        keys.press(Qt.Key.Key_Left)  # the page is Arabic: "no" stands to the left of "yes"
    keys.press(Qt.Key.Key_Space)
    keys.go_on()


def to_payment(keys: Keyboard) -> None:
    to_questions(keys)
    answer(keys)
    assert keys.visit.step is Step.REVIEW
    keys.go_on()
    assert keys.visit.step is Step.PAY


def sign(keys: Keyboard) -> None:
    step = keys.window.visit_page.step
    assert isinstance(step, SignStep)
    QTest.mousePress(step.box, Qt.MouseButton.LeftButton, pos=QPoint(60, 60))
    for place in range(20):
        QTest.mouseMove(step.box, QPoint(60 + 10 * place, 60 + 7 * (place % 4)))
    QTest.mouseRelease(step.box, Qt.MouseButton.LeftButton, pos=QPoint(280, 80))


def test_a_whole_visit_by_keyboard(keys: Keyboard, counter: Counter) -> None:
    to_payment(keys)
    keys.go_on()
    sign(keys)
    keys.go_on()
    assert keys.visit.step is Step.RECEIPT
    assert keys.visit.printed
    assert len(counter.devices.papers) == 1
    assert counter.send().case
    (stored,) = counter.portal.stored.values()
    assert stored.application.operator == "demo"
    assert dict(stored.application.answers) == {"holder": "ANNA MARIA ERIKSSON", "days": 4, "food": False}
    keys.go_on()
    assert keys.visit.step is Step.FIND
    assert keys.visit.identity is None
    assert keys.window.presenter.context.operator == "demo"


def test_nothing_of_one_customer_waits_for_the_next(keys: Keyboard) -> None:
    to_payment(keys)
    keys.go_on()
    sign(keys)
    keys.go_on()
    keys.go_on()
    to_identity(keys)
    step = keys.window.visit_page.step
    assert isinstance(step, IdentityStep)
    assert {frame.answer.raw for frame in step.frames.values()} == {""}
    questions = keys.window.visit_page.steps[Step.QUESTIONS]
    signature = keys.window.visit_page.steps[Step.SIGN]
    assert isinstance(questions, QuestionsStep)
    assert isinstance(signature, SignStep)
    assert not questions.frames
    assert not signature.box.strokes


def test_the_identity_may_be_typed(keys: Keyboard) -> None:
    to_identity(keys)
    keys.press(Qt.Key.Key_Tab)
    for text in ("d 23145890", "Anna Eriksson", "swe", "05011990", "9/4/2030"):
        keys.type(text)
        keys.press(Qt.Key.Key_Return)
    assert keys.visit.step is Step.QUESTIONS
    assert keys.visit.identity_typed
    assert keys.visit.identity is not None
    assert keys.visit.identity.number == "D23145890"


def test_the_face_on_the_card_stands_beside_its_data_and_goes_with_the_visit(keys: Keyboard, counter: Counter) -> None:
    counter.devices.face = Place(0.1, 0.2, 0.4, 0.8)
    to_identity(keys)
    step = keys.window.visit_page.step
    assert isinstance(step, IdentityStep)
    assert step.face.isHidden()
    keys.press(Qt.Key.Key_F5)
    assert step.face.isVisible()
    assert step.face.picture.pixmap().height() > 150
    said = [words.text() for words in step.frames["number"].findChildren(QLabel)]
    assert any(keys.window.wording.say("office.field.machine_read") in words for words in said)
    counter.devices.face = None  # the next document shows none
    keys.press(Qt.Key.Key_F5)
    assert step.face.isHidden()
    assert keys.visit.portrait == b""


def test_a_face_is_forgotten_with_its_step(keys: Keyboard, counter: Counter) -> None:
    counter.devices.face = Place(0.1, 0.2, 0.4, 0.8)
    to_identity(keys)
    keys.press(Qt.Key.Key_F5)
    step = keys.window.visit_page.step
    assert isinstance(step, IdentityStep)
    step.forget()
    assert step.face.picture.pixmap().isNull()


def test_a_corrected_card_counts_as_typed(keys: Keyboard) -> None:
    to_identity(keys)
    keys.press(Qt.Key.Key_F5)
    step = keys.window.visit_page.step
    assert isinstance(step, IdentityStep)
    assert not keys.visit.identity_typed
    step.frames["number"].answer.setFocus()
    keys.type("7")
    keys.go_on()
    assert keys.visit.step is Step.QUESTIONS
    assert keys.visit.identity_typed


def test_problems_stand_beside_their_fields_and_the_first_has_the_focus(keys: Keyboard) -> None:
    to_identity(keys)
    keys.go_on()
    step = keys.window.visit_page.step
    assert isinstance(step, IdentityStep)
    assert [name for name, frame in step.frames.items() if frame.problem] == [
        "number",
        "full_name",
        "birth_date",
        "expiry",
    ]
    assert keys.focus() is step.frames["number"].answer.focusProxy()


def test_a_wrong_answer_takes_the_focus_back(keys: Keyboard) -> None:
    step = to_questions(keys)
    keys.type("99")
    keys.press(Qt.Key.Key_Return)
    keys.press(Qt.Key.Key_Space)
    keys.go_on()
    assert keys.visit.step is Step.QUESTIONS
    assert step.frames["days"].problem
    assert keys.focus() is step.frames["days"].answer.focusProxy()


def test_a_scanner_that_fails_is_said_and_typing_goes_on(keys: Keyboard, counter: Counter) -> None:
    counter.devices.scanner_fault = "scanner-gone"
    to_identity(keys)
    keys.press(Qt.Key.Key_F5)
    assert keys.window.visit_page.notice.sentence == keys.window.wording.say("problem.scanner-gone")
    assert keys.visit.step is Step.IDENTIFY


def test_documents_are_scanned_and_taken_back_by_key(keys: Keyboard) -> None:
    to_questions(keys)
    answer(keys, food=True)
    keys.press(Qt.Key.Key_Space)
    keys.go_on()
    step = keys.window.visit_page.step
    assert isinstance(step, DocumentsStep)
    keys.go_on()
    assert step.rows["plan"].problem
    keys.press(Qt.Key.Key_F5)
    assert keys.visit.attachments["plan"].alternative == "plan"
    keys.press(Qt.Key.Key_Delete, CONTROL)
    assert not keys.visit.attachments
    keys.press(Qt.Key.Key_Tab)
    keys.press(Qt.Key.Key_Down)
    keys.press(Qt.Key.Key_F5)
    assert keys.visit.attachments["plan"].alternative == "sketch"
    keys.go_on()
    assert keys.visit.step is Step.REVIEW


def test_the_review_leads_back_to_a_part_and_returns(keys: Keyboard) -> None:
    to_questions(keys)
    answer(keys)
    keys.press(Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert keys.visit.step is Step.QUESTIONS
    keys.go_on()
    assert keys.visit.step is Step.REVIEW


def test_cash_is_paid_as_cash(keys: Keyboard, counter: Counter) -> None:
    to_payment(keys)
    keys.press(Qt.Key.Key_F8)
    assert counter.devices.charges[0].method is PaymentMethod.CASH
    assert keys.visit.step is Step.SIGN


def test_an_unknown_charge_is_asked_about_and_never_charged_again(keys: Keyboard, counter: Counter) -> None:
    counter.devices.outcomes = [PaymentState.UNKNOWN]
    to_payment(keys)
    keys.go_on()
    page = keys.window.visit_page
    assert page.primary.word == keys.window.wording.say("office.pay.ask_again")
    assert not page.back.isVisible()
    keys.press(Qt.Key.Key_Q, CONTROL)
    assert keys.visit.step is Step.PAY
    keys.go_on()
    assert keys.visit.step is Step.SIGN
    assert len(counter.devices.charges) == 1


def test_a_customer_who_leaves_after_paying_gets_the_money_back(keys: Keyboard, counter: Counter) -> None:
    to_payment(keys)
    keys.go_on()
    keys.press(Qt.Key.Key_D, CONTROL)
    assert keys.visit.step is Step.SIGN
    keys.press(Qt.Key.Key_D, CONTROL)
    assert keys.visit.step is Step.FIND
    assert [payment.id for payment in counter.devices.reversed] == [counter.devices.charges[0].id]


def test_discarding_needs_the_key_twice(keys: Keyboard) -> None:
    to_questions(keys)
    keys.press(Qt.Key.Key_D, CONTROL)
    assert keys.visit.step is Step.QUESTIONS
    keys.press(Qt.Key.Key_D, CONTROL)
    assert keys.visit.step is Step.FIND
    assert not keys.visit.raw


def test_a_full_disk_keeps_the_visit_and_tries_again(keys: Keyboard, counter: Counter) -> None:
    to_payment(keys)
    keys.go_on()
    sign(keys)
    counter.store.fail = "store-full"
    keys.go_on()
    assert keys.visit.step is Step.SUBMIT
    assert keys.window.visit_page.notice.sentence == keys.window.wording.say("problem.store-full")
    counter.store.fail = ""
    keys.go_on()
    assert keys.visit.step is Step.RECEIPT


def test_a_copy_says_that_it_is_one(keys: Keyboard, counter: Counter) -> None:
    to_payment(keys)
    keys.go_on()
    sign(keys)
    keys.go_on()
    keys.press(Qt.Key.Key_P, CONTROL)
    original, copy = counter.devices.papers
    assert copy.height > original.height
    step = keys.window.visit_page.step
    assert isinstance(step, ReceiptStep)
    shown = raster_image(original).scaledToWidth(
        step.paper.pixmap().width(), Qt.TransformationMode.SmoothTransformation
    )
    assert step.paper.pixmap().toImage() == QPixmap.fromImage(shown).toImage(), "what is shown is what was printed"
    assert counter.store.kept_papers[keys.visit.application_id].prints == 2
    counter.devices.printer_fault = "printer-paper-out"
    keys.press(Qt.Key.Key_P, CONTROL)
    assert step.copy_notice.sentence == keys.window.wording.say("problem.printer-paper-out")
    assert counter.store.kept_papers[keys.visit.application_id].prints == 2
    counter.devices.printer_fault = ""
    step.reprint.reasons.setCurrentIndex(1)
    keys.press(Qt.Key.Key_P, CONTROL)
    assert ("copy-begun", "damaged") in [(event.kind, event.detail) for event in counter.store.events]
    assert step.copy_notice.sentence == keys.window.wording.say("office.receipt.copied", number=isolate("2"))


def test_a_printer_without_paper_is_found_out_before_the_money(keys: Keyboard, counter: Counter) -> None:
    to_payment(keys)
    counter.devices.printer_fault = "printer-paper-out"
    keys.go_on()
    assert keys.visit.step is Step.PAY
    assert not counter.devices.charges
    assert keys.window.visit_page.notice.sentence


def test_the_language_changes_anywhere_and_no_answer_is_lost(keys: Keyboard) -> None:
    step = to_questions(keys)
    keys.type("12")
    keys.press(Qt.Key.Key_L, CONTROL)
    assert keys.window.wording.language is Language.EN
    assert keys.window.layoutDirection() is Qt.LayoutDirection.LeftToRight
    assert keys.visit.language is Language.EN
    assert step.frames["days"].answer.raw == "12"
    assert keys.focus() is step.frames["days"].answer.focusProxy()
    assert keys.visit.raw["days"] == "12"


def test_what_stands_unsent_in_the_identity_form_survives_the_language_too(keys: Keyboard) -> None:
    to_identity(keys)
    keys.press(Qt.Key.Key_Tab)
    keys.type("D231")
    keys.press(Qt.Key.Key_L, CONTROL)
    step = keys.window.visit_page.step
    assert isinstance(step, IdentityStep)
    assert step.frames["number"].answer.raw == "D231"


def test_while_a_device_works_no_key_goes_on(keys: Keyboard, counter: Counter) -> None:
    to_payment(keys)
    counter.worker.held = True
    keys.go_on()
    assert keys.visit.busy == "payment"
    keys.go_on()
    keys.press(Qt.Key.Key_Escape)
    assert keys.visit.step is Step.PAY
    counter.worker.release()
    assert keys.visit.step is Step.SIGN
    assert len(counter.devices.charges) == 1


def test_a_late_answer_never_reaches_the_next_customer(keys: Keyboard, counter: Counter) -> None:
    to_identity(keys)
    counter.worker.held = True
    keys.press(Qt.Key.Key_F5)
    keys.window.start_again()
    counter.worker.release()
    assert keys.visit.step is Step.FIND
    assert keys.visit.identity is None
