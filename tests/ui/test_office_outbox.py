"""The outbox at a counter: what waits and why, in words, and sending it now."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from fakes.applications import an_application
from office_counter import Counter, Keyboard
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from office_client.ui.office_wording import OfficeWording
from office_client.ui.outbox_words import age
from shubbak.domain.text import Language
from shubbak.ports.portal import PortalError
from shubbak.ports.relay import RelayedPacket, RelayState
from shubbak.ports.store import PacketState
from shubbak.resources import load_wording
from shubbak.services.submission import submit_application


@pytest.fixture
def counter(tmp_path: Path, qapp: QApplication) -> Counter:
    return Counter(tmp_path, "stall")


@pytest.fixture
def keys(qtbot: Any, counter: Counter, qapp: QApplication) -> Keyboard:
    keys = Keyboard(qtbot, counter, qapp)
    keys.begin()
    return keys


def submit(counter: Counter, count: int = 1) -> None:
    for _ in range(count):
        submit_application(an_application(counter.clock.new_id()), counter.clock, counter.store, counter.identity)


def open_outbox(keys: Keyboard) -> list[list[str]]:
    keys.press(Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    model = keys.window.outbox_page.model
    return [[model.data(model.index(row, column)) for column in range(6)] for row in range(model.rowCount())]


def test_an_empty_outbox_says_what_to_do_next(keys: Keyboard) -> None:
    assert open_outbox(keys) == []
    page = keys.window.outbox_page
    assert "Ctrl+1" in page.empty.sentence
    assert not page.send.isEnabled()


def test_a_row_says_whose_since_when_and_why_and_the_card_the_rest(keys: Keyboard, counter: Counter) -> None:
    submit(counter)
    counter.portal.failures = [PortalError("portal-unreachable")]
    counter.send()
    counter.clock.advance(minutes=5)
    keys.press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    ((number, service, owner, since, state, reason),) = open_outbox(keys)
    assert "K07-2026-000001-" in number
    assert "kw.health_licence_renewal" in service  # not in this catalogue: its id is better than nothing
    assert owner == keys.window.wording.say("outbox.owner_visitor")
    assert "5" in since
    card = "\n".join(line.text() for line in keys.window.outbox_page.findChildren(QLabel))
    assert "KWD" in card
    assert "kB" in card
    assert state == keys.window.wording.say("outbox.state.sealed")
    assert reason == keys.window.wording.say("problem.portal-unreachable")
    assert keys.window.watch.offline
    assert keys.window.wording.say("office.outbox.waiting.one") in keys.window.status.portal.text()


def test_send_now_sends_a_waiting_packet_at_once(keys: Keyboard, counter: Counter) -> None:
    submit(counter)
    counter.portal.failures = [PortalError("portal-busy", retry_after=600)]
    counter.send()
    assert not counter.send().packet_id
    open_outbox(keys)
    keys.go_on()
    assert counter.pokes == 1
    assert counter.send().case
    keys.window.watch.look()
    assert keys.window.outbox_page.model.items[0].state is PacketState.ACKNOWLEDGED
    assert not keys.window.outbox_page.send.isEnabled()


def test_a_refused_packet_stands_first_and_may_be_sent_again(keys: Keyboard, counter: Counter) -> None:
    submit(counter, 2)
    counter.send()
    counter.portal.failures = [PortalError("portal-refused", permanent=True, detail="sealing-key-unknown")]
    counter.send()
    open_outbox(keys)
    page = keys.window.outbox_page
    assert [item.state for item in page.model.items] == [PacketState.REFUSED, PacketState.ACKNOWLEDGED]
    assert keys.window.wording.say("office.outbox.refused.one") in page.headline.text()
    keys.go_on()
    assert counter.send().case


def test_what_no_second_sending_can_mend_is_shown_to_the_supervisor(keys: Keyboard, counter: Counter) -> None:
    submit(counter)
    counter.portal.failures = [PortalError("portal-refused", permanent=True, detail="receipt-reused")]
    counter.send()
    open_outbox(keys)
    page = keys.window.outbox_page
    item = page.chosen()
    assert item is not None
    keys.go_on()
    assert item.id in page.supervisor.sentence
    assert counter.pokes == 0
    assert page.model.items[0].state is PacketState.REFUSED


def test_an_operator_stands_beside_what_is_theirs(keys: Keyboard, counter: Counter) -> None:
    application = replace(an_application(counter.clock.new_id()), operator="سارة")
    submit_application(application, counter.clock, counter.store, counter.identity)
    ((_, _, owner, _, _, _),) = open_outbox(keys)
    assert "سارة" in owner


def test_a_reason_this_release_does_not_know_is_shown_as_it_is(keys: Keyboard, counter: Counter) -> None:
    submit(counter)
    counter.portal.failures = [PortalError("portal-refused", permanent=True, detail="moon-phase")]
    counter.send()
    ((*_, reason),) = open_outbox(keys)
    assert "moon-phase" in reason


def test_the_chosen_row_stays_chosen(keys: Keyboard, counter: Counter) -> None:
    submit(counter, 3)
    open_outbox(keys)
    keys.press(Qt.Key.Key_Down)
    chosen = keys.window.outbox_page.chosen()
    assert chosen is not None
    keys.press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    keys.window.watch.look()
    assert keys.window.outbox_page.chosen() == chosen


def test_a_store_that_cannot_be_read_is_said(keys: Keyboard, counter: Counter) -> None:
    counter.store.fail = "store-broken"
    open_outbox(keys)
    assert keys.window.outbox_page.fault.sentence
    assert keys.window.status.portal.text() == keys.window.wording.say("office.outbox.unreadable")


@pytest.mark.parametrize(
    ("minutes", "arabic"),
    [(0, "أقل من دقيقة"), (1, "دقيقة"), (2, "دقيقتان"), (5, "دقائق"), (59, "دقيقة"), (130, "ساعتان"), (2900, "يومان")],
)
def test_ages_are_counted_as_arabic_counts(counter: Counter, minutes: int, arabic: str) -> None:
    wording = OfficeWording(load_wording(), Language.AR)
    now = counter.clock.now()
    assert arabic in age(wording, now - timedelta(minutes=minutes), now)


def test_a_counter_says_whose_packets_it_carries(qtbot: Any, counter: Counter, qapp: QApplication) -> None:
    carried = [
        RelayedPacket(f"p{n}", owner, "d" * 64, state, counter.clock.now())
        for n, (owner, state) in enumerate(
            [("K08", RelayState.WAITING), ("K08", RelayState.WAITING), ("K09", RelayState.VOUCHED)]
        )
    ]
    counter.desk = replace(counter.desk, relayed=lambda: carried)
    keys = Keyboard(qtbot, counter, qapp)
    keys.begin()
    open_outbox(keys)
    note = keys.window.outbox_page.relayed
    assert "K08 (2)" in note.sentence
    assert "K09" not in note.sentence
    carried.clear()
    keys.window.watch.look()
    assert note.sentence == ""
