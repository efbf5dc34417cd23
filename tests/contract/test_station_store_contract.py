"""What every station store promises, asked of the file and of the fake alike."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fakes.applications import payment_for
from fakes.clock import FakeClock
from fakes.store import FakeStore

from shubbak.adapters.store.station_store import SqliteStationStore
from shubbak.domain.money import Money
from shubbak.domain.payment import PaymentState
from shubbak.domain.receipt import Receipt, ReceiptNumber
from shubbak.ports.store import LONGEST_UPLOAD, LONGEST_WAIT, Numbers, PacketState, StationStore, Submission

CLOCK = FakeClock()
NOW = CLOCK.now()


@pytest.fixture(params=["file", "fake"])
def store(request: pytest.FixtureRequest, tmp_path: Path):
    made = SqliteStationStore(tmp_path / "station.sqlite", now=lambda: NOW)
    if request.param == "fake":
        made.close()
        made = FakeStore(now=lambda: NOW)
    yield made
    made.close()


def built(application_id: str, year: int = 2026, body: bytes = b"sealed") -> Callable[[Numbers], Submission]:
    def build(numbers: Numbers) -> Submission:
        number = ReceiptNumber("K07", year, numbers.receipt_sequence)
        return Submission(Receipt(number, application_id, "kw.service", Money(5_000, "KWD"), NOW), body, "d" * 64)

    return build


def submitted(store: StationStore, application_id: str = "a1", year: int = 2026, body: bytes = b"sealed") -> Receipt:
    return store.submit(application_id, year, built(application_id, year, body))


def states(store: StationStore) -> dict[str, PacketState]:
    return {item.id: item.state for item in store.outbox()}


def test_an_intent_is_written_once(store: StationStore) -> None:
    payment = payment_for("a1", CLOCK)
    store.intend(payment)
    store.settle(payment.id, PaymentState.UNKNOWN, "R1", "0119")
    store.intend(payment)
    assert store.unsettled() == (replace(payment, state=PaymentState.UNKNOWN, reference="R1", card_tail="0119"),)


def test_settling_what_was_never_intended_is_a_bug(store: StationStore) -> None:
    with pytest.raises(KeyError):
        store.settle("nobody", PaymentState.CAPTURED, "", "")


@pytest.mark.parametrize(
    ("state", "asked_about"),
    [
        (PaymentState.INTENDED, True),
        (PaymentState.UNKNOWN, True),
        (PaymentState.CAPTURED, True),
        (PaymentState.DECLINED, False),
        (PaymentState.CANCELLED, False),
        (PaymentState.REVERSED, False),
    ],
)
def test_unsettled_are_open_ones_and_money_without_a_packet(
    store: StationStore, state: PaymentState, asked_about: bool
) -> None:
    payment = payment_for("a1", CLOCK)
    store.intend(payment)
    store.settle(payment.id, state, "", "")
    assert [found.id for found in store.unsettled()] == ([payment.id] if asked_about else [])


def test_captured_money_is_settled_by_its_packet(store: StationStore) -> None:
    payment = payment_for("a1", CLOCK)
    store.intend(payment)
    store.settle(payment.id, PaymentState.CAPTURED, "R1", "0119")
    submitted(store, "a1")
    assert store.unsettled() == ()


def test_the_same_application_keeps_its_first_receipt(store: StationStore) -> None:
    first = submitted(store, "a1")
    assert submitted(store, "a1", body=b"other") == first
    assert [item.sequence for item in store.outbox()] == [1]


def test_numbers_have_no_gaps_also_after_a_build_that_failed(store: StationStore) -> None:
    def broken(_: Numbers) -> Submission:
        raise RuntimeError("no seal")

    submitted(store, "a1")
    with pytest.raises(RuntimeError):
        store.submit("a2", 2026, broken)
    receipts = [submitted(store, "a2"), submitted(store, "a3", 2027), submitted(store, "a4", 2027)]
    assert [(r.number.year, r.number.sequence) for r in receipts] == [(2026, 2), (2027, 1), (2027, 2)]
    assert [item.sequence for item in store.outbox()] == [1, 2, 3, 4]


def test_a_receipt_with_other_numbers_is_not_kept(store: StationStore) -> None:
    with pytest.raises(ValueError, match="numbers"):
        store.submit("a1", 2026, built("a1", 2025))
    assert store.outbox() == ()


def test_twenty_threads_submit_one_application_once(store: StationStore) -> None:
    receipts: list[Receipt] = []
    threads = [threading.Thread(target=lambda: receipts.append(submitted(store, "a1"))) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(receipts) == 20
    assert len(set(receipts)) == 1
    assert len(store.outbox()) == 1


def test_a_claim_takes_the_oldest_and_nobody_else_gets_it(store: StationStore) -> None:
    submitted(store, "a1", body=b"one")
    submitted(store, "a2", body=b"two")
    first, second = store.claim(NOW), store.claim(NOW)
    assert first is not None
    assert second is not None
    assert (first[0].id, first[1], first[0].state, first[0].attempts) == ("a1", b"one", PacketState.UPLOADING, 1)
    assert second[0].id == "a2"
    assert store.claim(NOW) is None


def test_a_packet_waits_for_its_next_try(store: StationStore) -> None:
    submitted(store)
    store.claim(NOW)
    store.retry_later("a1", "portal-busy", NOW + timedelta(seconds=30))
    assert store.claim(NOW + timedelta(seconds=29)) is None
    again = store.claim(NOW + timedelta(seconds=30))
    assert again is not None
    assert (again[0].attempts, again[0].reason) == (2, "portal-busy")


def test_a_clock_that_stepped_back_does_not_hold_a_packet(store: StationStore) -> None:
    submitted(store)
    assert store.claim(NOW - LONGEST_WAIT) is None
    assert store.claim(datetime(1970, 1, 1, tzinfo=UTC)) is not None


def test_a_claim_that_nobody_ended_runs_out(store: StationStore) -> None:
    submitted(store)
    store.claim(NOW)
    assert store.claim(NOW + LONGEST_UPLOAD - timedelta(seconds=1)) is None
    assert store.claim(NOW + LONGEST_UPLOAD) is not None


def test_an_acknowledged_packet_stays_so(store: StationStore) -> None:
    submitted(store)
    store.claim(NOW)
    store.acknowledge("a1", "C-1", b"{}", b"sig")
    store.acknowledge("a1", "C-2", b"{}", b"sig")
    store.retry_later("a1", "portal-slow", NOW)
    store.refuse("a1", "packet-shape")
    assert store.requeue("a1", NOW) is False
    assert store.claim(NOW) is None
    (item,) = store.outbox()
    assert (item.state, item.case, item.reason) == (PacketState.ACKNOWLEDGED, "C-1", "")


def test_a_refused_packet_stays_with_its_bytes_until_sent_again(store: StationStore) -> None:
    submitted(store, body=b"bytes")
    store.claim(NOW)
    store.refuse("a1", "packet-version")
    assert store.claim(NOW + timedelta(days=1)) is None
    assert [(item.state, item.reason) for item in store.outbox()] == [(PacketState.REFUSED, "packet-version")]
    assert store.requeue("a1", NOW) is True
    again = store.claim(NOW)
    assert again is not None
    assert again[1] == b"bytes"


def test_requeue_makes_a_waiting_packet_due_and_knows_no_other(store: StationStore) -> None:
    submitted(store)
    store.claim(NOW)
    assert store.requeue("a1", NOW) is False
    store.retry_later("a1", "portal-busy", NOW + timedelta(minutes=5))
    assert store.requeue("a1", NOW) is True
    assert store.claim(NOW) is not None
    assert store.requeue("nobody", NOW) is False


def test_recover_frees_what_was_being_sent(store: StationStore) -> None:
    submitted(store, "a1")
    submitted(store, "a2")
    store.claim(NOW)
    assert store.recover() == 1
    assert store.recover() == 0
    assert states(store) == {"a1": PacketState.SEALED, "a2": PacketState.SEALED}
    assert store.claim(NOW) is not None


def test_the_outbox_shows_all_that_waits_and_the_last_hundred_done(store: StationStore) -> None:
    ids = [f"a{number:03d}" for number in range(103)]
    for application_id in ids:
        submitted(store, application_id)
    for application_id in ids[1:]:
        store.acknowledge(application_id, "C", b"{}", b"s")
    assert [item.id for item in store.outbox()] == [ids[0], *ids[3:]]


def test_a_printed_receipt_is_marked(store: StationStore) -> None:
    submitted(store)
    store.mark_printed("a1")
    store.mark_printed("a1")
    store.mark_printed("nobody")
    assert [item.printed for item in store.outbox()] == [True]


def test_the_newest_catalogue_is_kept(store: StationStore) -> None:
    assert store.catalogue() is None
    store.save_catalogue(4, "four", "s4")
    store.save_catalogue(3, "three", "s3")
    assert store.catalogue() == ("four", "s4")
    store.save_catalogue(5, "five", "s5")
    assert store.catalogue() == ("five", "s5")
