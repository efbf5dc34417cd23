"""What reaches the kiosk's window and what never happened: keys, buttons, links, the clipboard, other windows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from kiosk_stage import KioskStage
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QCloseEvent,
    QContextMenuEvent,
    QDesktopServices,
    QDropEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QWindow,
)
from PySide6.QtTest import QTest

from kiosk.arguments import parse_arguments
from kiosk.guard import key_is_wanted

K, M = Qt.Key, Qt.KeyboardModifier
NONE, SHIFT, CTRL, ALT, META = (
    M.NoModifier,
    M.ShiftModifier,
    M.ControlModifier,
    M.AltModifier,
    M.MetaModifier,
)
WANTED = [
    (K.Key_A, NONE, "a"),
    (K.Key_A, SHIFT, "A"),
    (K.Key_At, M.GroupSwitchModifier, "@"),
    (K.Key_7, M.KeypadModifier, "7"),
    (0, NONE, "ش"),
    (0, NONE, "لا"),
    (K.Key_Space, NONE, " "),
    (K.Key_Return, NONE, "\r"),
    (K.Key_Enter, M.KeypadModifier, "\r"),
    (K.Key_Tab, NONE, "\t"),
    (K.Key_Backtab, SHIFT, ""),
    (K.Key_Backspace, NONE, "\b"),
    (K.Key_Delete, NONE, "\x7f"),
    (K.Key_Left, SHIFT, ""),
    (K.Key_End, NONE, ""),
    (K.Key_Shift, SHIFT, ""),
]
DEAD = """
Menu Print SysReq Pause ScrollLock Help HomePage LaunchMail Calculator Search PowerOff PowerDown Sleep
WWW Back Forward Refresh Copy Cut Paste Undo Redo Open Close Exit LogOff Eject MediaPlay VolumeUp
VolumeMute MonBrightnessUp Launch0 Explorer Terminal Super_L Hyper_L Context1 Camera Multi_key Kanji
Henkan PageDown PageUp Find Suspend Hibernate ScreenSaver TaskPane SplitScreen New Save Cancel Select
Zoom Execute
"""
FUNCTION = [(getattr(K, f"Key_F{number}"), NONE, "") for number in range(1, 36)]
UNWANTED = [
    *FUNCTION,
    *[(getattr(K, f"Key_{letter}"), CTRL, "\x01") for letter in "ACNOPQSTUVWXZ"],
    (K.Key_C, CTRL, ""),
    (K.Key_V, CTRL | SHIFT, ""),
    (K.Key_F4, ALT, ""),
    (K.Key_A, ALT, "a"),
    (K.Key_Tab, ALT, "\t"),
    (K.Key_L, META, "l"),
    (K.Key_Meta, META, ""),
    (K.Key_Control, CTRL, ""),
    (K.Key_Alt, ALT, ""),
    (K.Key_Delete, SHIFT, ""),
    (K.Key_Insert, SHIFT, ""),
    (K.Key_Insert, NONE, ""),
    (K.Key_Delete, CTRL | ALT, ""),
    (K.Key_Escape, NONE, "\x1b"),
    *[(getattr(K, f"Key_{name}"), NONE, "") for name in DEAD.split()],
    (0, NONE, "\x1d"),
    (0, NONE, "\u202e"),
]


def pressed(key: Any, modifiers: Any, text: str, kind: QEvent.Type = QEvent.Type.KeyPress) -> QKeyEvent:
    return QKeyEvent(kind, int(key), modifiers, text)


def type_in(window: QWindow, text: str) -> None:
    for sign in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QCoreApplication.sendEvent(window, pressed(0x01000004 if sign == "\r" else 0, NONE, sign, kind))


@pytest.fixture
def searching(kiosk: Callable[..., KioskStage]) -> Iterator[Any]:
    """A kiosk whose search box is being typed into."""
    stage = kiosk()
    stage.visit.touch()
    stage.visit.chooseLanguage("en")
    stage.settle()
    box = next(item for item in stage.items() if item.inherits("QQuickTextField"))
    box.forceActiveFocus()
    stage.settle()
    return stage, box


@pytest.mark.parametrize(("key", "modifiers", "text"), WANTED)
def test_a_key_that_writes_or_edits_is_wanted(key: Any, modifiers: Any, text: str) -> None:
    assert key_is_wanted(pressed(key, modifiers, text))


def test_every_other_key_never_happened() -> None:
    assert len(UNWANTED) > 100
    assert [one for one in UNWANTED if key_is_wanted(pressed(*one))] == []


def test_unwanted_keys_change_nothing_and_typing_still_works(searching: Any) -> None:
    stage, box = searching
    type_in(stage.window, "Salim 123")
    for one in UNWANTED:
        for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QCoreApplication.sendEvent(stage.window, pressed(*one, kind))
    assert (box.property("text"), box.property("selectedText"), stage.visit.screen) == ("Salim 123", "", "find")
    QTest.keyClick(stage.window, K.Key_Backspace)
    assert box.property("text") == "Salim 12"


def test_a_reader_that_types_like_a_keyboard_gets_through(searching: Any) -> None:
    stage, box = searching
    type_in(stage.window, "88214-A/٢٠٢٦\r")
    assert box.property("text") == "88214-A/٢٠٢٦"


@pytest.mark.parametrize("button", [Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton, Qt.MouseButton.BackButton])
def test_other_buttons_open_and_paste_nothing(searching: Any, button: Qt.MouseButton) -> None:
    stage, box = searching
    QTest.mouseClick(stage.window, button, NONE, stage.box(box).center().toPoint())
    stage.settle()
    assert box.property("text") == ""
    assert [window for window in QGuiApplication.topLevelWindows() if window.isVisible()] == [stage.window]


def test_menus_drops_and_input_methods_never_arrive(searching: Any) -> None:
    stage, box = searching
    place = stage.box(box).center()
    dragged = QMimeData()
    dragged.setText("dragged")
    commit = QInputMethodEvent()
    commit.setCommitString("suggested")
    events = (
        QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, place.toPoint(), place.toPoint()),
        QDropEvent(place, Qt.DropAction.CopyAction, dragged, Qt.MouseButton.LeftButton, NONE),
        commit,
    )
    for event in events:
        QCoreApplication.sendEvent(stage.window, event)
    before = len(list(stage.items()))
    stage.settle()
    assert (box.property("text"), len(list(stage.items()))) == ("", before)


def test_a_press_with_a_modifier_is_no_press_but_a_release_always_is(searching: Any) -> None:
    stage, _ = searching
    heard: list[bool] = []
    for kind, modifiers in (
        (QEvent.Type.MouseButtonPress, CTRL),
        (QEvent.Type.MouseButtonPress, NONE),
        (QEvent.Type.MouseButtonRelease, CTRL),
    ):
        left = Qt.MouseButton.LeftButton
        event = QMouseEvent(kind, QPointF(5, 5), QPointF(5, 5), left, left, modifiers)
        heard.append(not stage.kiosk.lockdown._guard.eventFilter(stage.window, event))
    assert heard == [False, True, True]


def test_a_long_press_and_three_fingers_do_no_harm(searching: Any) -> None:
    stage, box = searching
    place = stage.box(box).center().toPoint()
    finger = QTest.createTouchDevice()
    QTest.touchEvent(stage.window, finger).press(0, place, stage.window).commit()
    QTest.qWait(900)
    QTest.touchEvent(stage.window, finger).release(0, place, stage.window).commit()
    fingers = [QPoint(300 + 80 * n, 900) for n in range(3)]
    for step, act in enumerate(("press", "move", "move", "release")):
        touch = QTest.touchEvent(stage.window, finger)
        for number, point in enumerate(fingers):
            getattr(touch, act)(number, point + QPoint(0, 40 * min(step, 2)), stage.window)
        touch.commit()
    stage.settle()
    assert stage.visit.screen == "find"
    assert [window for window in QGuiApplication.topLevelWindows() if window.isVisible()] == [stage.window]


def test_leaning_on_a_dead_key_keeps_no_visit_alive(searching: Any) -> None:
    stage, _ = searching
    for _ in range(200):
        QTest.keyClick(stage.window, K.Key_Escape)
        stage.kiosk.models["idleWatch"].tick()
    assert stage.visit.screen == "attract"


@pytest.mark.usefixtures("searching")
def test_links_lead_nowhere() -> None:
    for link in ("https://x.test/", "file:///etc/passwd", "mailto:a@b.om", "tel:139"):
        assert QDesktopServices.openUrl(QUrl(link))  # taken by the lockdown: no program of the system was asked


def test_the_clipboard_stays_empty_whoever_fills_it(searching: Any) -> None:
    stage, box = searching
    type_in(stage.window, "Salim")
    box.selectAll()
    box.copy()
    assert QGuiApplication.clipboard().text() == ""
    QGuiApplication.clipboard().setText("from elsewhere")
    assert QGuiApplication.clipboard().text() == ""
    box.deselect()
    box.paste()
    assert box.property("text") == "Salim"


def test_in_service_the_window_cannot_be_closed_hidden_or_covered(searching: Any) -> None:
    stage, _ = searching
    stage.kiosk.lockdown.stop()
    stage.kiosk.lock(full_screen=True)
    closing = QCloseEvent()
    QCoreApplication.sendEvent(stage.window, closing)
    assert not closing.isAccepted()
    assert not stage.window.close()
    other = QWindow()
    other.show()
    stage.window.showMinimized()
    stage.kiosk.lockdown.look()
    QTest.qWait(20)
    assert (other.isVisible(), stage.window.visibility()) == (False, QWindow.Visibility.FullScreen)
    assert stage.window.isActive()
    other.destroy()


def test_keys_are_let_through_on_trial_only() -> None:
    assert parse_arguments(["--development-keys"]).development_keys
    with pytest.raises(SystemExit):
        parse_arguments(["--development-keys", "--portal", "https://x.test"])
