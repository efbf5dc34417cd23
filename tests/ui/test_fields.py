"""Fields: honest answers while they are typed, spellings forgiven, and a pad that keeps every point."""

from __future__ import annotations

import json
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest
from stage import Stage

from shubbak.domain.months import months_of
from shubbak.fields import kinds

QUESTION = {"id": "q", "label": "سؤال", "hint": "", "required": True, "options": [], "value": "", "problem": ""}
FORM = (
    "FieldLoader {{ width: 900; property var heard: []; question: ({}); onAnswered: (id, value) => heard.push(value) }}"
)


def show_field(stage: Stage, kind: str, **more: object) -> QQuickItem:
    return stage.show(FORM.format(json.dumps({**QUESTION, "kind": kind, **more})), language="en")


def answers(field: QQuickItem) -> list[Any]:
    heard = field.property("heard")
    return list(heard.toVariant() if hasattr(heard, "toVariant") else heard)


def box(stage: Stage, place: int = 0) -> QQuickItem:
    return [item for item in stage.items() if item.metaObject().indexOfProperty("echoMode") >= 0][place]


def type_into(item: QQuickItem, text: str) -> None:
    item.forceActiveFocus()
    event = QInputMethodEvent()
    event.setCommitString(text)
    QGuiApplication.sendEvent(item, event)


def test_there_is_a_field_for_every_kind(stage: Stage) -> None:
    for kind in kinds():
        loader = show_field(stage, kind)
        assert loader.property("implicitHeight") > 0, kind
        stage.window.close()


@pytest.mark.parametrize("kind", ["number", "money", "phone"])
def test_figures_become_ascii_digits(stage: Stage, kind: str) -> None:
    field = show_field(stage, kind)
    type_into(box(stage), "٤٢۷")
    assert answers(field)[-1] == "427"


def test_a_new_question_leaves_what_is_being_typed_alone(stage: Stage) -> None:
    field = show_field(stage, "text", value="one")
    assert box(stage).property("text") == "one"
    type_into(box(stage), " two")
    field.setProperty("question", {**QUESTION, "kind": "text", "value": "ONE"})
    assert box(stage).property("text") == "one two"
    box(stage).setProperty("focus", False)
    field.setProperty("question", {**QUESTION, "kind": "text", "value": "ONE TWO"})
    assert box(stage).property("text") == "ONE TWO"


def test_a_problem_stands_at_its_field_and_goes_again(stage: Stage) -> None:
    field = show_field(stage, "text", problem="Type the name.")
    said = [item for item in stage.items() if item.property("text") == "Type the name." and item.isVisible()]
    assert said
    field.setProperty("question", {**QUESTION, "kind": "text"})
    stage.wait(10)
    assert not any(item.isVisible() for item in said)


def test_a_private_answer_is_hidden_unless_it_is_being_typed(stage: Stage) -> None:
    show_field(stage, "national_id", private=True, value="289010112345")
    shown = box(stage)
    assert "289" not in shown.property("displayText")
    shown.forceActiveFocus()
    assert "289" in shown.property("displayText")


OPTIONS = [{"id": str(n), "label": f"Place {n}", "hint": "", "icon": ""} for n in range(12)]


def test_choosing_answers_the_options_id(stage: Stage) -> None:
    field = show_field(stage, "choice", options=OPTIONS[:3])
    stage.tap(stage.with_text("Place 1"))
    assert answers(field) == ["1"]


def test_several_choices_come_in_the_order_of_the_options(stage: Stage) -> None:
    field = show_field(stage, "multi_choice", options=OPTIONS[:3], value=["2"])
    stage.tap(stage.with_text("Place 0"))
    assert answers(field) == [["0", "2"]]
    field.setProperty("question", {**QUESTION, "kind": "multi_choice", "options": OPTIONS[:3], "value": ["0", "2"]})
    stage.tap(stage.with_text("Place 2"))
    assert answers(field)[-1] == ["0"]


def test_many_choices_begin_with_a_search_that_knows_spellings(stage: Stage) -> None:
    options = [{**OPTIONS[0], "id": str(n), "label": label} for n, label in enumerate(["الأردن", "مصر", *"دهوزحطيك"])]
    show_field(stage, "choice", options=options)
    type_into(box(stage), "اردن")
    stage.wait(20)
    cards = [item for item in stage.items() if item.property("several") is False and item.isVisible()]
    assert {card.property("text") for card in cards if card.property("text")} == {"الأردن"}


