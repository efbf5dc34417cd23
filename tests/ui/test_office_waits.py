"""What the counter waits for is called by its name, and a register that was away is asked again by key."""

from __future__ import annotations

from typing import Any

import pytest
from office_counter import Keyboard
from PySide6.QtCore import Qt
from test_office_every_kind import counter, keys, to_page, widget

from office_client.ui.fields.licence_lookup import LicenceLookupAnswer
from office_client.ui.fields.register_choice import RegisterChoiceAnswer
from shubbak.flow import events as e
from shubbak.flow.visit import Asked

__all__ = ["counter", "keys"]


@pytest.mark.parametrize(("name", "word"), [("front", "photo"), ("right", "document")])
def test_what_is_being_scanned_is_called_by_its_name(keys: Keyboard, name: str, word: str) -> None:
    to_page(keys, "proof")
    keys.visit.busy, keys.visit.scanning = "document", name
    keys.window.visit_page.refresh()
    assert keys.window.visit_page.notice.sentence == keys.window.wording.say(f"office.busy.{word}")


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
