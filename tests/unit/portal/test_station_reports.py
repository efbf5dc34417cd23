"""Reports over the API: anchors that never move, alarms for stations that forget or change their word."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from fakes.portal_office import PortalOffice
from fakes.station import FakeStation

from portal.cases.accept_packet import DISAGREES
from portal.cases.certify_station import CERTIFICATE_LIFE, RENEWED_BEFORE_END
from portal.cases.take_report import FORKED, ROLLED_BACK
from portal.store import fleet_store, station_store
from portal.store.fleet_store import REPORTS_KEPT, Anchor
from shubbak.wire.certificate import StationCertificate, read_certificate
from shubbak.wire.moment import moment_text
from shubbak.wire.report import ReportAnswer, ReportStatement, StationReport
from shubbak.wire.seal import check_text
from shubbak.wire.station import SignedCertificate

SECOND = timedelta(seconds=1)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[PortalOffice]:
    opened = PortalOffice(tmp_path)
    yield opened
    opened.close()


def a_report(office: PortalOffice, events: int, trail: str = "a", station: str = "K07", **more: Any) -> StationReport:
    """A report at the office's time; `trail` names a history, so that equal names and numbers have equal links."""
    link = (f"{ord(trail):02x}{events:06x}" * 8)[:64]
    plain = StationReport(
        *(1, station, moment_text(office.time), events, link, 0, 0, 0, "", 0, 10**10, 1, "0.1.0", ["disk-full-soon"])
    )
    return msgspec.structs.replace(plain, **more)


def post(office: PortalOffice, station: FakeStation, report: StationReport, of: str = "K07") -> Any:
    body = msgspec.json.encode(report)
    return office.client.post(f"/api/v1/stations/{of}/reports", content=body, auth=station.auth)


def answered(office: PortalOffice, station: FakeStation, report: StationReport) -> ReportStatement:
    answer = post(office, station, report)
    assert answer.status_code == 200, answer.text
    signed = msgspec.json.decode(answer.content, type=ReportAnswer)
    assert check_text(signed.statement, signed.signature, office.portal.keys.signing.public_key())
    office.pass_time(SECOND)
    return msgspec.json.decode(signed.statement, type=ReportStatement)


def alarms(office: PortalOffice) -> dict[str, int]:
    """Alarms about what stations report; the applications of these are about a service that no catalogue has."""
    with office.portal.database.read() as connection:
        return {alarm.code: alarm.times for alarm in fleet_store.standing_alarms(connection) if alarm.code != DISAGREES}


def anchors(office: PortalOffice) -> list[int]:
    with office.portal.database.read() as connection:
        return [anchor.event for anchor in fleet_store.anchors_of(connection, "K07")]


