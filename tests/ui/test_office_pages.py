"""Pages at the counter: what is wrong stands on them and is said; each is mended, moved or taken as it is by key."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from office_counter import Counter, Keyboard
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from test_office_visit import answer, to_questions

from office_client.ui.document_row import DocumentRow
from office_client.ui.steps.documents_step import DocumentsStep
from office_client.ui.steps.slip_step import SlipStep
from shubbak.domain.page import PageFault, Place
from shubbak.domain.resume_code import resume_code, shown_code
from shubbak.flow.steps import Step
from shubbak.services.still_needed_sheet import SLIP_MARK

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
BLUR = PageFault("page-blurred", Place(0.1, 0.1, 0.6, 0.4))


@pytest.fixture
def counter(tmp_path: Path, qapp: QApplication) -> Counter:
    return Counter(tmp_path, "stall")


@pytest.fixture
def keys(qtbot: Any, counter: Counter, qapp: QApplication) -> Keyboard:
    keys = Keyboard(qtbot, counter, qapp)
    keys.begin()
    return keys


@pytest.fixture
def plan(keys: Keyboard) -> DocumentRow:
    """The row of the plan, with the focus."""
    to_questions(keys)
    answer(keys, food=True)
    keys.press(Qt.Key.Key_Space)
    keys.go_on()
    step = keys.window.visit_page.step
    assert isinstance(step, DocumentsStep)
    return step.rows["plan"]


def test_pages_join_into_one_document_and_are_put_in_order(keys: Keyboard, plan: DocumentRow) -> None:
    plan.setFocus()
    for _ in range(3):
        keys.press(Qt.Key.Key_F5)
    first = keys.visit.scans["plan"].pages
    assert keys.visit.attachments["plan"].pages == len(first) == 3
    plan.setFocus()
    assert plan.pages.place == 2
    keys.press(Qt.Key.Key_PageUp, CONTROL)
    assert plan.pages.place == 1
    keys.press(Qt.Key.Key_Delete, SHIFT)
    assert keys.visit.attachments["plan"].pages == 2
    keys.press(Qt.Key.Key_Delete, CONTROL)
    assert not keys.visit.scans


def test_the_face_on_a_scanned_card_stands_large_beside_it(keys: Keyboard, plan: DocumentRow, counter: Counter) -> None:
    counter.devices.face = Place(0.1, 0.2, 0.4, 0.8)
    plan.setFocus()
    keys.press(Qt.Key.Key_F5)
    assert plan.pages.face.isVisible()
    assert plan.pages.face.pixmap().width() > 50
    keys.press(Qt.Key.Key_Delete, CONTROL)
    assert plan.pages.face.pixmap().isNull()


def test_a_fault_is_said_and_the_page_scanned_again(keys: Keyboard, plan: DocumentRow, counter: Counter) -> None:
    counter.devices.faults = (BLUR,)
    plan.setFocus()
    keys.press(Qt.Key.Key_F5)
    assert "plan" not in keys.visit.attachments
    assert keys.window.wording.say("problem.page-blurred", page="\u20661\u2069") == plan.pages.sentence.text()
    keys.go_on()
    assert keys.visit.step is Step.DOCUMENTS
    counter.devices.faults = ()
    plan.setFocus()
    keys.press(Qt.Key.Key_F5, SHIFT)
    assert keys.visit.attachments["plan"].pages == 1
    keys.go_on()
    assert keys.visit.step is Step.REVIEW


def test_an_operator_takes_a_page_as_it_is_with_a_reason_that_travels(
    keys: Keyboard, plan: DocumentRow, counter: Counter
) -> None:
    counter.devices.faults = (BLUR,)
    plan.setFocus()
    keys.press(Qt.Key.Key_F5)
    plan.setFocus()
    keys.press(Qt.Key.Key_F8)
    keys.press(Qt.Key.Key_Down)
    keys.press(Qt.Key.Key_Return)
    (excuse,) = keys.visit.attachments["plan"].excuses
    assert (excuse.reason, excuse.operator, excuse.faults) == ("only-copy", "demo", ("page-blurred",))


def test_another_reason_needs_its_words(keys: Keyboard, plan: DocumentRow, counter: Counter) -> None:
    counter.devices.faults = (BLUR,)
    plan.setFocus()
    keys.press(Qt.Key.Key_F5)
    plan.setFocus()
    keys.press(Qt.Key.Key_F8)
    row = plan.pages.excuse
    row.reasons.setCurrentIndex(row.reasons.count() - 1)
    assert not row.confirm.isEnabled()
    row.note.setText("الأصل لدى المحكمة")
    row.confirm.click()
    assert keys.visit.attachments["plan"].excuses[0].note == "الأصل لدى المحكمة"


def test_a_customer_without_a_paper_leaves_with_a_slip_and_comes_back_with_it(
    keys: Keyboard, plan: DocumentRow, counter: Counter
) -> None:
    printed = len(counter.devices.papers)
    number = keys.visit.application_id
    keys.press(Qt.Key.Key_P, CONTROL)
    step = keys.window.visit_page.step
    assert isinstance(step, SlipStep)
    assert shown_code(resume_code(number)) in step.number.text()
    assert len(counter.devices.papers) == printed + 1
    keys.go_on()
    assert keys.visit.step is Step.FIND
    keys.type(SLIP_MARK + resume_code(number))
    assert (keys.visit.step, keys.visit.application_id) == (Step.DOCUMENTS, number)