def test_yes_and_no(stage: Stage) -> None:
    field = show_field(stage, "yes_no")
    stage.tap(stage.with_text("No"))
    assert answers(field) == ["no"]


def show_date(stage: Stage, **more: object) -> QQuickItem:
    return show_field(stage, "date", months=[month.en for month in months_of("KW")], **more)


def test_a_date_is_iso_once_it_is_whole(stage: Stage) -> None:
    field = show_date(stage)
    type_into(box(stage, 0), "٥")
    assert answers(field)[-1] == "5//"
    stage.tap(stage.with_text("Choose the month"))
    stage.tap(stage.with_text("3 · March"))
    type_into(box(stage, 1), "2026")
    assert answers(field)[-1] == "2026-03-05"


def test_a_date_that_was_read_fills_its_boxes(stage: Stage) -> None:
    show_date(stage, value="1990-11-02")
    assert [box(stage, 0).property("text"), box(stage, 1).property("text")] == ["02", "1990"]
    assert stage.with_text("11 · November")


def test_the_kiosks_own_place_is_one_touch(stage: Stage) -> None:
    field = show_field(stage, "map_point", place="23.5880,58.3829")
    stage.tap(stage.with_text("Use the place of this kiosk"))
    assert answers(field) == ["23.5880,58.3829"]


def test_long_text_stops_at_its_length(stage: Stage) -> None:
    field = show_field(stage, "long_text", maxLength=10)
    area = next(item for item in stage.items() if item.metaObject().indexOfProperty("textDocument") >= 0)
    type_into(area, "0123456789abc")
    assert answers(field)[-1] == "0123456789"


def test_a_signature_keeps_every_point_in_its_box(stage: Stage) -> None:
    box = stage.show("SignatureBox { width: 1000 }")
    pad = next(item for item in stage.items() if "SignaturePad" in item.metaObject().className())
    corner = pad.mapToScene(pad.boundingRect().topLeft()).toPoint()
    finger = QTest.touchEvent(stage.window, stage.finger)
    finger.press(0, corner + QPoint(100, 100), stage.window).commit()
    for x in range(110, 210, 10):
        QTest.touchEvent(stage.window, stage.finger).move(0, corner + QPoint(x, 100), stage.window).commit()
        stage.wait(20)
    QTest.touchEvent(stage.window, stage.finger).release(0, corner + QPoint(900, 5000), stage.window).commit()
    stage.wait(20)
    [stroke] = pad.strokes
    assert stroke[0] == [100, 100]
    assert [150, 100] in stroke
    assert stroke[-1] == [900, 400]
    assert box.property("empty") is False
    stage.tap(stage.with_text("إعادة التوقيع"))
    assert pad.strokes == []


def test_signing_downwards_does_not_scroll_the_page(stage: Stage) -> None:
    pane = stage.show(
        "ScrollPane { anchors.fill: parent; SignatureBox { Layout.fillWidth: true }\n"
        "Repeater { model: 20; Card { title: index; Layout.fillWidth: true } } }"
    )
    pad = next(item for item in stage.items() if "SignaturePad" in item.metaObject().className())
    start = stage.middle(pad)
    QTest.touchEvent(stage.window, stage.finger).press(0, start, stage.window).commit()
    for y in range(0, -160, -20):
        QTest.touchEvent(stage.window, stage.finger).move(0, start + QPoint(0, y), stage.window).commit()
        stage.wait(20)
    QTest.touchEvent(stage.window, stage.finger).release(0, start + QPoint(0, -160), stage.window).commit()
    stage.wait(20)
    assert pane.property("contentY") == 0
    assert len(pad.strokes) == 1
    assert len(pad.strokes[0]) > 5


def test_a_mouse_can_sign_too(stage: Stage) -> None:
    stage.show("SignatureBox { width: 1000 }")
    pad = next(item for item in stage.items() if "SignaturePad" in item.metaObject().className())
    QTest.mousePress(stage.window, Qt.MouseButton.LeftButton, pos=stage.middle(pad))
    QTest.mouseMove(stage.window, stage.middle(pad) + QPoint(50, 20))
    QTest.mouseRelease(stage.window, Qt.MouseButton.LeftButton, pos=stage.middle(pad) + QPoint(60, 20))
    assert len(pad.strokes) == 1
    assert len(pad.strokes[0]) >= 2
