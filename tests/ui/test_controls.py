"""Controls: room for a finger, both directions, every text size."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import pytest
from gallery import PAGES, SHOTS, Shot, open_window, shut
from PySide6.QtCore import QPointF, QtMsgType
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from stage import LANDSCAPE, PORTRAIT, Stage, delete_now, spy, walk

from kiosk.ui.engine import new_engine


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


def test_everything_operable_has_a_name(gallery: Any) -> None:
    for page in PAGES:
        window = open_window(gallery, Shot(page))
        for item in walk(window.contentItem()):
            if item.isVisible() and item.metaObject().indexOfProperty("down") >= 0:
                assert QAccessible.queryAccessibleInterface(item).text(QAccessible.Text.Name), f"{page}: {item}"
        shut(window)
