"""The camera at the counter: its picture stands in the step's place while it works, and goes with it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from lens import Lens
from office_counter import Counter, Keyboard
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from test_office_visit import to_identity

from shubbak.domain.guidance import Advice
from shubbak.domain.page import Place
from shubbak.domain.text import Language
from shubbak.ports.camera import Camera


def test_it_is_there_while_it_works_says_what_to_do_and_is_gone_after(
    qtbot: Any, tmp_path: Path, qapp: QApplication
) -> None:
    counter, lens = Counter(tmp_path, "stall"), Lens()
    assert isinstance(lens, Camera)
    lens.show(Advice.CLOSER, Place(0.2, 0.2, 0.6, 0.6), shade=200)
    counter.desk = replace(counter.desk, cameras={"identity": lens})
    keys = Keyboard(qtbot, counter, qapp)
    keys.begin()
    to_identity(keys)
    panel = keys.window.visit_page.camera
    assert not panel.isVisible()
    keys.visit.busy = "identity"
    keys.window.presenter.changed.emit()
    panel.look()
    assert panel.isVisible()
    assert panel.advice.text() == keys.window.wording.say("kiosk.camera.closer")
    picture = panel.picture.grab().toImage()
    middle = picture.pixelColor(picture.width() // 2, picture.height() // 2)
    assert middle.red() > 150
    keys.press(Qt.Key.Key_F9)
    keys.press(Qt.Key.Key_F10)
    assert lens.asked[:2] == ["shoot", "cancel"]
    panel.look()  # it shows something all the same: the stop came before its first moment
    assert lens.asked[-2:] == ["cancel", "cancel"]
    keys.window.wording.speak(Language.EN)
    keys.visit.busy = ""
    keys.window.presenter.changed.emit()
    assert not panel.isVisible()
    assert panel.picture.grab().toImage().pixelColor(5, 5).red() < 100


def test_a_visit_that_is_left_stops_the_camera(qtbot: Any, tmp_path: Path, qapp: QApplication) -> None:
    counter, lens = Counter(tmp_path, "stall"), Lens()
    counter.desk = replace(counter.desk, cameras={"identity": lens})
    keys = Keyboard(qtbot, counter, qapp)
    keys.begin()
    to_identity(keys)
    keys.visit.busy = "identity"
    keys.window.presenter.changed.emit()
    keys.window.start_again()
    assert lens.asked[-1] == "cancel"
    assert not keys.window.visit_page.camera.isVisible()
