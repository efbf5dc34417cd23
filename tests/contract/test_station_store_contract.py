"""What every station store promises, asked of the file and of the fake alike."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol

import pytest
from fakes.applications import payment_for
from fakes.clock import FakeClock
from fakes.station_key import store_at
from fakes.store import FakeStore

from shubbak.domain.audit import AuditHead, first_break
from shubbak.domain.money import Money
from shubbak.domain.payment import PaymentState
from shubbak.domain.receipt import Receipt, ReceiptNumber
from shubbak.ports.audit import AuditTrail, StationFacts
from shubbak.ports.store import LONGEST_UPLOAD, LONGEST_WAIT, Numbers, PacketState, StationStore, Submission
from shubbak.wire.upload import CHUNK_BYTES

CLOCK = FakeClock()
NOW = CLOCK.now()


@pytest.fixture(params=["file", "fake"])
def store(request: pytest.FixtureRequest, tmp_path: Path):
    made = store_at(tmp_path / "station.sqlite", now=lambda: NOW)
    if request.param == "fake":
        made.close()
        made = FakeStore(now=lambda: NOW)
    yield made
    made.close()


class Store(StationStore, AuditTrail, StationFacts, Protocol):
    """What the station keeps in one file."""


def built(
    application_id: str, year: int = 2026, body: bytes = b"sealed", operator: str = ""
) -> Callable[[Numbers], Submission]:
    def build(numbers: Numbers) -> Submission:
        number = ReceiptNumber("K07", year, numbers.receipt_sequence)
        receipt = Receipt(number, application_id, "kw.service", Money(5_000, "KWD"), NOW)
        return Submission(receipt, body, "d" * 64, operator)

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


def test_the_newest_catalogue_is_kept(store: StationStore) -> None:
    assert store.catalogue() is None
    store.save_catalogue(4, "four", "s4")
    store.save_catalogue(3, "three", "s3")
    assert store.catalogue() == ("four", "s4")
    store.save_catalogue(5, "five", "s5")
    assert store.catalogue() == ("five", "s5")


@pytest.mark.parametrize("size", [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 5 * CHUNK_BYTES + 7])
def test_a_body_of_any_size_comes_back_as_it_was(store: StationStore, size: int) -> None:
    body = bytes(number % 251 for number in range(size))
    submitted(store, "a1", body=body)
    submitted(store, "a2", body=b"another")
    assert [item.size for item in store.outbox()] == [size, 7]
    claimed = store.claim(NOW)
    assert claimed is not None
    assert claimed[1] == body
    store.acknowledge("a1", "C-1", b"{}", b"s")
    assert [item.size for item in store.outbox()] == [0, 7]


def test_a_packet_has_its_operator(store: StationStore) -> None:
    store.submit("a1", 2026, built("a1", operator="huda"))
    submitted(store, "a2")
    assert [item.operator for item in store.outbox()] == ["huda", ""]
    claimed = store.claim(NOW)
    assert claimed is not None
    assert claimed[0].operator == "huda"


def test_an_empty_trail_begins_at_the_start(store: Store) -> None:
    assert store.audit_head() == AuditHead()
    assert store.audit_events() == ()


def test_every_verb_leaves_its_event_in_an_unbroken_chain(store: Store) -> None:
    payment = payment_for("a1", CLOCK)
    store.intend(payment)
    store.intend(payment)
    store.settle(payment.id, PaymentState.CAPTURED, "R1", "0119")
    submitted(store, "a1")
    submitted(store, "a1")
    store.claim(NOW)
    store.retry_later("a1", "portal-busy", NOW)
    store.claim(NOW)
    store.refuse("a1", "packet-shape")
    store.requeue("a1", NOW)
    store.claim(NOW)
    store.recover()
    store.claim(NOW)
    store.acknowledge("a1", "C-1", b"{}", b"s")
    store.save_catalogue(4, "four", "s4")
    store.note("staff-entered", "op-7")
    events = store.audit_events()
    assert [(event.kind, event.subject, event.detail) for event in events] == [
        ("payment-intended", payment.id, ""),
        ("payment-captured", payment.id, ""),
        ("packet-sealed", "a1", ""),
        ("packet-claimed", "a1", ""),
        ("packet-waits", "a1", "portal-busy"),
        ("packet-claimed", "a1", ""),
        ("packet-refused", "a1", "packet-shape"),
        ("packet-requeued", "a1", ""),
        ("packet-claimed", "a1", ""),
        ("packets-recovered", "", "1"),
        ("packet-claimed", "a1", ""),
        ("packet-acknowledged", "a1", ""),
        ("catalogue-saved", "", "4"),
        ("staff-entered", "op-7", ""),
    ]
    assert first_break(events, AuditHead(), {}) is None
    assert store.audit_head() == AuditHead(len(events), events[-1].link)


def test_the_trail_is_read_in_parts(store: Store) -> None:
    for number in range(7):
        store.note("tick", "", str(number))
    first, second = store.audit_events(0, 4), store.audit_events(4, 4)
    assert [event.number for event in first + second] == [1, 2, 3, 4, 5, 6, 7]
    assert first_break(second, AuditHead(4, first[-1].link), {}) is None


def test_a_verb_that_failed_leaves_no_event(store: Store) -> None:
    with pytest.raises(KeyError):
        store.settle("nobody", PaymentState.CAPTURED, "", "")
    with pytest.raises(ValueError, match="numbers"):
        store.submit("a1", 2026, built("a1", 2025))
    assert store.audit_head() == AuditHead()


def test_threads_write_one_chain(store: Store) -> None:
    threads = [threading.Thread(target=lambda: [store.note("tick") for _ in range(5)]) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(store.audit_events()) == 40
    assert first_break(store.audit_events(), AuditHead(), {}) is None


def test_a_fact_is_kept_until_the_next_value(store: Store) -> None:
    assert store.fact("clock-floor") == ""
    store.keep_fact("clock-floor", "2026-03-05T08:00:00Z")
    store.keep_fact("other", "x")
    store.keep_fact("clock-floor", "2026-03-05T09:00:00Z")
    assert (store.fact("clock-floor"), store.fact("other")) == ("2026-03-05T09:00:00Z", "x")