def refused(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["type"]


def test_a_report_is_anchored_and_answered_with_what_the_portal_knows(office: PortalOffice) -> None:
    station = office.enrolled()
    packet = station.packet()
    url = f"/api/v1/stations/K07/packets/{packet[0]}"
    assert office.client.put(url, content=packet[1], auth=station.auth).status_code == 201
    office.pass_time(timedelta(hours=1))
    report = a_report(office, 12, highest_sequence=1)
    statement = answered(office, station, report)
    assert (statement.station, statement.at) == ("K07", "2026-03-01T13:00:00.000000Z")
    assert (statement.highest_sequence, statement.anchored_event, statement.anchored_chain) == (1, 12, report.chain)
    assert statement.keys == office.portal.keys.public()
    assert alarms(office) == {}


def test_a_report_that_comes_again_changes_nothing(office: PortalOffice) -> None:
    station = office.enrolled()
    first, second = a_report(office, 3), a_report(office, 3)
    answered(office, station, first)
    newer = a_report(office, 9)
    answered(office, station, newer)
    office.pass_time(timedelta(hours=5))
    assert answered(office, station, second).anchored_event == 9
    with office.portal.database.read() as connection:
        assert [stored.report for stored in fleet_store.reports_of(connection, "K07")] == [newer, first]
    assert (alarms(office), anchors(office)) == ({}, [3, 9])


def test_a_store_that_was_put_back_is_noticed_and_told_how_far_it_had_come(office: PortalOffice) -> None:
    station = office.enrolled()
    head = a_report(office, 50)
    answered(office, station, a_report(office, 20))
    answered(office, station, head)
    statement = answered(office, station, a_report(office, 21, trail="b"))
    assert (statement.anchored_event, statement.anchored_chain) == (50, head.chain)
    assert (alarms(office), anchors(office)) == ({ROLLED_BACK: 1}, [20, 50])
    answered(office, station, a_report(office, 22, trail="b"))
    assert alarms(office) == {ROLLED_BACK: 2}


def test_a_store_that_was_put_back_to_an_anchored_point_is_noticed_too(office: PortalOffice) -> None:
    station = office.enrolled()
    answered(office, station, a_report(office, 20))
    answered(office, station, a_report(office, 50))
    answered(office, station, a_report(office, 20))
    assert alarms(office) == {ROLLED_BACK: 1}


def test_a_trail_that_says_something_else_is_noticed_and_its_anchor_stays(office: PortalOffice) -> None:
    station = office.enrolled()
    first = a_report(office, 30)
    answered(office, station, first)
    statement = answered(office, station, a_report(office, 30, trail="b"))
    assert statement.anchored_chain == first.chain
    assert alarms(office) == {FORKED: 1}
    answered(office, station, a_report(office, 31, trail="b"))
    assert anchors(office) == [30, 31], "what a station says after an alarm is evidence, too"


def test_a_station_that_forgot_a_packet_is_noticed_even_with_a_longer_trail(office: PortalOffice) -> None:
    station = office.enrolled()
    for _ in range(3):
        packet = station.packet()
        office.client.put(f"/api/v1/stations/K07/packets/{packet[0]}", content=packet[1], auth=station.auth)
    answered(office, station, a_report(office, 90, highest_sequence=2))
    assert alarms(office) == {ROLLED_BACK: 1}


def test_a_packet_that_overtakes_a_report_is_not_forgotten(office: PortalOffice) -> None:
    station = office.enrolled()
    early = a_report(office, 5, at="2026-03-01T11:59:59.500000Z")
    packet = station.packet()  # sealed at noon
    office.client.put(f"/api/v1/stations/K07/packets/{packet[0]}", content=packet[1], auth=station.auth)
    assert answered(office, station, early).highest_sequence == 1
    assert alarms(office) == {}


def test_a_report_that_another_overtook_raises_no_alarm_but_an_hour_later_it_does(office: PortalOffice) -> None:
    station = office.enrolled()
    slow = a_report(office, 7)
    office.pass_time(30 * SECOND)
    answered(office, station, a_report(office, 8))
    answered(office, station, slow)
    assert alarms(office) == {}
    office.pass_time(timedelta(hours=1))
    answered(office, station, a_report(office, 9))
    answered(office, station, a_report(office, 6, at=slow.at))
    assert alarms(office) == {ROLLED_BACK: 1}


def test_a_clock_that_steps_back_is_no_rollback(office: PortalOffice) -> None:
    station = office.enrolled()
    answered(office, station, a_report(office, 5, at="2036-01-01T00:00:00.000000Z"))
    answered(office, station, a_report(office, 6))
    answered(office, station, a_report(office, 6, at="1970-01-01T00:00:09.000000Z"))
    with office.portal.database.read() as connection:
        assert len(fleet_store.reports_of(connection, "K07")) == 3
    assert alarms(office) == {}


def test_a_revoked_station_is_refused_at_its_next_contact(office: PortalOffice) -> None:
    station = office.enrolled()
    answered(office, station, a_report(office, 5))
    with office.portal.database.write() as connection:
        station_store.revoke(connection, "K07", "2026-03-01T12:00:05Z")
    assert refused(post(office, station, a_report(office, 6))) == (403, "station-revoked")
    assert refused(office.client.get("/api/v1/stations/K07/certificate")) == (403, "station-revoked")
    assert anchors(office) == [5]


def test_nobody_reports_for_another_station(office: PortalOffice) -> None:
    station, neighbour = office.enrolled("K07"), office.enrolled("K08")
    assert refused(post(office, neighbour, a_report(office, 5))) == (401, "request-signature")
    about_another = a_report(office, 5, station="K08")
    assert refused(post(office, station, about_another)) == (403, "report-misaddressed")
    answer = office.client.post("/api/v1/stations/K07/reports", content=msgspec.json.encode(a_report(office, 5)))
    assert refused(answer) == (426, "request-unsigned")
    stranger = FakeStation("K99")
    assert refused(post(office, stranger, a_report(office, 5), "K99"))[0] == 401
    assert anchors(office) == []


MALFORMED: tuple[dict[str, Any], ...] = (
    *({"version": 2}, {"events": -1}, {"events": 2**60}, {"chain": "ab"}, {"chain": "AB" * 32}, {"at": "now"}),
    *({"oldest_waiting_at": "then"}, {"free_bytes": -1}, {"program_version": "x" * 101}, {"conditions": ["Ahmad"]}),
    *({"conditions": ["disk-low"] * 51}, {"program_version": "\x00"}, {"at": "0001-01-01T00:00:00Z"}),
    *({"conditions": ["<script>"]}, {"at": "2026-03-01T12:00:00"}),
)


def test_a_malformed_report_is_refused_and_nothing_of_it_kept(office: PortalOffice) -> None:
    station = office.enrolled()
    for change in MALFORMED:
        report = msgspec.structs.replace(a_report(office, 5), **change)
        assert refused(post(office, station, report)) == (400, "body-shape"), change
    assert anchors(office) == []


def test_only_so_many_reports_are_kept(office: PortalOffice) -> None:
    with office.portal.database.write() as connection:
        place = station_store.StationPlace("K07", "kw", "ب", "M", "م", "O")
        station_store.add_station(connection, place, 1, "key", "2026-03-01T12:00:00Z", "2026-03-01T12:00:00Z")
        for number in range(1, REPORTS_KEPT + 6):
            fleet_store.add_report(connection, a_report(office, number), "2026-03-01T12:00:00Z")
        kept = [stored.report.events for stored in fleet_store.reports_of(connection, "K07")]
    assert kept == list(range(REPORTS_KEPT + 5, 5, -1))


def certificate(office: PortalOffice, signed: SignedCertificate) -> StationCertificate:
    key = office.portal.keys.signing.public_key()
    return read_certificate(signed.certificate, signed.signature, key, office.time)


def test_a_station_is_certified_when_it_enrols(office: PortalOffice) -> None:
    station = office.enrolled()
    answer = office.client.get("/api/v1/stations/K07/certificate")
    found = certificate(office, msgspec.json.decode(answer.content, type=SignedCertificate))
    assert (found.station, found.serial, found.office_en) == ("K07", 1, "Salmiya office")
    assert base64.b64decode(found.public_key) == station.key.public_key().public_bytes_raw()
    assert refused(office.client.get("/api/v1/stations/K99/certificate")) == (401, "station-unknown")
    assert refused(office.client.get("/api/v1/stations/k%00/certificate")) == (401, "station-unknown")


def test_a_certificate_is_renewed_by_reporting_and_not_by_asking(office: PortalOffice) -> None:
    station = office.enrolled()
    office.pass_time(CERTIFICATE_LIFE - RENEWED_BEFORE_END - SECOND)
    serials = []
    for events in (1, 2, 3):
        url = "/api/v1/stations/K07/certificate"
        asked = msgspec.json.decode(office.client.get(url).content, type=SignedCertificate)
        answer = msgspec.json.decode(post(office, station, a_report(office, events)).content, type=ReportAnswer)
        assert answer.certificate is not None
        serials.append((certificate(office, asked).serial, certificate(office, answer.certificate).serial))
        office.pass_time(SECOND)
    assert serials == [(1, 1), (1, 2), (2, 2)]


def test_an_anchor_of_nothing_is_none(office: PortalOffice) -> None:
    station = office.enrolled()
    statement = answered(office, station, a_report(office, 0, chain="0" * 64))
    assert (statement.anchored_event, statement.anchored_chain) == (0, "")
    with office.portal.database.read() as connection:
        assert fleet_store.anchored_head(connection, "K07") == Anchor()
