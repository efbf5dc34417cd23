"""Rows about how stations do: their reports, the anchored heads of their audit trails, and alarms."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection, delete, func, insert, select, update

from portal.store.fleet_tables import ALARMS, ANCHORS, STATION_REPORTS
from portal.store.tables import APPLICATIONS, STATIONS
from shubbak.wire.report import StationReport

#: Reports of one station that are kept, the newest among them.
REPORTS_KEPT = 50


@dataclass(frozen=True, slots=True)
class StoredReport:
    """A report and when it came (RFC 3339 UTC, to the second)."""

    received_at: str
    report: StationReport


@dataclass(frozen=True, slots=True)
class Anchor:
    """An event's number and link (hex) as the portal first heard of it; 0 and "" before the first."""

    event: int = 0
    link: str = ""
    anchored_at: str = ""


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something that staff must look into. `times`: how often it was noticed between raised_at and seen_at.
    settled_at and settled_by are "" while it stands.
    """

    row: int
    station: str
    code: str
    raised_at: str
    seen_at: str
    times: int
    settled_at: str
    settled_by: str


def add_report(connection: Connection, report: StationReport, received_at: str) -> None:
    """Keep a report; the oldest beyond REPORTS_KEPT go."""
    body = msgspec.json.encode(report).decode()
    connection.execute(insert(STATION_REPORTS).values(station=report.station, received_at=received_at, body=body))
    mine = select(STATION_REPORTS.c.row).where(STATION_REPORTS.c.station == report.station)
    kept = mine.order_by(STATION_REPORTS.c.row.desc()).limit(REPORTS_KEPT).subquery()
    connection.execute(
        delete(STATION_REPORTS).where(
            STATION_REPORTS.c.station == report.station,
            STATION_REPORTS.c.row < select(func.min(kept.c.row)).scalar_subquery(),
        )
    )


def reports_of(connection: Connection, station: str) -> list[StoredReport]:
    """Return the reports that are kept of a station, the newest first."""
    wanted = select(STATION_REPORTS).where(STATION_REPORTS.c.station == station)
    rows = connection.execute(wanted.order_by(STATION_REPORTS.c.row.desc()))
    return [_report(row.received_at, row.body) for row in rows]


def newest_reports(connection: Connection) -> dict[str, StoredReport]:
    """Return every station's newest report by the station's code."""
    newest = select(func.max(STATION_REPORTS.c.row)).group_by(STATION_REPORTS.c.station)
    rows = connection.execute(select(STATION_REPORTS).where(STATION_REPORTS.c.row.in_(newest)))
    return {row.station: _report(row.received_at, row.body) for row in rows}


def _report(received_at: str, body: str) -> StoredReport:
    return StoredReport(received_at, msgspec.json.decode(body, type=StationReport))


def add_anchor(connection: Connection, station: str, anchor: Anchor) -> None:
    """Anchor an event for ever; raises IntegrityError when its number is anchored already."""
    connection.execute(
        insert(ANCHORS).values(station=station, event=anchor.event, link=anchor.link, anchored_at=anchor.anchored_at)
    )


def anchored_head(connection: Connection, station: str) -> Anchor:
    """Return the anchor with the highest number."""
    wanted = select(ANCHORS).where(ANCHORS.c.station == station).order_by(ANCHORS.c.event.desc()).limit(1)
    row = connection.execute(wanted).one_or_none()
    return Anchor() if row is None else Anchor(row.event, row.link, row.anchored_at)


def anchored_link(connection: Connection, station: str, event: int) -> str:
    """Return the link that is anchored at a number, "" when none is."""
    wanted = select(ANCHORS.c.link).where(ANCHORS.c.station == station, ANCHORS.c.event == event)
    return connection.execute(wanted).scalar_one_or_none() or ""


def anchors_of(connection: Connection, station: str) -> list[Anchor]:
    """Return everything that is anchored of a station, the lowest number first."""
    rows = connection.execute(select(ANCHORS).where(ANCHORS.c.station == station).order_by(ANCHORS.c.event))
    return [Anchor(row.event, row.link, row.anchored_at) for row in rows]


def raise_alarm(connection: Connection, station: str, code: str, now: str) -> None:
    """Raise an alarm, or count one more time on the same one that still stands."""
    standing = (ALARMS.c.station == station, ALARMS.c.code == code, ALARMS.c.settled_at == "")
    again = connection.execute(update(ALARMS).where(*standing).values(seen_at=now, times=ALARMS.c.times + 1))
    if again.rowcount == 0:
        connection.execute(
            insert(ALARMS).values(
                station=station, code=code, raised_at=now, seen_at=now, times=1, settled_at="", settled_by=""
            )
        )


def settle_alarm(connection: Connection, station: str, row: int, name: str, now: str) -> bool:
    """Mark a standing alarm of a station as dealt with; False when there is none such."""
    settled = connection.execute(
        update(ALARMS)
        .where(ALARMS.c.row == row, ALARMS.c.station == station, ALARMS.c.settled_at == "")
        .values(settled_at=now, settled_by=name)
    )
    return settled.rowcount == 1


def standing_alarms(connection: Connection) -> list[Alarm]:
    """Return the alarms of all stations that nobody has settled, the oldest first."""
    return _alarms(connection, ALARMS.c.settled_at == "")


def alarms_of(connection: Connection, station: str) -> list[Alarm]:
    """Return all alarms that a station ever had, the oldest first."""
    return _alarms(connection, ALARMS.c.station == station)


def _alarms(connection: Connection, which: object) -> list[Alarm]:
    rows = connection.execute(select(ALARMS).where(which).order_by(ALARMS.c.row))  # type: ignore[arg-type]
    return [Alarm(r.row, r.station, r.code, r.raised_at, r.seen_at, r.times, r.settled_at, r.settled_by) for r in rows]


@dataclass(frozen=True, slots=True)
class Arrived:
    """How many packets of a station are here, and the highest sequence number among them; not counted are numbers
    below the one that it said its packets begin with.
    """

    count: int = 0
    highest: int = 0


def arrived_by_station(connection: Connection) -> dict[str, Arrived]:
    """Return what is here of every station that has sent anything."""
    columns = (APPLICATIONS.c.station, func.count(), func.max(APPLICATIONS.c.sequence))
    own = select(*columns).join(STATIONS, STATIONS.c.code == APPLICATIONS.c.station)
    own = own.where(APPLICATIONS.c.sequence >= STATIONS.c.first_sequence)
    rows = connection.execute(own.group_by(APPLICATIONS.c.station))
    return {station: Arrived(count, highest) for station, count, highest in rows}


def highest_packet(connection: Connection, station: str) -> tuple[int, str]:
    """Return the highest sequence number that is here and when the station sealed it; 0 and "" when none is."""
    wanted = select(APPLICATIONS.c.sequence, APPLICATIONS.c.sealed_at).where(APPLICATIONS.c.station == station)
    row = connection.execute(wanted.order_by(APPLICATIONS.c.sequence.desc()).limit(1)).one_or_none()
    return (0, "") if row is None else (row.sequence, row.sealed_at)
