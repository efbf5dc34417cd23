"""Station and portal against everything at once: thousands of short histories that nobody would think of writing.

Real store, verbs and portal cases; a line with fifteen plans, deaths at any verb of the store, clocks that jump,
attackers who replay, squat and speak for others, and a store that is put back from an older copy. After every step all
invariants hold; at the end of every history everything that was shown arrives. Eighty examples once missed a true hole
that a thousand found: the long form has at least that many.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from typing import Any, ClassVar

import hypothesis.strategies as st
import pytest
from fault_tally import Tally
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from model_attacks import Attackers
from model_portal import PLANS, ModelPortal, Row
from model_station import ModelStation
from promises import open_file
from station_life import STORE_KEY, STORE_NAME, open_store

from shubbak.adapters.devices.simulated_terminal import Behaviour
from shubbak.domain.payment import PaymentState
from shubbak.services.payments import EarlierPaymentError
from shubbak.services.reporting import REPORT_EVENT, Surroundings, send_report, station_report
from shubbak.wire.packet import Acknowledgement
from shubbak.wire.seal import read_acknowledgement

FUSES = st.one_of(st.just(-1), st.integers(0, 5))
JUMPS = st.sampled_from([-3650.0, -1.0, 0.002, 1.0, 40.0, 3650.0])
#: Words that only an application holds; no bytes of the store may.
PERSON = (b"ERIKSSON", "بقالة النور".encode(), b"274081200011")


class StationAndPortal(RuleBasedStateMachine):
    office: ClassVar[ModelPortal]
    attackers: ClassVar[Attackers]
    #: What happened how often, over all examples.
    steps: ClassVar[Counter[str]]

    def __init__(self) -> None:
        super().__init__()
        self.station = ModelStation(self.office)
        self.copy: bytes | None = None
        self.looked_at: Any = None

    def choose(self, data: Any, names: list[str]) -> str:
        return data.draw(st.sampled_from(sorted(names)))

    def unsubmitted(self) -> list[str]:
        return [name for name in self.station.applications if name not in self.station.said.shown]

    # A person at the station.

    @initialize()
    def first_visits(self) -> None:
        self.whole_visits(2)

    @rule(count=st.integers(1, 3))
    def whole_visits(self, count: int) -> None:
        """As nearly all are; what may go wrong in one comes from the rules below."""
        for _ in range(count):
            name = self.station.begin()
            self.station.pay(name, Behaviour.APPROVE, 1, queries=1)
            self.station.submit(name, b"scan", 1)

    @rule()
    def begin(self) -> None:
        self.station.begin()

    @precondition(lambda self: self.unpaid())
    @rule(data=st.data(), how=st.sampled_from(Behaviour), taps=st.integers(1, 2), fuse=FUSES, after=st.booleans())
    def pay(self, data: Any, how: Behaviour, taps: int, fuse: int, after: bool) -> None:
        name = self.choose(data, self.unpaid())

        def paying() -> None:
            try:
                self.station.pay(name, how, taps, queries=data.draw(st.integers(0, 1)))
            except EarlierPaymentError:
                self.steps["earlier payment unknown"] += 1

        self.station.mortally(paying, fuse, after)

    def unpaid(self) -> list[str]:
        paid = {name for name, payment in self.station.applications.items() if payment and payment.state == "captured"}
        return [name for name in self.unsubmitted() if name not in paid]

    @precondition(lambda self: self.unsubmitted())
    @rule(data=st.data(), fuse=FUSES)
    def ask_terminal_again(self, data: Any, fuse: int) -> None:
        name = self.choose(data, self.unsubmitted())
        self.station.mortally(lambda: self.station.ask_again(name), fuse)

    @precondition(lambda self: self.unsubmitted())
    @rule(data=st.data())
    def leave(self, data: Any) -> None:
        self.station.leave(self.choose(data, self.unsubmitted()))

    @precondition(lambda self: self.ready())
    @rule(data=st.data(), size=st.integers(0, 9_000), taps=st.integers(1, 3), fuse=FUSES, after=st.booleans())
    def submit(self, data: Any, size: int, taps: int, fuse: int, after: bool) -> None:
        name = self.choose(data, self.ready())
        self.station.mortally(lambda: self.station.submit(name, bytes(size), taps), fuse, after)

    def ready(self) -> list[str]:
        """Paid ones, submitted or not: a late tap comes after the receipt, too."""
        payments = self.station.applications.items()
        return [name for name, payment in payments if payment and payment.state is PaymentState.CAPTURED]

    # The station and its surroundings.

    @rule(plans=st.lists(st.sampled_from(PLANS), min_size=1, max_size=5), pieces=st.booleans(), fuse=FUSES)
    def send(self, plans: list[str], pieces: bool, fuse: int) -> None:
        """Several tries, each when the next is due; the last may be the station's end."""
        for plan in plans:
            before = len(self.station.line.sent)
            last = plan is plans[-1]
            sending = partial(self.station.send, plan, pieces or plan == "pieces-cut")
            self.station.mortally(sending, fuse if last else -1, after=pieces)
            self.steps[plan] += len(self.station.line.sent) - before
            self.station.clock.advance(minutes=6)

    @rule()
    def restart(self) -> None:
        self.station.die()

    @rule(days=JUMPS)
    def clock_jumps(self, days: float) -> None:
        self.station.clock.advance(days=days)

    @rule()
    def operator_sends_refused_again(self) -> None:
        self.station.requeue_all()

    @rule()
    def portal_has_a_new_key(self) -> None:
        """The station hears of it; what it sealed before still opens."""
        self.office.rotate_key()
        self.station.identity = self.office.told(self.station.identity)

    @rule()
    def copy_is_made(self) -> None:
        self.station.die()  # so that the file is whole
        self.copy = (self.station.folder / STORE_NAME).read_bytes()

    @precondition(lambda self: self.copy is not None)
    @rule()
    def older_copy_is_put_back(self) -> None:
        """Report from the true store, put the copy in its place: the next report must show it. Then undo."""
        self.report()
        self.station.store.close()
        path = self.station.folder / STORE_NAME
        true = path.read_bytes()
        path.write_bytes(self.copy or b"")
        self.station.store.store = open_store(self.station.folder, self.station.clock.now)
        word = self.report()
        self.station.store.close()
        path.write_bytes(true)
        self.station.boot()
        assert word.older, "an older store was not found out"
        self.steps["older copies found out"] += 1

    def report(self) -> Any:
        station = self.station
        station.clock.advance(seconds=1)
        station.store.note(REPORT_EVENT)
        around = Surroundings(station.clock.now(), 10**12, 0, 1, "1", ())
        report = station_report(station.store, station.identity, around)  # type: ignore[arg-type]
        return send_report(station.store, self.office, station.identity, report)  # type: ignore[arg-type]

    # People who mean harm; they recorded all that ever left the station.

    @precondition(lambda self: self.station.line.sent)
    @rule(data=st.data())
    def replay(self, data: Any) -> None:
        packet_id, packet = data.draw(st.sampled_from(self.station.line.sent))
        self.steps["attacks"] += self.attackers.replay(self.station, packet_id, packet)

    @precondition(lambda self: self.station.line.sent)
    @rule(data=st.data())
    def squat_and_impersonate(self, data: Any) -> None:
        packet_id, packet = data.draw(st.sampled_from(self.station.line.sent))
        self.steps["attacks"] += self.attackers.squat(self.station, packet_id, packet)

    # What always holds.

    @invariant()
    def every_promise_holds(self) -> None:
        """Look at everything whenever something may have changed."""
        now = (self.station.store.audit_head(), self.station.said.count, self.steps["attacks"])
        if now == self.looked_at:
            return
        self.looked_at = now
        assert self.station.broken() == []
        rows = {row.id: row for row in self.office.rows(self.station.identity.station)}
        self.check_portal_rows(rows)
        connection = open_file(self.station.folder / STORE_NAME, STORE_KEY)
        try:
            self.check_acknowledged(connection, rows)
            self.check_money(connection)
            self.check_nobody_is_readable(connection)
        finally:
            connection.close()

    def check_portal_rows(self, rows: dict[str, Row]) -> None:
        """Each packet once, as it was sealed."""
        ours = {item.id: item for item in self.station.store.outbox()}
        for row in rows.values():
            sequence, digest = self.station.said.left[row.id]
            assert (row.sequence, row.digest) == (sequence, digest)
            assert row.receipt == ours[row.id].receipt

    def check_acknowledged(self, connection: Any, rows: dict[str, Row]) -> None:
        """Acknowledged means stored and signed."""
        query = "SELECT id, digest, case_number, statement, signature FROM packet WHERE state = 'acknowledged'"
        for name, digest, case, statement, signature in connection.execute(query).fetchall():
            answer = Acknowledgement(statement.decode(), signature.decode())
            word = read_acknowledgement(answer, self.station.identity.portal_signing, name, digest)
            assert (word.id, word.digest) == (name, digest)
            assert rows[name].case == case == word.case
            assert rows[name].statement == answer.statement

    def check_money(self, connection: Any) -> None:
        """Captured by the terminal = submitted + still to be settled; given back is captured no more."""
        book = self.station.terminal.outcomes()
        captured = {name for name, outcome in book.items() if outcome.state is PaymentState.CAPTURED}
        query = "SELECT y.id FROM payment y JOIN packet k ON k.id = y.application_id WHERE y.state = 'captured'"
        submitted = [name for (name,) in connection.execute(query).fetchall()]
        packets = connection.execute("SELECT count(*) FROM packet").fetchone()[0]
        unsettled = {payment.id for payment in self.station.store.unsettled()}
        assert len(submitted) == len(set(submitted)) == packets
        assert captured == set(submitted) | (captured & unsettled)

    def check_nobody_is_readable(self, connection: Any) -> None:
        for table in ("payment", "packet", "packet_chunk", "receipt", "event", "fact"):
            for row in connection.execute(f"SELECT * FROM {table}"):
                content = b"".join(cell if isinstance(cell, bytes) else str(cell).encode() for cell in row)
                assert not any(word in content for word in PERSON)

    def teardown(self) -> None:
        try:
            self.station.drain()
            self.every_promise_holds()
            arrived = {row.id: row.receipt for row in self.office.rows(self.station.identity.station)}
            assert self.station.said.shown.items() <= arrived.items()
            self.steps["packets delivered"] += len(arrived)
        finally:
            self.station.close()


