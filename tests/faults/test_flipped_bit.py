"""Fault 7: one bit of the file is another one: said, or without effect; never a row that is silently wrong."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from fakes.applications import an_application, payment_for
from fakes.clock import FakeClock
from fakes.portal import FakePortal, enrolled_identity
from fakes.station_key import store_at
from fault_tally import Tally

from shubbak.domain.audit import AuditEvent, AuditHead, first_break
from shubbak.ports.store import StoreError
from shubbak.services.outbox import SendKind, send_one
from shubbak.services.submission import submit_application

PORTAL = FakePortal()
CLOCK, IDENTITY = FakeClock(), enrolled_identity(PORTAL)
PACKETS = 6


@dataclass
class Read:
    """What a station could read of a file; `damaged` counts what it said that it could not."""

    rows: dict[str, object] = field(default_factory=dict)
    events: tuple[AuditEvent, ...] = ()
    damaged: int = 0


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    """A station's file with money, packets of many sizes and a catalogue, all in the file and nothing in its log."""
    PORTAL.stored.clear()
    path = tmp_path / "whole" / "station.sqlite"
    store = store_at(path)
    for number in range(PACKETS):
        store.intend(payment_for(f"a{number}", CLOCK))
        application = an_application(f"a{number}", scan=bytes([number]) * (1 + number * 15_000))
        submit_application(application, CLOCK, store, IDENTITY)
    assert send_one(store, PORTAL, IDENTITY, CLOCK).kind is SendKind.ACKNOWLEDGED
    store.save_catalogue(4, "catalogue" * 5_000, "signature")
    store.keep_fact("floor", "2026-03-05")
    store.close()
    return path


def read(path: Path) -> Read:
    """Read everything, as far as it goes; a packet without its bytes counts as damage, as the outbox does."""
    found = Read()
    try:
        store = store_at(path)
    except StoreError as error:
        assert error.code == "store-broken"
        return Read(damaged=1)
    verbs = {
        "outbox": store.outbox,
        "unsettled": store.unsettled,
        "catalogue": store.catalogue,
        "fact": lambda: store.fact("floor"),
        "events": lambda: store.audit_events(limit=10_000),
    }
    for name, verb in verbs.items():
        try:
            found.rows[name] = verb()
        except StoreError as error:
            assert error.code == "store-broken"
            found.damaged += 1
    found.events = found.rows.get("events", ())  # type: ignore[assignment]
    for number in range(PACKETS + 4):
        try:
            body = store.sealed_packet(f"a{number}")
        except StoreError as error:
            assert error.code == "store-broken"
            body = b""
        if body == b"":
            found.damaged += 1
        elif body is not None:
            found.rows[f"a{number}"] = body
    store.close()
    return found


def flip(path: Path, chance: random.Random) -> None:
    content = bytearray(path.read_bytes())
    place = chance.randrange(len(content))
    content[place] ^= 1 << chance.randrange(8)
    path.write_bytes(content)


def flipped(whole: Path, name: str, trials: int, chance: random.Random) -> Counter[str]:
    """Flip one bit of the file or of its log in a copy, again and again, and count what came of it."""
    copy, outcome = whole.parent.parent / "copy" / whole.name, Counter[str]()
    before = read_copy(whole, copy)
    head = AuditHead(before.events[-1].number, before.events[-1].link)
    for _ in range(trials):
        shutil.rmtree(copy.parent, ignore_errors=True)
        shutil.copytree(whole.parent, copy.parent)
        flip(copy.with_name(name), chance)
        after = read(copy)
        wrong = [key for key, value in after.rows.items() if before.rows.get(key) != value]
        if not wrong:
            outcome["detected" if after.damaged else "harmless"] += 1
        elif first_break(after.events, AuditHead(), {head.number: head.link}) is not None:
            outcome["older, seen by the portal's anchor"] += 1
        else:
            outcome["silently wrong"] += 1
    return outcome


def read_copy(whole: Path, copy: Path) -> Read:
    shutil.copytree(whole.parent, copy.parent)
    return read(copy)


def check(outcome: Counter[str], tally: Tally, label: str) -> None:
    tally(label, **{"flips": outcome.total(), "silently wrong": 0} | outcome)
    assert outcome["silently wrong"] == 0
    assert outcome["detected"] > outcome.total() // 2


@pytest.mark.fault(7)
def test_a_flipped_bit_is_seen_or_changes_nothing(whole: Path, tally: Tally) -> None:
    outcome = flipped(whole, whole.name, 60, random.Random(7))
    check(outcome, tally, "file, short")
    assert set(outcome) <= {"detected", "harmless"}


@pytest.mark.faults
@pytest.mark.fault(7)
@pytest.mark.timeout(1_800)
def test_two_thousand_flipped_bits_are_seen_or_change_nothing(whole: Path, tally: Tally) -> None:
    outcome = flipped(whole, whole.name, 2_000, random.Random(77))
    check(outcome, tally, "file, long")
    assert set(outcome) <= {"detected", "harmless"}


@pytest.fixture
def with_log(whole: Path) -> Path:
    """The same with more in its log, as a power cut leaves it: the last commits stand nowhere else."""
    store = store_at(whole)
    for number in range(PACKETS, PACKETS + 4):
        submit_application(an_application(f"a{number}", scan=bytes(40_000)), CLOCK, store, IDENTITY)
    cut = whole.parent.parent / "cut"
    shutil.copytree(whole.parent, cut, ignore=shutil.ignore_patterns("*-shm"))
    store.close()
    return cut / whole.name


@pytest.mark.fault(7)
def test_a_flipped_bit_in_the_log_is_seen_too(with_log: Path, tally: Tally) -> None:
    """The log ends where its sum does not hold: what is behind is gone, and the anchor at the portal says so."""
    outcome = flipped(with_log, f"{with_log.name}-wal", 12, random.Random(9))
    tally("log of the last commits", **{"flips": outcome.total(), "silently wrong": 0} | outcome)
    assert outcome["silently wrong"] == 0
    assert outcome["older, seen by the portal's anchor"] > 0


@pytest.mark.fault(7)
def test_one_damaged_packet_does_not_hold_the_others(whole: Path, tally: Tally) -> None:
    """Flip bits until one hits a packet's bytes: it goes to the drawer, the rest reaches the portal."""
    chance, copy = random.Random(5), whole.parent.parent / "copy" / whole.name
    while True:
        shutil.rmtree(copy.parent, ignore_errors=True)
        shutil.copytree(whole.parent, copy.parent)
        flip(copy, chance)
        try:
            store = store_at(copy)
        except StoreError:
            continue
        results = []
        try:
            while (result := send_one(store, PORTAL, IDENTITY, CLOCK)).kind is not SendKind.IDLE:
                results.append((result.kind, result.reason))
            items = store.outbox()
        except StoreError:
            continue  # the bit hit what all packets share; that is said, and for the trials above
        finally:
            store.close()
        refused = [result for result in results if result != (SendKind.ACKNOWLEDGED, "")]
        if refused:
            break
    tally("one damaged packet", sent=len(results) - 1, in_the_drawer=len(refused))
    assert refused == [(SendKind.REFUSED, "packet-damaged")]
    assert len(results) == PACKETS - 1
    assert sum(item.size > 0 for item in items) == 1
