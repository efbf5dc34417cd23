"""A register that could not be reached is asked again at the counter, by key and for the same words."""

from __future__ import annotations

from typing import Any

from office_counter import Keyboard
from PySide6.QtCore import Qt
from test_office_every_kind import counter, keys, to_page, widget

from office_client.ui.fields.licence_lookup import LicenceLookupAnswer
from office_client.ui.fields.register_choice import RegisterChoiceAnswer
from shubbak.flow import events as e
from shubbak.flow.visit import Asked

__all__ = ["counter", "keys"]


def test_a_register_that_was_away_is_asked_again_by_key(keys: Keyboard, qtbot: Any) -> None:
    step = to_page(keys, "shop")
    activity, presenter = widget(step, "activity", RegisterChoiceAnswer), keys.window.presenter
    activity.setFocus()
    assert not activity.again.isVisible()
    keys.type("مخبز")
    qtbot.waitUntil(lambda: "activity" in keys.visit.asked)
    keys.visit.asked["activity"].reach = "busy"
    presenter.dispatch(e.RegisterUnreachable("activity", "مخبز"))
    assert keys.visit.answers["activity"] == "typed:مخبز"
    assert activity.again.isVisible()
    keys.press(Qt.Key.Key_F3)
    qtbot.waitUntil(lambda: activity.pick.open)
    assert not activity.again.isVisible()
    keys.press(Qt.Key.Key_Return)
    assert keys.visit.answers["activity"] != "typed:مخبز"


def test_a_number_is_looked_up_again_by_the_same_key(keys: Keyboard) -> None:
    licence = widget(to_page(keys, "shop"), "licence", LicenceLookupAnswer)
    keys.type("KW-2024-0042")
    keys.visit.asked["licence"] = Asked("KW-2024-0042", reach="unreachable")
    licence.see(keys.visit)
    assert licence.look_up.word == keys.window.wording.say("controls.try_again")
    keys.press(Qt.Key.Key_F3)
    assert licence.reach == "found"