def model_of(office: ModelPortal, counts: Counter[str]) -> type[StationAndPortal]:
    """Return the machine of one portal; a history's end also needs it, so that it is closed by whoever opened it."""
    world = {"office": office, "attackers": Attackers(office), "steps": counts}
    return type("StationAndPortalHere", (StationAndPortal,), world)


def explore(examples: int, steps: int, seeded: int) -> Counter[str]:
    """Run histories and return what happened in them; raises AssertionError with the shortest one that goes wrong."""
    office, counts = ModelPortal(), Counter[str]()
    chosen = settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        # Planted bugs (mutants.py) are only to be noticed; the shortest history takes minutes to find.
        phases=(Phase.generate,) if os.environ.get("WITHOUT_SHRINKING") else (Phase.generate, Phase.shrink),
    )
    try:
        run_state_machine_as_test(seed(seeded)(model_of(office, counts)), settings=chosen)
    finally:
        office.close()
    return counts


def told(tally: Tally, label: str, counts: Counter[str], began: float) -> None:
    words = {word.replace("-", " "): count for word, count in sorted(counts.items())}
    tally(label, seconds=time.monotonic() - began, **words)


@pytest.fixture
def model() -> Iterator[type[StationAndPortal]]:
    office = ModelPortal()
    yield model_of(office, Counter())
    office.close()


