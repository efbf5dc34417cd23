"""The counter's receipts: printed when they are owed, once more with a reason, found by number or code."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from fakes.applications import an_application
from office_counter import Counter, Keyboard
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from office_client.ui.pages.receipts_page import ReceiptsPage
from shubbak.domain.money import Money
from shubbak.domain.paper import PaperState
from shubbak.domain.receipt import Receipt, ReceiptNumber
from shubbak.domain.text import Language, Text
from shubbak.flow import events as e
from shubbak.flow.effects import Submit
from shubbak.services.paper_proof import PaperProof, Standing
from shubbak.wire.receipt_code import ProvenReceipt, make_code

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def counter(tmp_path: Path, qapp: QApplication) -> Counter:
    return Counter(tmp_path, "stall")


@pytest.fixture
def keys(qtbot: Any, counter: Counter, qapp: QApplication) -> Keyboard:
    keys = Keyboard(qtbot, counter, qapp)
    keys.begin()
    return keys


def handed_in(counter: Counter) -> e.Submitted:
    (service,) = counter.catalogue.services.values()
    done = counter.effects.perform(Submit(an_application(counter.clock.new_id()), service))
    assert isinstance(done, e.Submitted)
    return done


def opened(keys: Keyboard) -> ReceiptsPage:
    keys.press(Qt.Key.Key_5, CONTROL)
    return keys.window.receipts_page


def cells(page: ReceiptsPage) -> list[list[str]]:
    rows = range(page.table.rowCount())
    items = [[page.table.item(row, column) for column in range(page.table.columnCount())] for row in rows]
    return [[item.text() if item else "" for item in row] for row in items]


def state(counter: Counter, done: e.Submitted) -> PaperState:
    return counter.store.kept_papers[done.receipt.application_id].state


def test_what_is_owed_is_printed_here(keys: Keyboard, counter: Counter) -> None:
    done = handed_in(counter)
    page = opened(keys)
    ((number, _, _, said, note),) = cells(page)
    assert str(done.receipt.number) in number
    assert (said, note) == (keys.window.wording.say("paper.state.owed"), "")
    assert "1" in keys.window.rail.pages["receipts"].word
    keys.press(Qt.Key.Key_P, CONTROL)
    assert state(counter, done) is PaperState.PRINTED
    assert str(done.receipt.number) in page.notice.sentence
    assert keys.window.rail.pages["receipts"].word == keys.window.wording.say("paper.title")


def test_a_copy_needs_a_reason_and_says_its_number(keys: Keyboard, counter: Counter) -> None:
    done = handed_in(counter)
    page = opened(keys)
    assert not page.bar.reasons.isVisible()
    keys.press(Qt.Key.Key_P, CONTROL)
    assert page.bar.reasons.isVisible()
    page.bar.reasons.setCurrentIndex(2)
    keys.press(Qt.Key.Key_P, CONTROL)
    assert [event.detail for event in counter.store.events if event.kind == "copy-begun"] == ["for-file"]
    assert "1" in cells(page)[0][4]
    original, copy = counter.devices.papers
    assert copy.height > original.height
    assert counter.store.kept_papers[done.receipt.application_id].prints == 2


def test_a_printer_that_refuses_is_said_and_nothing_is_marked(keys: Keyboard, counter: Counter) -> None:
    done = handed_in(counter)
    page = opened(keys)
    counter.devices.printer_fault = "printer-paper-out"
    keys.press(Qt.Key.Key_P, CONTROL)
    assert page.notice.sentence == keys.window.wording.say("problem.printer-paper-out")
    assert state(counter, done) is PaperState.OWED
    keys.window.wording.speak(Language.EN)
    assert page.notice.sentence == keys.window.wording.say("problem.printer-paper-out")


def test_one_is_found_by_its_number_and_by_its_code(keys: Keyboard, counter: Counter) -> None:
    first, second = handed_in(counter), handed_in(counter)
    page = opened(keys)
    for said, done in (
        (str(first.receipt.number).lower(), first),
        (second.code, second),
        (f" {first.receipt.number} ", first),
    ):
        page.search.setText(said)
        keys.press(Qt.Key.Key_Return)
        chosen = page.chosen()
        assert chosen is not None and chosen.number == str(done.receipt.number)
    keys.window.show_code(second.code)
    chosen = page.chosen()
    assert chosen is not None and chosen.number == str(second.receipt.number)
    page.search.setText("K99-2026-000001-0")
    keys.press(Qt.Key.Key_Return)
    assert page.notice.sentence == keys.window.wording.say("paper.not_here")


def test_an_older_one_is_printed_again_by_its_number(keys: Keyboard, counter: Counter) -> None:
    done = handed_in(counter)
    page = opened(keys)
    keys.press(Qt.Key.Key_P, CONTROL)
    counter.clock.advance(days=3)
    keys.press(Qt.Key.Key_1, CONTROL)
    opened(keys)
    assert cells(page) == []
    page.search.setText(str(done.receipt.number))
    keys.press(Qt.Key.Key_Return)
    keys.press(Qt.Key.Key_P, CONTROL)
    assert counter.store.kept_papers[done.receipt.application_id].prints == 2
    assert len(cells(page)) == 1, "it stays in the list while its page is open"


def test_a_full_disk_is_said(keys: Keyboard, counter: Counter) -> None:
    handed_in(counter)
    counter.store.fail = "store-broken"
    page = opened(keys)
    assert page.notice.sentence == keys.window.wording.say("office.outbox.unreadable")


def proven_elsewhere(counter: Counter, standing: Standing = Standing.NOT_VOID) -> str:
    """Let the counter's lists prove one code of another station's receipt; returns the code."""
    receipt = Receipt(
        ReceiptNumber("K99", 2026, 7), counter.clock.new_id(), "kw.test.stall", Money(5_000, "KWD"), counter.clock.now()
    )
    code = make_code(receipt, "https://portal.test/v", 9, Ed25519PrivateKey.generate())
    proof = PaperProof(ProvenReceipt(receipt, "K99", Text("بلدية", "Municipality")), standing, counter.clock.now())
    desk = replace(counter.desk, prove=lambda text: proof if text.strip() == code else None)
    counter.desk = desk
    return code


def test_another_stations_receipt_is_printed_from_its_code(qtbot: Any, counter: Counter, qapp: QApplication) -> None:
    code = proven_elsewhere(counter)
    keys = Keyboard(qtbot, counter, qapp)
    keys.begin()
    page = opened(keys)
    assert not page.elsewhere.isVisible()
    keys.window.show_code(code)
    assert "K99-2026-000007" in page.notice.sentence
    counter.devices.printer_fault = "printer-cover-open"
    keys.press(Qt.Key.Key_F9)
    assert page.notice.sentence == keys.window.wording.say("problem.printer-cover-open")
    assert counter.devices.papers == []
    counter.devices.printer_fault = ""
    keys.press(Qt.Key.Key_F9)
    assert len(counter.devices.papers) == 1
    assert [event.detail for event in counter.store.events if event.kind == "copy-begun"] == ["from-code"]
    page.search.setText("K99-2026-000001-0")
    keys.press(Qt.Key.Key_Return)
    assert not page.elsewhere.isVisible()


def test_a_void_receipt_of_another_station_is_not_printed(qtbot: Any, counter: Counter, qapp: QApplication) -> None:
    code = proven_elsewhere(counter, Standing.VOID)
    keys = Keyboard(qtbot, counter, qapp)
    keys.begin()
    page = opened(keys)
    keys.window.show_code(code)
    assert not page.elsewhere.isVisible()
    assert page.notice.sentence != keys.window.wording.say("paper.not_here")
