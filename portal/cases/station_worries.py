"""What about a station needs somebody: each worry with its weight, judged from what the portal holds of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import IntEnum
from types import MappingProxyType
from typing import Final

from portal.store.fleet_store import Alarm, Arrived, StoredReport
from portal.store.station_store import StationPlace
from shubbak.wire.moment import parse_moment

#: A kiosk reports every few minutes while it runs; a day without a word is an office that was closed, or a fault.
SILENT_AFTER: Final = timedelta(hours=24)
#: A packet that waits this long has met more than a bad line.
OLD_AFTER: Final = timedelta(hours=24)
#: Renewal comes with a report, long before this; a certificate this near its end has not been renewed.
CERTIFICATE_NEAR_END: Final = timedelta(days=14)
#: Conditions of `shubbak.services.readiness` under which a station takes no new work.
CLOSING_CONDITIONS: Final = frozenset(
    {
        *("store-failed", "disk-low", "store-older", "clock-behind", "clock-jumped", "outbox-full"),
        *("offline-too-long", "station-revoked"),
    }
)


class Weight(IntEnum):
    """How much a worry weighs: NOTICE something to know, ACT somebody should go and look, DANGER something may be lost
    or false.
    """

    NOTICE = 1
    ACT = 2
    DANGER = 3


@dataclass(frozen=True, slots=True)
class Worry:
    """One thing that needs somebody. code: its sentence stands under `fleet.worry`. count: how many, 0 where nothing is
    counted; hours for a station that is silent, days for a certificate that ends.
    """

    code: str
    weight: Weight
    count: int = 0


@dataclass(frozen=True, slots=True)
class StationRecord:
    """What the portal holds of a station. revoked_at and certificate_ends are "" where there is none; first_sequence:
    the number that its packets begin with. receipts_missing: receipt numbers that are overdue.
    """

    place: StationPlace
    enrolled_at: str
    revoked_at: str
    arrived: Arrived
    newest: StoredReport | None = None
    alarms: tuple[Alarm, ...] = ()
    certificate_ends: str = ""
    first_sequence: int = 1
    receipts_missing: int = 0

    @property
    def gaps(self) -> int:
        """How many of its sequence numbers below the highest one never arrived."""
        return max(0, self._sealed(self.arrived.highest) - self.arrived.count)

    @property
    def lost(self) -> int:
        """How many packets the station sealed that are neither here nor, by its own word, still there."""
        if self.newest is None:
            return 0
        report = self.newest.report
        sealed = self._sealed(report.highest_sequence)
        return max(0, sealed - self.arrived.count - report.waiting - report.refused)

    def _sealed(self, highest: int) -> int:
        """How many packets the station sealed as itself, up to a number: those of who it was before are not its own."""
        return highest - self.first_sequence + 1


@dataclass(frozen=True, slots=True)
class StationState:
    """A station with its worries, the heaviest first."""

    record: StationRecord
    worries: tuple[Worry, ...] = field(default=())

    @property
    def weight(self) -> int:
        """The heaviest worry's weight, 0 when there is none."""
        return max((worry.weight for worry in self.worries), default=0)


def judge_station(record: StationRecord, now: datetime, catalogue_version: int) -> StationState:
    """Return a station with its worries; a revoked one has none but its standing alarms."""
    worries = list(_alarms(record))
    if not record.revoked_at:
        worries += [*_contact(record, now), *_reported(record, now), *_kept(record, now, catalogue_version)]
    return StationState(record, tuple(sorted(worries, key=lambda worry: -worry.weight)))


def help_order(state: StationState) -> tuple[object, ...]:
    """Sort key: who needs help first. Heaviest worry, then how many of them weigh, then longest without a word."""
    heard = state.record.newest.received_at if state.record.newest else state.record.enrolled_at
    total = sum(worry.weight for worry in state.worries)
    return bool(state.record.revoked_at) and not state.worries, -state.weight, -total, heard, state.record.place.station


def _alarms(record: StationRecord) -> Iterator[Worry]:
    for alarm in record.alarms:
        if not alarm.settled_at:
            yield Worry(alarm.code, Weight.DANGER, alarm.times)


def _contact(record: StationRecord, now: datetime) -> Iterator[Worry]:
    heard = datetime.fromisoformat(record.newest.received_at if record.newest else record.enrolled_at)
    hours = int((now - heard) / timedelta(hours=1))
    if now - heard > SILENT_AFTER:
        yield Worry("station-silent" if record.newest else "station-never-reported", Weight.ACT, hours)
    elif record.newest is None:
        yield Worry("station-new", Weight.NOTICE)


def _reported(record: StationRecord, now: datetime) -> Iterator[Worry]:
    if record.newest is None:
        return
    report = record.newest.report
    for code in dict.fromkeys(report.conditions):
        yield Worry(code, Weight.ACT if code in CLOSING_CONDITIONS else Weight.NOTICE)
    if report.refused:
        yield Worry("packets-refused", Weight.ACT, report.refused)
    if report.unsettled_payments:
        yield Worry("payments-unsettled", Weight.NOTICE, report.unsettled_payments)
    waited = waiting_for(record.newest, now)
    if waited is not None and waited > OLD_AFTER:
        yield Worry("packets-old", Weight.ACT, report.waiting)


def _kept(record: StationRecord, now: datetime, catalogue_version: int) -> Iterator[Worry]:
    if record.lost:
        yield Worry("packets-missing", Weight.DANGER, record.lost)
    if record.receipts_missing:
        yield Worry("receipts-missing", Weight.ACT, record.receipts_missing)
    if record.gaps:
        yield Worry("packets-gap", Weight.NOTICE, record.gaps)
    if record.certificate_ends:
        left = datetime.fromisoformat(record.certificate_ends) - now
        if left <= timedelta(0):
            yield Worry("certificate-ended", Weight.NOTICE)
        elif left < CERTIFICATE_NEAR_END:
            yield Worry("certificate-ending", Weight.NOTICE, max(1, left.days))
    if record.newest and record.newest.report.catalogue_version < catalogue_version:
        yield Worry("catalogue-old", Weight.NOTICE)


def waiting_for(newest: StoredReport, now: datetime) -> timedelta | None:
    """Return how long the oldest packet has waited, None when none waits.

    The station's clock may be wrong, so its age is measured on that clock, up to the report, and on ours after it.
    """
    report = newest.report
    if not report.oldest_waiting_at or not report.waiting:
        return None
    age = parse_moment(report.at) - parse_moment(report.oldest_waiting_at)
    return max(timedelta(0), age) + (now - datetime.fromisoformat(newest.received_at))


#: For the fleet's summary: how many stations by weight.
WEIGHTS: Final[Mapping[int, str]] = MappingProxyType(
    {Weight.DANGER: "danger", Weight.ACT: "act", Weight.NOTICE: "notice", 0: "well"}
)
