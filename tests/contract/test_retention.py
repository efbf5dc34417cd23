"""What a station lets go of, when, and what stays whole afterwards: on the real store, by the portal's signed times."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from fakes.applications import an_application, payment_for
from fakes.clock import FakeClock
from fakes.portal import FakePortal, enrolled_identity
from fakes.station_key import connect, store_at

from shubbak.domain.audit import AuditHead, first_break
from shubbak.domain.payment import PaymentState
from shubbak.domain.retention import Kept
from shubbak.ports.drafts import DraftLine
from shubbak.ports.store import PacketState
from shubbak.resources import load_retention
from shubbak.services.retention import Wiped, wipe_old
from shubbak.services.submission import submit_application
from shubbak.wire.moment import moment_text
from shubbak.wire.packet import AcknowledgementStatement
from shubbak.wire.seal import read_packet, sign_text

RULES = load_retention()["kw"]
KEPT_DAYS = RULES[Kept.PACKET].days or 0
PAYMENT_DAYS = RULES[Kept.PAYMENT].days or 0


class Counter:
    """A station over the years: `serve` an application, `deliver` it, `pass_days`, `wipe`."""

    def __init__(self, folder: Path) -> None:
        self.clock = FakeClock(datetime(2026, 1, 5, 8, tzinfo=UTC))
        self.portal = FakePortal()
        self.identity = enrolled_identity(self.portal)
        self.path = folder / "station.sqlite"
        self.store = store_at(self.path, now=self.clock.now)

    def serve(self, state: PaymentState = PaymentState.CAPTURED, paper: bytes = b"") -> str:
        application = self.clock.new_id()
        payment = payment_for(application, self.clock, state)
        self.store.intend(payment)
        self.store.settle(payment.id, state, "R-1", "4242")
        if state is PaymentState.CAPTURED:
            submit_application(
                an_application(application, payment), self.clock, self.store, self.identity, lambda _: paper
            )
        return application

    def deliver(self, packet: str, key: Ed25519PrivateKey | None = None, accepted_at: datetime | None = None) -> None:
        head, _ = read_packet(self.store.sealed_packet(packet) or b"")
        at = moment_text(accepted_at or self.clock.now())
        text = msgspec.json.encode(AcknowledgementStatement(1, packet, head.digest, "M-2026-000001", at)).decode()
        self.store.acknowledge(
            packet, "M-2026-000001", text.encode(), sign_text(text, key or self.portal.signing).encode()
        )

    def served_and_delivered(self) -> str:
        packet = self.serve()
        self.deliver(packet)
        return packet

    def pass_days(self, days: float) -> None:
        self.clock.advance(days=days)

    def wipe(self) -> Wiped:
        return wipe_old(self.store, self.identity, self.clock, RULES)

    def rows(self, query: str) -> list[tuple[object, ...]]:
        with connect(self.path) as connection:
            return list(connection.execute(query).fetchall())


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    counter = Counter(tmp_path)
    yield counter
    counter.store.close()


def test_what_is_past_its_time_goes_and_the_rest_stays(counter: Counter) -> None:
    old = counter.served_and_delivered()
    counter.pass_days(KEPT_DAYS - 1)
    young = counter.served_and_delivered()
    assert counter.wipe() == Wiped()
    counter.pass_days(2)
    counter.served_and_delivered()
    assert counter.wipe() == Wiped(packets=1)
    assert young in {item.id for item in counter.store.outbox()}
    assert old not in {item.id for item in counter.store.outbox()}
    assert [event.kind for event in counter.store.audit_events(limit=100) if event.subject == old][-1] == "packet-wiped"


def test_a_wiped_packet_keeps_its_id_sequence_and_digest_alone(counter: Counter) -> None:
    old = counter.served_and_delivered()
    (digest,) = counter.rows(f"SELECT digest FROM packet WHERE id = '{old}'")
    counter.pass_days(KEPT_DAYS + 1)
    counter.served_and_delivered()
    counter.wipe()
    columns = "state, sequence, digest, statement, signature, case_number, operator, reason, next_try_at"
    (row,) = counter.rows(f"SELECT {columns} FROM packet WHERE id = '{old}'")
    assert row == (PacketState.WIPED.value, 1, digest[0], None, None, "", "", "", "")
    assert counter.rows(f"SELECT * FROM receipt WHERE application_id = '{old}'") == []


@pytest.mark.parametrize("problem", ["", "printer-silent"])
def test_a_receipts_paper_goes_with_its_facts_once_it_was_printed(counter: Counter, problem: str) -> None:
    """Owed it stays, however old: somebody may still come for it."""
    old = counter.serve(paper=b"sheet")
    counter.deliver(old)
    counter.pass_days(KEPT_DAYS + 1)
    counter.served_and_delivered()
    assert counter.wipe() == Wiped()
    assert not counter.store.wipe_packet(old)
    attempt = counter.store.begin_print(old)
    assert attempt is not None
    assert counter.wipe() == Wiped(), "nor while it is being printed"
    counter.store.end_print(old, attempt.number, problem)
    assert counter.wipe() == Wiped(packets=1)
    assert counter.rows("SELECT * FROM paper") == []


def test_no_number_is_given_twice_after_a_wipe(counter: Counter) -> None:
    """The wiped receipt had the highest number of its year: the next one must not get it again."""
    counter.served_and_delivered()
    counter.served_and_delivered()
    counter.pass_days(KEPT_DAYS + 1)
    counter.served_and_delivered()
    counter.wipe()
    assert counter.rows("SELECT count(*) FROM receipt") == [(1,)]
    counter.pass_days(KEPT_DAYS + 1)
    counter.served_and_delivered()
    counter.wipe()
    fifth = counter.serve()
    (item,) = [item for item in counter.store.outbox() if item.id == fifth]
    assert (item.sequence, item.receipt[:15]) == (5, "K07-2026-000005")


def test_the_chain_holds_over_a_wipe(counter: Counter) -> None:
    for _ in range(3):
        counter.served_and_delivered()
    anchor = counter.store.audit_head()
    counter.pass_days(KEPT_DAYS + 1)
    counter.served_and_delivered()
    assert counter.wipe().packets == 3
    events = counter.store.audit_events(limit=1_000)
    assert first_break(events, AuditHead(), {anchor.number: anchor.link}) is None


@pytest.mark.parametrize("state", ["sealed", "uploading", "refused"])
def test_what_the_portal_has_not_vouched_for_is_never_wiped(counter: Counter, state: str) -> None:
    packet = counter.serve()
    if state != "sealed":
        counter.store.claim(counter.clock.now())
    if state == "refused":
        counter.store.refuse(packet, "application-shape")
    counter.pass_days(5 * 365)
    counter.deliver(counter.serve())
    assert counter.wipe() == Wiped()
    assert counter.store.sealed_packet(packet)
    assert counter.store.wipe_packet(packet) is False


def test_an_acknowledgement_that_does_not_verify_now_keeps_its_packet(counter: Counter) -> None:
    forged = counter.serve()
    counter.deliver(forged, key=Ed25519PrivateKey.generate())
    counter.pass_days(KEPT_DAYS + 1)
    counter.served_and_delivered()
    assert counter.wipe() == Wiped(unproven=1)


def test_a_clock_that_runs_ahead_wipes_nothing_early(counter: Counter) -> None:
    counter.served_and_delivered()
    counter.pass_days(10 * 365)
    assert counter.wipe() == Wiped()
    # Nor when a packet of today, as the portal dates it, is delivered by that clock.
    counter.deliver(counter.serve(), accepted_at=datetime(2026, 1, 6, tzinfo=UTC))
    assert counter.wipe() == Wiped()


def test_a_station_that_never_heard_from_the_portal_keeps_everything(counter: Counter) -> None:
    counter.serve(PaymentState.DECLINED)
    counter.pass_days(10 * 365)
    assert counter.wipe() == Wiped()


def test_old_payments_go_once_their_outcome_is_final_and_their_application_delivered(counter: Counter) -> None:
    delivered = counter.served_and_delivered()
    for state in (PaymentState.DECLINED, PaymentState.CANCELLED, PaymentState.REVERSED, PaymentState.UNKNOWN):
        counter.serve(state)
    waiting = counter.serve()
    counter.pass_days(PAYMENT_DAYS + 1)
    counter.served_and_delivered()
    assert counter.wipe() == Wiped(packets=1, payments=4)
    left = {(row[0], row[1]) for row in counter.rows("SELECT application_id, state FROM payment")}
    assert (waiting, "captured") in left
    assert "unknown" in {state for _, state in left}
    assert delivered not in {application for application, _ in left}
    assert len(left) == 3


def test_a_late_acknowledgement_does_not_bring_a_wiped_packet_back(counter: Counter) -> None:
    old = counter.served_and_delivered()
    counter.pass_days(KEPT_DAYS + 1)
    counter.served_and_delivered()
    counter.wipe()
    counter.store.acknowledge(old, "M-2026-000002", b"{}", b"s")
    assert counter.store.requeue(old, counter.clock.now()) is False
    assert counter.store.turn_away(old, "application-shape") is False
    assert counter.rows(f"SELECT state FROM packet WHERE id = '{old}'") == [("wiped",)]


def test_nothing_of_the_wiped_stays_in_the_opened_file(counter: Counter) -> None:
    packet = counter.served_and_delivered()
    counter.pass_days(PAYMENT_DAYS + 1)
    counter.served_and_delivered()
    counter.wipe()
    tables = [counter.rows(f"SELECT * FROM {table}") for table in ("packet", "receipt", "payment")]
    assert str(tables).count(packet) == 1


def test_an_application_put_aside_goes_after_its_days(counter: Counter) -> None:
    days = RULES[Kept.DRAFT].days or 0
    for name in ("old", "young"):
        line = DraftLine(name, "kw.stall", 1, "demo", "", counter.clock.now(), 0)
        counter.store.keep_draft(line, b"body")
        counter.pass_days(days / 2 + 1)
    counter.served_and_delivered()
    assert counter.wipe() == Wiped(drafts=1)
    assert [line.id for line in counter.store.drafts()] == ["young"]
