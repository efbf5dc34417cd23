"""Judges whether a station may take new work: early warning first, then a plain no. Nothing here stops the outbox."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from shubbak.domain.readiness import Condition, Level
from shubbak.domain.text import isolate

_MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From when on a station warns, and from when on it takes nothing new. Sizes in bytes, shares of the whole disk.

    An application with its scans is a few megabytes: at 500 MB a visit under way still fits a hundred times over.
    clock_slack: what a wrong clock may be off before it counts. longest_rest: a clock that is further ahead than this
    of all that the station ever saw was set wrong, unless the portal says otherwise.
    """

    closed_free: int = 500 * _MEGABYTE
    closed_share: float = 0.02
    warned_free: int = 2_000 * _MEGABYTE
    warned_share: float = 0.05
    closed_unsent: int = 500
    warned_unsent: int = 300
    closed_offline: timedelta = timedelta(days=7)
    warned_offline: timedelta = timedelta(days=3)
    clock_slack: timedelta = timedelta(minutes=5)
    longest_rest: timedelta = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Readings:
    """What was measured at one look. store_fault: the store's own code when it failed, "" when it works.

    trusted_now: the portal's last word on the time, carried forward by the machine's uptime; None before the first
    contact since the program started. floor: the latest time ever seen. older: the portal knows more of this station
    than the store does. refusal: why the last update was not taken, "" when all is well. printer_failed: staff said no
    to a question of a printer's last test page. bad_paper: the file of the municipality's own receipts that cannot be
    used, "" for none. trust_unreadable: whose keys count here cannot be read, so no paper's code is checked.
    invoices: what staff should know of the office's tax invoices.
    """

    now: datetime
    free: int
    disk: int
    waiting: int
    last_contact: datetime | None = None
    floor: datetime | None = None
    trusted_now: datetime | None = None
    store_fault: str = ""
    revoked: bool = False
    older: bool = False
    refusal: str = ""
    printer_failed: bool = False
    bad_paper: str = ""
    trust_unreadable: bool = False
    invoices: tuple[Condition, ...] = ()


def judge(seen: Readings, at: Thresholds = Thresholds()) -> tuple[Condition, ...]:
    """Return what stands in the way, closing ones first."""
    found = [*_store(seen, at), *_portal(seen), *clock_conditions(seen, at), *_outbox(seen, at), *_offline(seen, at)]
    if seen.printer_failed:
        found.append(Condition("printer-test-failed", Level.WARNING))
    if seen.bad_paper:  # the shipped receipt is printed in its place
        found.append(Condition("receipt-template-refused", Level.WARNING, {"file": isolate(seen.bad_paper)}))
    if seen.trust_unreadable:
        found.append(Condition("code-trust-unreadable", Level.WARNING))
    found += seen.invoices
    return tuple(sorted(found, key=lambda one: one.level is not Level.CLOSED))


def _store(seen: Readings, at: Thresholds) -> Iterator[Condition]:
    if seen.store_fault not in ("", "store-busy", "store-full"):
        yield Condition("store-failed", Level.CLOSED)
    if not seen.disk:
        return  # nobody could measure it; then the store has failed too
    room = {"megabytes": isolate(str(seen.free // _MEGABYTE))}
    if seen.free < max(at.closed_free, at.closed_share * seen.disk) or seen.store_fault == "store-full":
        yield Condition("disk-low", Level.CLOSED, room)
    elif seen.free < max(at.warned_free, at.warned_share * seen.disk):
        yield Condition("disk-full-soon", Level.WARNING, room)


def _portal(seen: Readings) -> Iterator[Condition]:
    if seen.revoked:
        yield Condition("station-revoked", Level.CLOSED)
    if seen.older:
        yield Condition("store-older", Level.CLOSED)
    if seen.refusal:  # work goes on with what is there; somebody should ask who offers such updates
        yield Condition(seen.refusal, Level.WARNING)


def clock_conditions(seen: Readings, at: Thresholds) -> Iterator[Condition]:
    """Yield what is wrong with the clock. The portal's word comes first: a clock that once ran ahead has left its
    mark on the floor, and only the portal (or a person) can say that it was the floor that was wrong.
    """
    lowest, highest = seen.floor, seen.floor + at.longest_rest if seen.floor else None
    if seen.trusted_now is not None:
        lowest, highest = seen.trusted_now, seen.trusted_now
    if lowest is not None and seen.now < lowest - at.clock_slack:
        yield Condition("clock-behind", Level.CLOSED)
    elif highest is not None and seen.now > highest + at.clock_slack:
        yield Condition("clock-jumped", Level.CLOSED)


def _outbox(seen: Readings, at: Thresholds) -> Iterator[Condition]:
    count = {"count": isolate(str(seen.waiting))}
    if seen.waiting > at.closed_unsent:
        yield Condition("outbox-full", Level.CLOSED, count)
    elif seen.waiting > at.warned_unsent:
        yield Condition("outbox-crowded", Level.WARNING, count)


def _offline(seen: Readings, at: Thresholds) -> Iterator[Condition]:
    """A wrong clock says nothing about days: then the clock is what is wrong, and it is said already."""
    if seen.last_contact is None or any(clock_conditions(seen, at)):
        return
    away = seen.now - seen.last_contact
    days = {"days": isolate(str(away.days))}
    if away > at.closed_offline:
        yield Condition("offline-too-long", Level.CLOSED, days)
    elif away > at.warned_offline:
        yield Condition("offline-long", Level.WARNING, days)
