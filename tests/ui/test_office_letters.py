"""Letters of a name that the reader doubted, at the counter: marked, confirmed by a key of its own, or corrected."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from office_counter import ANNA, Counter, Keyboard
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from office_client.ui.look import colours
from office_client.ui.marked_name import MarkedLetters
from office_client.ui.steps.identity_step import IdentityStep
from shubbak.domain.page import Place
from shubbak.domain.text import Language
from shubbak.flow.steps import Step


@pytest.fixture
def counter(tmp_path: Path, qapp: QApplication) -> Counter:
    counter = Counter(tmp_path, "stall")
    counter.devices.doubted = (7, 11)  # the last of ERIKSSON, the first N of ANNA
    return counter


@pytest.fixture
def keys(qtbot: Any, counter: Counter, qapp: QApplication) -> Keyboard:
    keys = Keyboard(qtbot, counter, qapp)
    keys.begin()
    keys.type("stall")
    keys.press(Qt.Key.Key_Return)
    keys.go_on()
    keys.go_on()
    keys.press(Qt.Key.Key_F5)
    return keys


def step_of(keys: Keyboard) -> IdentityStep:
    step = keys.window.visit_page.step
    assert isinstance(step, IdentityStep)
    return step


def test_what_was_read_stands_in_the_fields_and_the_doubted_letters_are_marked(keys: Keyboard) -> None:
    step = step_of(keys)
    assert step.frames["full_name"].answer.raw == "ANNA MARIA ERIKSSON"
    assert step.marked.isVisible()
    assert (step.marked.letters.name, step.marked.letters.doubted) == ("ANNA MARIA ERIKSSON", {1, 18})
    assert keys.focus() is step.frames["full_name"].answer.focusProxy()


def test_enter_and_going_on_confirm_nothing(keys: Keyboard) -> None:
    for _ in range(4):
        keys.press(Qt.Key.Key_Return)
    keys.go_on()
    step = step_of(keys)
    assert (keys.visit.step, keys.visit.identity) == (Step.IDENTIFY, None)
    assert step.frames["full_name"].problem == keys.window.wording.say("problem.identity-unconfirmed")
    assert keys.focus() is step.frames["full_name"].answer.focusProxy()


def test_a_key_of_its_own_confirms_and_the_face_stays(keys: Keyboard, counter: Counter) -> None:
    counter.devices.face = Place(0.1, 0.2, 0.4, 0.8)
    keys.press(Qt.Key.Key_F5)
    assert step_of(keys).face.isVisible()
    keys.press(Qt.Key.Key_F8)
    assert (keys.visit.identity, keys.visit.names_confirmed, keys.visit.identity_typed) == (ANNA, True, False)
    assert step_of(keys).marked.isHidden()
    assert step_of(keys).face.isVisible()
    keys.go_on()
    assert keys.visit.step is Step.QUESTIONS


def test_a_corrected_letter_ends_the_question_and_counts_as_typed(keys: Keyboard) -> None:
    keys.press(Qt.Key.Key_End)
    keys.press(Qt.Key.Key_Backspace)
    keys.type("M")
    assert step_of(keys).marked.isHidden()
    keys.press(Qt.Key.Key_F8)
    assert keys.visit.identity is None
    keys.go_on()
    assert keys.visit.step is Step.QUESTIONS
    assert keys.visit.identity is not None
    assert keys.visit.identity.given_names == "ANNA MARIA ERIKSSOM"
    assert (keys.visit.identity_typed, keys.visit.names_confirmed) == (True, False)


def test_another_look_leaves_no_name_behind_that_nobody_confirmed(keys: Keyboard, counter: Counter) -> None:
    counter.devices.scanner_fault = "scanner-empty"
    keys.press(Qt.Key.Key_F5)
    step = step_of(keys)
    assert step.marked.isHidden()
    assert {frame.answer.raw for frame in step.frames.values()} == {""}
    counter.devices.scanner_fault, counter.devices.doubted = "", ()
    keys.press(Qt.Key.Key_F5)
    assert (keys.visit.identity, keys.visit.names_confirmed) == (ANNA, False)


def test_the_question_speaks_both_languages_and_goes_with_the_visit(keys: Keyboard) -> None:
    step = step_of(keys)
    words = []
    for language in (Language.AR, Language.EN):
        keys.window.wording.speak(language)
        keys.settle()
        words.append(step.marked.confirm.word)
    assert words == ["الاسم في الوثيقة هكذا تمامًا", "The document says exactly this"]
    step.forget()
    assert (step.marked.isHidden(), step.marked.letters.name) == (True, "")


def test_a_doubted_place_has_a_frame_a_mark_and_behind_the_end_a_cell(qapp: QApplication) -> None:
    letters = MarkedLetters()
    letters.show_name("ALI", (1, 3))
    drawn = letters.grab().toImage()
    ratio = drawn.devicePixelRatio()

    def framed(place: int) -> bool:
        return drawn.pixelColor(int((place * 20 + 10) * ratio), int(36 * ratio)) == QColor(colours()["warning"])

    assert letters.width() == 4 * 20
    assert [framed(place) for place in range(4)] == [False, True, False, True]
