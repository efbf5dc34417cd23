"""What the portal's watch over its stations promises, on SQLite and on PostgreSQL alike."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from fakes.portal_office import PASSWORD, PortalOffice
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from portal.cases import staff_accounts
from portal.cases.certify_station import certificate_of
from portal.cases.sign_in import FREE_TRIES, sign_in, sign_out, signed_in
from portal.cases.staff_accounts import put_account
from portal.cases.take_report import ROLLED_BACK, take_report
from portal.cases.watch_fleet import anchors_of, settle_alarm, watch_fleet
from portal.refusal import RefusalError
from portal.store import certificate_store, fleet_store
from portal.store.fleet_store import Anchor
from shubbak.wire.moment import moment_text
from shubbak.wire.report import StationReport

_Result = TypeVar("_Result")


@pytest.fixture
def office(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PortalOffice]:
    monkeypatch.setattr(staff_accounts, "_COST", 2**4)
    url = "" if request.param == "sqlite" else request.getfixturevalue("cluster").new_database()
    opened = PortalOffice(tmp_path, url)
    yield opened
    opened.close()


def at_once(verb: Callable[[int], _Result], times: int) -> list[_Result | Exception]:
    start = threading.Barrier(times)

    def one(number: int) -> _Result | Exception:
        start.wait()
        try:
            return verb(number)
        except RefusalError as error:
            return error

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(one, range(times)))


def a_report(office: PortalOffice, events: int, trail: str = "a") -> StationReport:
    at = moment_text(office.time)
    return StationReport(1, "K07", at, events, trail * 64, 0, 0, 0, "", 0, 10**10, 1, "0.1.0", [])


BOTH = pytest.mark.parametrize("office", ["sqlite", "postgresql"], indirect=True)


@BOTH
@pytest.mark.parametrize(
    "change",
    [
        "UPDATE anchors SET link = 'changed'",
        "UPDATE anchors SET event = event + 1",
        "DELETE FROM anchors",
    ],
)
def test_no_statement_changes_an_anchor(office: PortalOffice, change: str) -> None:
    office.enrolled()
    take_report(office.portal, "K07", a_report(office, 5))
    with pytest.raises(DBAPIError, match="an anchor is never changed"), office.portal.database.write() as connection:
        connection.execute(text(change))
    with pytest.raises(IntegrityError), office.portal.database.write() as connection:
        fleet_store.add_anchor(connection, "K07", Anchor(5, "b" * 64, "2026-03-01T12:00:00Z"))
    assert [(anchor.event, anchor.link) for anchor in anchors_of(office.portal, "K07")] == [(5, "a" * 64)]


@BOTH
def test_the_same_report_from_many_senders_at_once_is_kept_once(office: PortalOffice) -> None:
    office.enrolled()
    report = a_report(office, 5)
    answers = at_once(lambda _: take_report(office.portal, "K07", report), 8)
    assert not [answer for answer in answers if isinstance(answer, Exception)]
    with office.portal.database.read() as connection:
        assert len(fleet_store.reports_of(connection, "K07")) == 1
        assert fleet_store.standing_alarms(connection) == []


@BOTH
def test_one_alarm_stands_however_often_it_is_raised_and_a_settled_one_stays_settled(office: PortalOffice) -> None:
    office.enrolled()
    keeper = put_account(office.portal, "Karim", "keeper", PASSWORD)
    take_report(office.portal, "K07", a_report(office, 50))
    for minute in range(3):
        office.pass_time(timedelta(minutes=1))
        take_report(office.portal, "K07", a_report(office, 20 + minute, "b"))
    with office.portal.database.read() as connection:
        (alarm,) = fleet_store.standing_alarms(connection)
    assert (alarm.code, alarm.times) == (ROLLED_BACK, 3)
    assert (alarm.raised_at, alarm.seen_at) == ("2026-03-01T12:01:00Z", "2026-03-01T12:03:00Z")
    settle_alarm(office.portal, keeper, "K07", alarm.row)
    office.pass_time(timedelta(minutes=1))
    take_report(office.portal, "K07", a_report(office, 23, "b"))
    with office.portal.database.read() as connection:
        settled, again = fleet_store.alarms_of(connection, "K07")
    assert (settled.settled_by, settled.times, again.times, again.settled_at) == ("Karim", 3, 1, "")


@BOTH
def test_certificates_at_once_are_one_and_serials_are_never_shared(office: PortalOffice) -> None:
    for station in ("K07", "K08", "K09"):
        office.enrolled(station)
    office.pass_time(timedelta(days=80))
    at_once(lambda number: take_report(office.portal, "K07", a_report(office, 5 + number)), 6)
    with office.portal.database.read() as connection:
        rows = connection.execute(text("SELECT station, serial FROM certificates ORDER BY serial")).all()
        ends = certificate_store.certificate_ends(connection)
    assert [tuple(row) for row in rows] == [("K07", 1), ("K08", 2), ("K09", 3), ("K07", 4)]
    assert (ends["K07"], ends["K08"]) == ("2026-08-18T12:00:00Z", "2026-05-30T12:00:00Z")
    assert '"serial":4' in certificate_of(office.portal, "K07").certificate


@BOTH
def test_a_station_of_before_there_were_certificates_is_given_one_when_it_reports(office: PortalOffice) -> None:
    office.enrolled()
    with office.portal.database.write() as connection:
        connection.execute(text("DELETE FROM certificates"))
    with pytest.raises(RefusalError, match="certificate-none"):
        certificate_of(office.portal, "K07")
    answer = take_report(office.portal, "K07", a_report(office, 5))
    assert certificate_of(office.portal, "K07") == answer.certificate


@BOTH
def test_tries_at_once_are_all_counted_and_only_the_free_ones_looked_at(office: PortalOffice) -> None:
    put_account(office.portal, "Noura", "viewer", PASSWORD)
    answers = at_once(lambda _: sign_in(office.portal, "Noura", "wrong and long enough"), 12)
    codes = sorted(str(answer) for answer in answers)
    assert codes == ["sign-in-wait"] * (12 - FREE_TRIES - 1) + ["sign-in-wrong"] * (FREE_TRIES + 1)


@BOTH
def test_sessions_survive_a_restart_until_they_are_ended(office: PortalOffice) -> None:
    put_account(office.portal, "نورة", "viewer", PASSWORD)
    token = sign_in(office.portal, "نورة", PASSWORD)
    office.reopen()
    account = signed_in(office.portal, token)
    assert account is not None and account.name == "نورة"
    sign_out(office.portal, token)
    assert signed_in(office.portal, token) is None


@BOTH
def test_the_fleet_is_read_in_a_handful_of_statements(office: PortalOffice) -> None:
    for number in range(12):
        office.enrolled(f"K{number:02d}")
    fleet = watch_fleet(office.portal)
    assert [state.record.place.station for state in fleet.stations] == [f"K{number:02d}" for number in range(12)]
    assert {worry.code for state in fleet.stations for worry in state.worries} == {"station-new"}