def test_every_plan_by_itself_breaks_no_promise(model: type[StationAndPortal]) -> None:
    """Each plan meets two packets, all attacks come between: what chance may leave out of a few histories."""
    for number, plan in enumerate(PLANS):
        history = model()
        history.whole_visits(2)
        history.send([plan], pieces=number % 2 == 0, fuse=-1)
        for packet_id, packet in dict(history.station.line.sent).items():
            history.attackers.squat(history.station, packet_id, packet)
            history.attackers.replay(history.station, packet_id, packet)
        history.every_promise_holds()
        history.send([plan, "good", plan], pieces=number % 2 == 1, fuse=2)
        history.every_promise_holds()
        history.teardown()


def test_no_history_breaks_a_promise(tally: Tally) -> None:
    began = time.monotonic()
    counts = explore(10, 15, seeded=1)
    told(tally, "model of station and portal, 10 histories", counts, began)
    assert counts["packets delivered"] > 10


@pytest.mark.faults
@pytest.mark.timeout(3_600)
def test_no_history_of_a_thousand_breaks_a_promise(tally: Tally) -> None:
    began = time.monotonic()
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
        halves = [pool.submit(explore, 550, 30, random.getrandbits(64)) for _ in range(2)]
        counts = halves[0].result() + halves[1].result()
    told(tally, "model of station and portal, 1,100 histories", counts, began)
    assert min(counts[plan] for plan in PLANS) > 0
    assert min(counts["attacks"], counts["older copies found out"]) > 0
