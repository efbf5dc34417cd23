"""What every station store promises of receipts' paper, asked of the file and of the fake alike."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Protocol

import pytest
from fakes.clock import FakeClock
from fakes.station_key import store_at
from fakes.store import FakeStore

from shubbak.domain.copy_mark import CopyMark, CopyReason
from shubbak.domain.money import Money
from shubbak.domain.paper import PaperState
from shubbak.domain.receipt import Receipt, ReceiptNumber
from shubbak.ports.audit import AuditTrail
from shubbak.ports.paper import PaperLine, PaperShelf, PrintAttempt
from shubbak.ports.store import Numbers, StationStore, StoreError, Submission

NOW = FakeClock().now()
UNSURE = CopyReason.UNSURE


class Store(StationStore, PaperShelf, AuditTrail, Protocol):
    """What a receipt's paper needs of the station's file."""


@pytest.fixture(params=["file", "fake"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    made = (
        FakeStore(now=lambda: NOW)
        if request.param == "fake"
        else store_at(tmp_path / "station.sqlite", now=lambda: NOW)
    )
    yield made
    made.close()


def submitted(store: Store, name: str = "a1", paper: bytes = b"sheet", days: int = 0) -> None:
    def build(numbers: Numbers) -> Submission:
        number = ReceiptNumber("K07", 2026, numbers.receipt_sequence)
        receipt = Receipt(number, name, "kw.service", Money(5_000, "KWD"), NOW - timedelta(days=days))
        return Submission(receipt, b"sealed", "d" * 64, paper=paper)

    store.submit(name, 2026, build)


def line(store: Store, name: str = "a1") -> PaperLine:
    (found,) = [one for one in store.papers(NOW - timedelta(days=1)) if one.application_id == name]
    return found


def printed(store: Store, reason: CopyReason | None = None, problem: str = "") -> PrintAttempt | None:
    attempt = store.begin_print("a1", reason)
    if attempt is not None:
        store.end_print("a1", attempt.number, problem)
    return attempt


def kinds(store: Store) -> list[tuple[str, str]]:
    return [(event.kind, event.detail) for event in store.audit_events()][1:]


def test_a_receipt_is_owed_with_its_packets_commit(store: Store) -> None:
    submitted(store)
    assert line(store).state is PaperState.OWED
    assert store.kept_paper("a1") == b"sheet"


def test_a_submission_that_fails_owes_nothing(store: Store) -> None:
    def broken(_: Numbers) -> Submission:
        raise RuntimeError("no seal")

    with pytest.raises(RuntimeError):
        store.submit("a1", 2026, broken)
    assert store.papers(NOW) == ()


def test_the_first_print_has_no_mark_and_a_second_needs_a_reason(store: Store) -> None:
    submitted(store)
    assert printed(store) == PrintAttempt(1, None)
    assert line(store).state is PaperState.PRINTED
    assert [item.printed for item in store.outbox()] == [True]
    assert store.begin_print("a1") is None
    assert printed(store, CopyReason.LOST) == PrintAttempt(2, CopyMark(1, CopyReason.LOST))
    assert printed(store, CopyReason.FOR_FILE) == PrintAttempt(3, CopyMark(2, CopyReason.FOR_FILE))
    assert kinds(store) == [
        ("print-begun", ""),
        ("receipt-printed", ""),
        ("copy-begun", "lost"),
        ("receipt-reprinted", "1"),
        ("copy-begun", "for-file"),
        ("receipt-reprinted", "2"),
    ]


def test_after_a_print_that_did_not_end_well_the_next_is_marked(store: Store) -> None:
    submitted(store)
    printed(store, problem="printer-silent")
    assert (line(store).state, line(store).problem) == (PaperState.UNSURE, "printer-silent")
    assert printed(store, CopyReason.LOST) == PrintAttempt(2, CopyMark(1, UNSURE)), "the doubt is the truer reason"
    assert line(store).state is PaperState.PRINTED


def test_a_copy_that_did_not_end_well_leaves_its_receipt_unsure(store: Store) -> None:
    submitted(store)
    printed(store)
    printed(store, CopyReason.DAMAGED, "printer-gone")
    assert line(store).state is PaperState.UNSURE
    assert printed(store) == PrintAttempt(3, CopyMark(2, UNSURE))


def test_what_a_crash_cut_off_is_unsure(store: Store) -> None:
    submitted(store)
    store.begin_print("a1")
    assert line(store).state is PaperState.PRINTING
    assert store.recover_prints() == 1
    assert line(store).state is PaperState.UNSURE
    assert store.recover_prints() == 0
    assert kinds(store)[-1] == ("print-unsure", "restart")
    assert printed(store) == PrintAttempt(2, CopyMark(1, UNSURE))


def test_two_at_once_are_never_both_unmarked(store: Store) -> None:
    submitted(store)
    first, second = store.begin_print("a1"), store.begin_print("a1")
    assert first is not None and second is not None
    assert (first.mark, second.mark) == (None, CopyMark(1, UNSURE))
    store.end_print("a1", first.number)
    assert line(store).state is PaperState.PRINTING, "the second is still under way"
    store.end_print("a1", second.number, "printer-gone")
    store.end_print("a1", second.number)
    assert line(store).state is PaperState.UNSURE, "an end is said once"


def test_of_what_is_not_kept_nothing_is_printed(store: Store) -> None:
    submitted(store, paper=b"")
    assert store.begin_print("a1") is None
    assert store.kept_paper("a1") is None
    assert store.begin_print("nobody") is None
    store.end_print("nobody", 1)


def test_outstanding_ones_come_first_and_old_printed_ones_not_at_all(store: Store) -> None:
    for name, days in (("old-owed", 30), ("old-printed", 30), ("a1", 0), ("a2", 0)):
        submitted(store, name, days=days)
    for name in ("old-printed", "a1", "a2"):
        attempt = store.begin_print(name)
        assert attempt is not None
        store.end_print(name, attempt.number)
    submitted(store, "a3")
    found = [one.application_id for one in store.papers(NOW - timedelta(days=1))]
    assert found == ["old-owed", "a3", "a2", "a1"]


def test_an_older_one_is_found_by_its_number(store: Store) -> None:
    submitted(store, days=30)
    printed(store)
    assert store.papers(NOW - timedelta(days=1)) == ()
    found = store.find_paper(ReceiptNumber("K07", 2026, 1))
    assert found is not None and (found.application_id, found.prints) == ("a1", 1)
    assert store.find_paper(ReceiptNumber("K08", 2026, 1)) is None


def test_a_full_disk_begins_no_print(tmp_path: Path) -> None:
    store = FakeStore(now=lambda: NOW)
    submitted(store)
    store.fail = "store-full"
    with pytest.raises(StoreError):
        store.begin_print("a1")
    store.fail = ""
    assert line(store).state is PaperState.OWED
