"""Controls and fields: readable colours, room for a finger, both directions, every text size, and honest answers."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from gallery import PAGES, SHOTS, Shot, open_window, shut
from PySide6.QtCore import QPoint, QPointF, QSize, Qt, QtMsgType
from PySide6.QtGui import QAccessible, QColor, QGuiApplication, QInputMethodEvent
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest
from stage import LANDSCAPE, PORTRAIT, Stage, delete_now, spy, walk

from kiosk.ui import qml_types
from kiosk.ui.engine import QML, new_engine
from kiosk.ui.icons import draw_icon, icon_names
from kiosk.ui.theme import EDGE_CONTRAST, TEXT_CONTRAST, UnreadableBrandError, contrast, palette
from shubbak.fields import kinds

QUESTION = {"id": "q", "label": "سؤال", "hint": "", "required": True, "options": [], "value": "", "problem": ""}
FORM = (
    "FieldLoader {{ width: 900; property var heard: []; question: ({}); onAnswered: (id, value) => heard.push(value) }}"
)


@pytest.fixture
def stage(qapp: object, qtlog: Any) -> Iterator[Stage]:
    stage = Stage()
    stage.look.reducedMotion = True
    yield stage
    stage.close()
    assert [record.message for record in qtlog.records if record.type is not QtMsgType.QtDebugMsg] == []


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


def test_every_qml_file_passes_qmllint_without_a_warning() -> None:
    done = qml_types.lint()
    assert done.returncode == 0, done.stdout + done.stderr


def test_qmllint_knows_the_python_types(tmp_path: Path) -> None:
    wrong = tmp_path / "Wrong.qml"
    wrong.write_text("import QtQuick\nimport Shubbak\nItem { visible: Look.hihgContrast }\n", encoding="utf-8")
    done = qml_types.lint([wrong])
    assert done.returncode != 0
    assert "hihgContrast" in done.stdout + done.stderr


@pytest.mark.parametrize("high", [False, True])
@pytest.mark.parametrize("ground", ["paper", "surface"])
@pytest.mark.parametrize("ink", ["ink", "muted", "brand", "accent", "success", "warning", "danger", "info"])
def test_text_is_readable(ink: str, ground: str, high: bool) -> None:
    colours = palette(high_contrast=high)
    assert contrast(colours[ink], colours[ground]) >= TEXT_CONTRAST


@pytest.mark.parametrize("high", [False, True])
def test_text_is_readable_on_every_tint_and_key(high: bool) -> None:
    colours = palette(high_contrast=high)
    pairs = [(tone, f"{tone}Tint") for tone in ("success", "warning", "danger", "info", "brand")]
    pairs += [("ink", name) for name in colours if name.endswith("Tint") or name.startswith("key")]
    pairs += [("brandInk", "brand"), ("brandInk", "brandDark"), ("muted", "keyQuiet"), ("muted", "brandTint")]
    ratios = {pair: contrast(colours[pair[0]], colours[pair[1]]) for pair in pairs}
    assert {pair: ratio for pair, ratio in ratios.items() if ratio < TEXT_CONTRAST} == {}
    assert min(contrast(colours["edge"], colours[ground]) for ground in ("paper", "surface")) >= EDGE_CONTRAST


def test_a_brand_that_cannot_be_read_is_refused(qapp: object) -> None:
    with pytest.raises(UnreadableBrandError) as refused:
        palette(brand="#3CB4E7")
    assert refused.value.ratio < TEXT_CONTRAST


def test_a_readable_brand_takes_the_place_of_the_house_colour(qapp: object) -> None:
    assert palette(brand="#5B1A5E")["brand"] == "#5B1A5E"


def test_every_symbol_named_in_qml_is_there() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in QML.rglob("*.qml"))
    named = set(re.findall(r'(?:symbol|primarySymbol|name): "([a-z0-9-]+)"', source))
    assert named <= icon_names()


def test_a_symbol_is_drawn_in_the_colour_asked_for(qapp: object) -> None:
    picture = draw_icon("check", QColor("#ff0000"), QSize(48, 48))
    inked = [picture.pixelColor(x, y) for x, y in itertools.product(range(48), repeat=2)]
    solid = [colour for colour in inked if colour.alpha() == 255]
    assert solid
    assert {colour.name() for colour in solid} == {"#ff0000"}


@pytest.fixture(scope="module")
def gallery(qapp: object) -> Iterator[Any]:
    engine = new_engine()
    yield engine
    engine.deleteLater()
    delete_now()


@pytest.mark.parametrize(
    "shot",
    [
        Shot(page, language, size=size, scale=scale)
        for page in PAGES
        for language in ("ar", "en")
        for size, scale in ((PORTRAIT, 1.0), (PORTRAIT, 2.0), (LANDSCAPE, 1.6))
    ],
    ids=lambda shot: shot.name,
)
def test_a_page_keeps_its_shape(gallery: Any, qtlog: Any, shot: Shot) -> None:
    window = open_window(gallery, shot)
    shown = [item for item in walk(window.contentItem()) if item.isVisible()]
    for item in shown:
        is_button = item.metaObject().indexOfProperty("down") >= 0
        left = item.mapToScene(QPointF(0, 0)).x()
        if is_button:
            assert min(item.height(), item.width()) >= 96, item.property("text")
            assert left >= 0
            assert left + item.width() <= shot.size[0]
        if item.metaObject().indexOfProperty("truncated") >= 0 and item.property("text"):
            assert not item.property("truncated"), item.property("text")
            assert item.property("font").pixelSize() >= 26
            assert item.property("contentWidth") <= item.width() + 1, item.property("text")
            assert left >= 0, item.property("text")
            assert left + item.width() <= shot.size[0], item.property("text")
    shut(window)
    assert [record.message for record in qtlog.records if record.type is not QtMsgType.QtDebugMsg] == []


def test_the_gallery_shows_every_page_in_both_languages_and_themes() -> None:
    assert {(shot.page, shot.language) for shot in SHOTS} >= set(itertools.product(PAGES, ("ar", "en")))
    assert {shot.page for shot in SHOTS if shot.contrast} == set(PAGES)


BAR = 'BottomBar {{ id: bar; width: {width}; primaryText: "{text}" }}'


@pytest.mark.parametrize(("language", "side"), [("ar", -1), ("en", 1)])
def test_the_next_action_stands_at_the_end_of_the_reading_direction(stage: Stage, language: str, side: int) -> None:
    stage.show(BAR.format(width=1080, text="X"), language=language)
    back = "رجوع" if language == "ar" else "Back"
    assert (stage.middle(stage.with_text("X")).x() - stage.middle(stage.with_text(back)).x()) * side > 0


def test_a_long_next_action_gets_a_row_of_its_own(stage: Stage) -> None:
    stage.show(BAR.format(width=1080, text="ادفع 12,345.678 دينار كويتي الآن بالبطاقة"))
    primary, back = stage.with_text("ادفع 12,345.678 دينار كويتي الآن بالبطاقة"), stage.with_text("رجوع")
    assert primary.width() > 900
    assert stage.middle(primary).y() < stage.middle(back).y()


def test_the_top_bar_asks_for_the_other_language_by_its_own_name(stage: Stage) -> None:
    bar = stage.show("TopBar { width: 1080 }")
    asked = spy(bar, "languageAsked")
    stage.tap(stage.with_text("English"))
    assert asked == [("en",)]
    stage.wordbook.language = "en"
    stage.tap(stage.with_text("العربية"))
    assert asked[1:] == [("ar",)]


def test_text_size_goes_round(stage: Stage) -> None:
    stage.show("TopBar { width: 1080 }")
    key = next(item for item in stage.items() if item.property("symbol") == "a-large-small")
    sizes = []
    for _ in range(4):
        stage.tap(key)
        sizes.append(stage.look.textScale)
    assert sizes == [1.3, 1.6, 2.0, 1.0]


def test_words_follow_the_language_while_they_are_shown(stage: Stage) -> None:
    button = stage.show("BackButton {}")
    stage.wordbook.language = "en"
    assert button.property("text") == "Back"


def test_an_open_sheet_keeps_fingers_off_the_page(stage: Stage) -> None:
    stage.show(
        'QuietButton { objectName: "below"; text: "x" }\n'
        'Sheet { open: true; title: "t"; text: "t"; primaryText: "yes"; seconds: 5 }'
    )
    heard = spy(stage.find("below"), "clicked")
    stage.tap(stage.find("below"))
    assert heard == []


def test_a_wait_says_how_long_after_ten_seconds(stage: Stage) -> None:
    busy = stage.show('Busy { width: 900; text: "x"; advice: "y" }')
    late = next(item for item in stage.items() if "0:00" in str(item.property("text")))
    assert late.property("opacity") == 0
    busy.setProperty("seconds", 65)
    assert late.property("opacity") == 1
    assert "1:05" in late.property("text")


def test_pressing_shows_at_once(stage: Stage) -> None:
    button = stage.show('PrimaryButton { width: 900; text: "x" }')
    QTest.touchEvent(stage.window, stage.finger).press(0, stage.middle(button), stage.window).commit()
    stage.wait(0)
    assert button.property("down") is True
    QTest.touchEvent(stage.window, stage.finger).release(0, stage.middle(button), stage.window).commit()


def test_large_keys_turn_a_long_page(stage: Stage) -> None:
    pane = stage.show(
        "ScrollPane { anchors.fill: parent; Repeater { model: 30; Card { title: index; Layout.fillWidth: true } } }"
    )
    stage.tap(stage.with_text("إلى الأسفل"))
    stage.wait(30)
    assert pane.property("contentY") > 900
    stage.tap(stage.with_text("إلى الأعلى"))
    stage.wait(30)
    assert pane.property("contentY") < 100


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


def test_a_date_is_iso_once_it_is_whole(stage: Stage) -> None:
    field = show_field(stage, "date")
    type_into(box(stage, 0), "٥")
    assert answers(field)[-1] == "5//"
    stage.tap(stage.with_text("Choose the month"))
    stage.tap(stage.with_text("3 · March"))
    type_into(box(stage, 1), "2026")
    assert answers(field)[-1] == "2026-03-05"


def test_a_date_that_was_read_fills_its_boxes(stage: Stage) -> None:
    show_field(stage, "date", value="1990-11-02")
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
    stage.tap(stage.with_text("مسح التوقيع وإعادته"))
    assert pad.strokes == []


def test_a_mouse_can_sign_too(stage: Stage) -> None:
    stage.show("SignatureBox { width: 1000 }")
    pad = next(item for item in stage.items() if "SignaturePad" in item.metaObject().className())
    QTest.mousePress(stage.window, Qt.MouseButton.LeftButton, pos=stage.middle(pad))
    QTest.mouseMove(stage.window, stage.middle(pad) + QPoint(50, 20))
    QTest.mouseRelease(stage.window, Qt.MouseButton.LeftButton, pos=stage.middle(pad) + QPoint(60, 20))
    assert len(pad.strokes) == 1
    assert len(pad.strokes[0]) >= 2


def test_everything_operable_has_a_name(gallery: Any) -> None:
    for page in PAGES:
        window = open_window(gallery, Shot(page))
        for item in walk(window.contentItem()):
            if item.isVisible() and item.metaObject().indexOfProperty("down") >= 0:
                assert QAccessible.queryAccessibleInterface(item).text(QAccessible.Text.Name), f"{page}: {item}"
        shut(window)
