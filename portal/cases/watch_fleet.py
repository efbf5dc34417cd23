"""The fleet: every station with what is known of it and what it needs, who needs help first."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from portal.assembly import Portal, stamp
from portal.cases.code_lists import authority
from portal.cases.find_gaps import Gaps, find_gaps, overdue_receipts
from portal.cases.station_code import is_station_code
from portal.cases.station_worries import StationRecord, StationState, Weight, Worry, help_order, judge_station
from portal.code_root import WARNED_BEFORE_END
from portal.keys import KeyFileError
from portal.refusal import RefusalError
from portal.store import catalogue_store, certificate_store, fleet_store, station_store
from portal.store.fleet_store import Alarm, Anchor, Arrived, StoredReport
from portal.store.staff_store import StaffAccount


@dataclass(frozen=True, slots=True)
class Fleet:
    """All stations at one time, who needs help first."""

    at: str
    stations: tuple[StationState, ...]


@dataclass(frozen=True, slots=True)
class StationFile:
    """Everything about one station: its alarms also when settled, its reports from the newest, its anchored head."""

    state: StationState
    alarms: list[Alarm]
    reports: list[StoredReport]
    head: Anchor
    gaps: Gaps


def watch_fleet(portal: Portal) -> Fleet:
    """Return every station as it stands now."""
    now = portal.now()
    with portal.database.read() as connection:
        records = _records(portal, connection)
        version = _catalogue_version(connection)
    states = sorted((judge_station(record, now, version) for record in records), key=help_order)
    return Fleet(stamp(now), tuple(states))


def list_worries(portal: Portal) -> list[Worry]:
    """Return what keeps the portal from signing its lists of keys and void receipts, now or soon: warrant-ended,
    warrant-ending with the days that are left, or lists-unsigned where a key is damaged or missing.
    """
    try:
        ends = datetime.fromisoformat(authority(portal).warrant.expires_at)
    except (KeyFileError, OSError):
        return [Worry("lists-unsigned", Weight.DANGER)]
    left = ends - portal.now()
    if left <= timedelta(0):
        return [Worry("warrant-ended", Weight.DANGER)]
    return [Worry("warrant-ending", Weight.ACT, max(1, left.days))] if left < WARNED_BEFORE_END else []


def open_station(portal: Portal, untrusted_station: str) -> StationFile:
    """Return everything about one station; raises RefusalError station-unknown."""
    if not is_station_code(untrusted_station):
        raise RefusalError("station-unknown")
    with portal.database.read() as connection:
        found = [one for one in _records(portal, connection) if one.place.station == untrusted_station]
        if not found:
            raise RefusalError("station-unknown")
        state = judge_station(found[0], portal.now(), _catalogue_version(connection))
        alarms = fleet_store.alarms_of(connection, untrusted_station)
        reports = fleet_store.reports_of(connection, untrusted_station)
        head = fleet_store.anchored_head(connection, untrusted_station)
    return StationFile(state, alarms, reports, head, find_gaps(portal, untrusted_station))


def anchors_of(portal: Portal, untrusted_station: str) -> list[Anchor]:
    """Return everything that is anchored of a station's audit trail; raises RefusalError station-unknown."""
    with portal.database.read() as connection:
        known = is_station_code(untrusted_station) and station_store.find_station(connection, untrusted_station)
        if not known:
            raise RefusalError("station-unknown")
        return fleet_store.anchors_of(connection, untrusted_station)


def settle_alarm(portal: Portal, account: StaffAccount, station: str, row: int) -> None:
    """Mark an alarm as dealt with, under the name of who did; raises RefusalError staff-role or not-found."""
    if account.role != "keeper":
        raise RefusalError("staff-role")
    with portal.database.write() as connection:
        if not fleet_store.settle_alarm(connection, station, row, account.name, stamp(portal.now())):
            raise RefusalError("not-found")


def _records(portal: Portal, connection: Connection) -> list[StationRecord]:
    reports = fleet_store.newest_reports(connection)
    arrived = fleet_store.arrived_by_station(connection)
    overdue = overdue_receipts(portal, connection)
    ends = certificate_store.certificate_ends(connection)
    alarms: defaultdict[str, list[Alarm]] = defaultdict(list)
    for alarm in fleet_store.standing_alarms(connection):
        alarms[alarm.station].append(alarm)
    return [
        StationRecord(
            place=known.place,
            enrolled_at=known.enrolled_at,
            revoked_at=known.revoked_at,
            arrived=arrived.get(known.place.station, Arrived()),
            newest=reports.get(known.place.station),
            alarms=tuple(alarms[known.place.station]),
            certificate_ends=ends.get(known.place.station, ""),
            first_sequence=known.first_sequence,
            receipts_missing=overdue.get(known.place.station, 0),
        )
        for known in station_store.list_stations(connection)
    ]


def _catalogue_version(connection: Connection) -> int:
    latest = catalogue_store.latest_mark(connection)
    return 0 if latest is None else latest[0]
