"""The on-screen keyboard: every letter within one tap, ASCII digits, and the field it types into stays in sight."""

from __future__ import annotations

import string

import pytest
from PySide6.QtTest import QTest
from stage import LANDSCAPE, PORTRAIT, Stage

from kiosk.ui.keyboard_layout import LAYOUTS

LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي" + "أإآةىءؤئ"
FORM = """
ScrollPane {{ anchors.fill: parent; anchors.bottomMargin: keyboard.room
    TextBox {{ objectName: "box"; given: ""; name: "x"; hints: {hints}; Layout.fillWidth: true }}
    Repeater {{ model: 12; Card {{ Layout.fillWidth: true; Layout.preferredHeight: 150 }} }}
    TextBox {{ objectName: "last"; given: ""; name: "y"; Layout.fillWidth: true }}
}}
Keyboard {{ id: keyboard; objectName: "keyboard"; anchors.bottom: parent.bottom; width: parent.width }}
"""


def open_on(stage: Stage, hints: str = "Qt.ImhNone", size: tuple[int, int] = PORTRAIT, language: str = "ar") -> None:
    stage.show(FORM.format(hints=hints), size, language)
    stage.tap(stage.find("box"))
    stage.until(lambda: stage.find_visible("keyboard"))
    stage.wait(20)


def text(stage: Stage, name: str = "box") -> str:
    return str(stage.find(name).property("text"))


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=lambda layout: layout.name)
def test_no_row_is_wider_than_its_keyboard(layout) -> None:
    for row in layout.rows:
        assert sum(key.span for key in row) <= layout.columns


def test_arabic_has_every_letter_on_the_first_layer() -> None:
    typed = {key.text for row in LAYOUTS["ar"].rows for key in row}
    assert set(LETTERS) <= typed


def test_english_has_every_letter() -> None:
    assert set(string.ascii_lowercase) <= {key.text for row in LAYOUTS["en"].rows for key in row}


@pytest.mark.parametrize(("name", "extra"), [("digits", ""), ("decimal", "."), ("phone", "+")])
def test_pads_type_ascii_digits_only(name: str, extra: str) -> None:
    assert {key.text for row in LAYOUTS[name].rows for key in row} - {""} == set(string.digits + extra)


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE])
@pytest.mark.parametrize("hints", ["Qt.ImhNone", "Qt.ImhLatinOnly", "Qt.ImhEmailCharactersOnly", "Qt.ImhDigitsOnly"])
def test_keys_are_large_enough_for_a_finger(stage: Stage, hints: str, size: tuple[int, int]) -> None:
    open_on(stage, hints, size)
    keys = [item for item in stage.items() if item.objectName().startswith("key_")]
    assert len(keys) > 10
    assert min(key.height() for key in keys) >= 84
    assert min(key.width() for key in keys) >= 84
    assert all(0 <= stage.middle(key).x() <= size[0] for key in keys)


def test_taps_write_arabic(stage: Stage) -> None:
    open_on(stage)
    stage.keys("أ", "ح", "م", "د", "space", "آ", "ل", "ؤ", "back")
    assert text(stage) == "أحمد آل"


def test_arabic_keys_keep_their_places_in_both_directions(stage: Stage) -> None:
    open_on(stage)
    assert stage.middle(stage.find("key_ض")).x() < stage.middle(stage.find("key_ج")).x()


def test_shift_makes_one_capital(stage: Stage) -> None:
    open_on(stage, language="en")
    stage.keys("shift", "A", "l", "i")
    assert text(stage) == "Ali"


def test_the_language_key_turns_letters_and_signs(stage: Stage) -> None:
    open_on(stage)
    stage.keys("language", "q", "symbols", "7", "letters", "w", "language", "ض")
    assert text(stage) == "q7wض"


@pytest.mark.parametrize(
    ("hints", "layout"),
    [
        ("Qt.ImhNone", "ar"),
        ("Qt.ImhDigitsOnly", "digits"),
        ("Qt.ImhFormattedNumbersOnly", "decimal"),
        ("Qt.ImhDialableCharactersOnly", "phone"),
        ("Qt.ImhEmailCharactersOnly", "email"),
        ("Qt.ImhPreferLatin", "en"),
    ],
)
def test_a_field_opens_the_keyboard_it_needs(stage: Stage, hints: str, layout: str) -> None:
    open_on(stage, hints)
    assert stage.keyboard.property("layoutName") == layout


def test_clear_empties_the_field_around_the_cursor(stage: Stage) -> None:
    open_on(stage, "Qt.ImhDigitsOnly")
    stage.keys("1", "2", "3", "4")
    stage.find("box").setProperty("cursorPosition", 2)
    stage.keys("clear")
    assert text(stage) == ""


def test_backspace_goes_on_while_it_is_held(stage: Stage) -> None:
    open_on(stage, "Qt.ImhDigitsOnly")
    stage.keys(*"123456")
    point = stage.middle(stage.find("key_back"))
    QTest.touchEvent(stage.window, stage.finger).press(0, point, stage.window).commit()
    stage.until(lambda: text(stage) == "")
    QTest.touchEvent(stage.window, stage.finger).release(0, point, stage.window).commit()


def test_a_key_shows_at_once_that_it_is_pressed(stage: Stage) -> None:
    open_on(stage)
    key = stage.find("key_ض")
    QTest.touchEvent(stage.window, stage.finger).press(0, stage.middle(key), stage.window).commit()
    stage.wait(0)
    assert key.property("down") is True
    QTest.touchEvent(stage.window, stage.finger).release(0, stage.middle(key), stage.window).commit()


def test_keys_never_take_the_focus(stage: Stage) -> None:
    open_on(stage)
    stage.keys("ض", "symbols", "letters", "language")
    assert stage.find("box").hasActiveFocus()


@pytest.mark.parametrize("key", ["done", "hide"])
def test_the_keyboard_leaves_and_comes_back_for_the_same_field(stage: Stage, key: str) -> None:
    open_on(stage)
    stage.keys(key)
    assert stage.keyboard.property("open") is False
    stage.until(lambda: not stage.find_visible("keyboard"))
    stage.tap(stage.find("box"))
    assert stage.keyboard.property("open") is True


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE])
def test_the_field_typed_into_is_never_covered(stage: Stage, size: tuple[int, int]) -> None:
    open_on(stage, size=size)
    last = stage.find("last")
    last.forceActiveFocus()
    stage.wait(300)
    bottom = stage.middle(last).y() + last.height() / 2
    assert bottom <= size[1] - stage.find("keyboard").property("fullHeight")


def test_lines_have_a_key_for_the_next_one(stage: Stage) -> None:
    stage.show(
        'LongTextAnswer { width: 900; question: ({id: "n", kind: "long_text", label: "x", required: true}) }\n'
        "Keyboard { anchors.bottom: parent.bottom; width: parent.width }"
    )
    area = next(item for item in stage.items() if item.metaObject().indexOfProperty("textDocument") >= 0)
    stage.tap(area)
    stage.wait(250)
    stage.keys("ب", "enter", "ت")
    assert area.property("text") == "ب\nت"
