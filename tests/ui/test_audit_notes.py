"""What a screen notes of its visits: that they began and how they ended, in order, and nothing of whose they were."""

from __future__ import annotations

import logging

import pytest
from fakes.store import FakeStore
from pytestqt.qtbot import QtBot

from shubbak.qtkit.audit_notes import AuditNotes


def kinds(store: FakeStore) -> list[str]:
    return [event.kind for event in store.events]


def test_a_visit_is_begun_once_and_ends_by_what_became_of_it(qtbot: QtBot) -> None:
    store = FakeStore()
    notes = AuditNotes(store)
    notes.start("0.1.0")
    notes.visit_over()  # the screen is wiped at the start, too
    for _ in range(3):
        notes.visit_moves()
    notes.visit_over()
    notes.visit_moves()
    notes.visit_kept()
    notes.visit_over()
    assert notes.stop()
    assert kinds(store) == [
        "station-started",
        "visit-begun",
        "visit-wiped",
        "visit-begun",
        "visit-ended",
        "station-stopped",
    ]
    assert {event.subject for event in store.events} == {""}


def test_what_cannot_be_noted_is_logged_and_no_more(qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> None:
    store = FakeStore()
    store.fail = "store-full"
    notes = AuditNotes(store)
    with caplog.at_level(logging.WARNING):
        notes.visit_moves()
        notes.stop()
        qtbot.waitUntil(lambda: "visit-begun was not noted: store-full" in caplog.text)
