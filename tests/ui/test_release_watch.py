"""A newer release is looked for far from the start, and tried only where nobody has been for a while."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from shubbak.qtkit import release_watch
from shubbak.qtkit.release_watch import LOOK, LULL, ReleaseWatch


class Kiosk:
    def __init__(self) -> None:
        self.resting, self.waiting = True, True
        self.left = self.looked = 0
        self.watch = ReleaseWatch(self.stage, lambda: self.waiting, lambda: self.resting, self.leave, lambda: 0.5)

    def stage(self) -> None:
        self.looked += 1

    def leave(self) -> None:
        self.left += 1

    def pass_minutes(self, count: int) -> None:
        for _ in range(count):
            self.watch.count_minute()


@pytest.fixture
def kiosk(qtbot: QtBot) -> Iterator[Kiosk]:
    one = Kiosk()
    yield one
    assert one.watch.stop()


def test_room_is_made_after_a_lull_and_not_before(kiosk: Kiosk) -> None:
    kiosk.pass_minutes(LULL - 1)
    assert kiosk.left == 0
    kiosk.pass_minutes(1)
    assert kiosk.left == 1


def test_a_visitor_begins_the_lull_anew(kiosk: Kiosk) -> None:
    kiosk.pass_minutes(LULL - 1)
    kiosk.resting = False
    kiosk.pass_minutes(1)
    kiosk.resting = True
    kiosk.pass_minutes(LULL - 1)
    assert kiosk.left == 0


def test_without_a_release_nobody_leaves(kiosk: Kiosk) -> None:
    kiosk.waiting = False
    kiosk.pass_minutes(10 * LULL)
    assert kiosk.left == 0


def test_opening_looks_for_nothing(kiosk: Kiosk, qtbot: QtBot) -> None:
    kiosk.watch.start()
    qtbot.wait(50)
    assert kiosk.looked == 0
    assert LOOK >= 3_600_000, "at most once an hour"


def test_looks_follow_one_another(kiosk: Kiosk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(release_watch, "LOOK", 10)
    kiosk.watch.start()
    qtbot.waitUntil(lambda: kiosk.looked >= 3)
