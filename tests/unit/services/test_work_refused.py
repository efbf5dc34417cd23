"""When a station stops taking work, the trail says why, once; and when it takes it again."""

from __future__ import annotations

import itertools

from fakes.store import FakeStore

from shubbak.domain.readiness import Condition, Level
from shubbak.services.work_refused import note_changes

FULL, WARNED = Condition("disk-low", Level.CLOSED), Condition("offline-long", Level.WARNING)
AHEAD = Condition("clock-jumped", Level.CLOSED)


def test_each_reason_once_and_the_end() -> None:
    store = FakeStore()
    looks = [(), (WARNED,), (FULL, WARNED), (FULL,), (FULL, AHEAD), (AHEAD,), (WARNED,), ()]
    for before, now in itertools.pairwise(looks):
        note_changes(store, before, now)
    assert [(event.kind, event.detail) for event in store.events] == [
        ("work-refused", "disk-low"),
        ("clock-jumped", "clock-jumped"),
        ("work-taken-again", ""),
    ]


def test_a_store_that_takes_nothing_stops_nobody() -> None:
    store = FakeStore()
    store.fail = "store-full"
    note_changes(store, (), (FULL,))
    assert store.events == []
