"""A station's report: kept, its audit head anchored, and answered with what the portal knows of the station."""

from __future__ import annotations

import logging
import re
from datetime import datetime, timedelta

import msgspec
from sqlalchemy import Connection

from portal.assembly import Portal, stamp
from portal.cases.certify_station import current_certificate
from portal.refusal import RefusalError
from portal.store import fleet_store, station_store
from portal.store.fleet_store import Anchor, StoredReport
from shubbak.wire.moment import moment_text, parse_moment
from shubbak.wire.report import REPORT_VERSION, ReportAnswer, ReportStatement, StationReport
from shubbak.wire.seal import sign_text

#: The station's trail is shorter than one that it told of before: it was put back from an older copy.
ROLLED_BACK = "station-rolled-back"
#: The trail says something else at a number than it said before: it was rewritten, or two machines share one name.
FORKED = "audit-forked"
#: A station that has two programs at work may report twice at once, and a call lasts a minute at most.
LATE_AT_MOST = timedelta(minutes=2)
_LOG = logging.getLogger("portal.fleet")
_LINK = re.compile(r"[0-9a-f]{64}")
_CODE = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_MAX_TEXT = 100
_MAX_CONDITIONS = 50
_MAX_NUMBER = 2**53


def take_report(portal: Portal, station: str, untrusted: StationReport) -> ReportAnswer:
    """Keep the report of the station that signed it and answer it.

    A report that came before, or that was overtaken on its way by a newer one, is answered and changes nothing. Raises
    RefusalError body-shape, report-misaddressed, station-unknown or station-revoked.
    """
    _check_shape(untrusted)
    if untrusted.station != station:
        raise RefusalError("report-misaddressed")
    with portal.database.write() as connection:
        # Two reports of one station at once would both find the same head; the second waits here for the first.
        known = station_store.lock_station(connection, station)
        if known is None:
            raise RefusalError("station-unknown")
        if known.revoked:
            raise RefusalError("station-revoked")
        _record(portal, connection, untrusted)
        return _answer(portal, connection, station)


def _record(portal: Portal, connection: Connection, report: StationReport) -> None:
    station, now = report.station, stamp(portal.now())
    head = fleet_store.anchored_head(connection, station)
    anchored = fleet_store.anchored_link(connection, station, report.events)
    earlier = fleet_store.reports_of(connection, station)
    if _came_before(report, earlier) or _was_overtaken(report, earlier, head, anchored):
        return
    if anchored and anchored != report.chain:
        fleet_store.raise_alarm(connection, station, FORKED, now)
    if report.events < head.event or _forgot_packets(connection, report):
        fleet_store.raise_alarm(connection, station, ROLLED_BACK, now)
    if report.events > head.event:
        fleet_store.add_anchor(connection, station, Anchor(report.events, report.chain, now))
    fleet_store.add_report(connection, report, now)
    before = set(earlier[0].report.conditions) if earlier else set()
    for code in dict.fromkeys(report.conditions):
        if code not in before:
            # Also what the station refused to take from us, such as update-forged: that is seldom the station's fault.
            _LOG.warning("station %s tells anew: %s", station, code)


def _came_before(report: StationReport, earlier: list[StoredReport]) -> bool:
    return any(one.report == report for one in earlier)


def _was_overtaken(report: StationReport, earlier: list[StoredReport], head: Anchor, anchored: str) -> bool:
    """Say whether this is an older word of the same trail, said before the newest report and late on its way.

    One that is anchored as it stands may be as old as it likes. Of another only its time tells it from a store that was
    put back, so it counts as late for as long as a call may last and no longer.
    """
    if report.events >= head.event or not earlier:
        return False
    before = parse_moment(earlier[0].report.at) - parse_moment(report.at)
    if before <= timedelta(0):
        return False
    return anchored == report.chain or (anchored == "" and before <= LATE_AT_MOST)


def _forgot_packets(connection: Connection, report: StationReport) -> bool:
    """Say whether a packet is here that the station had sealed before this report and does not know of.

    Both times are the station's own: a packet that is sealed and sent while the report travels is not forgotten.
    """
    highest, sealed_at = fleet_store.highest_packet(connection, report.station)
    if highest <= report.highest_sequence:
        return False
    try:
        return parse_moment(sealed_at) <= parse_moment(report.at)
    except ValueError:
        return True


def _answer(portal: Portal, connection: Connection, station: str) -> ReportAnswer:
    head = fleet_store.anchored_head(connection, station)
    highest, _ = fleet_store.highest_packet(connection, station)
    statement = ReportStatement(
        version=REPORT_VERSION,
        station=station,
        at=moment_text(portal.now()),
        highest_sequence=highest,
        anchored_event=head.event,
        anchored_chain=head.link,
        keys=portal.keys.public(),
    )
    text = msgspec.json.encode(statement).decode()
    certificate = current_certificate(portal, connection, station)
    return ReportAnswer(text, sign_text(text, portal.keys.signing), certificate)


def _check_shape(untrusted: StationReport) -> None:
    """Refuse what decodes but is no report; raises RefusalError body-shape."""
    numbers = (
        *(untrusted.events, untrusted.highest_sequence, untrusted.waiting, untrusted.refused),
        *(untrusted.unsettled_payments, untrusted.free_bytes, untrusted.catalogue_version),
    )
    sound = (
        untrusted.version == REPORT_VERSION
        and all(0 <= number <= _MAX_NUMBER for number in numbers)
        and _LINK.fullmatch(untrusted.chain)
        and _is_time(untrusted.at)
        and (untrusted.oldest_waiting_at == "" or _is_time(untrusted.oldest_waiting_at))
        and len(untrusted.program_version) <= _MAX_TEXT
        and untrusted.program_version.isprintable()
        and len(untrusted.conditions) <= _MAX_CONDITIONS
        and all(len(code) <= _MAX_TEXT and _CODE.fullmatch(code) for code in untrusted.conditions)
    )
    if not sound:
        raise RefusalError("body-shape")


def _is_time(untrusted: str) -> bool:
    try:
        moment: datetime = parse_moment(untrusted)
    except (ValueError, OverflowError):
        return False
    return len(untrusted) <= _MAX_TEXT and moment.year >= 1970
