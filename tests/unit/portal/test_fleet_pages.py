"""The fleet as staff see it: as JSON, as the page of all stations and as the page of one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import msgspec
import pytest
from fakes.portal_office import PortalOffice
from fakes.station import FakeStation

from portal.api.views import FleetView
from portal.cases import staff_accounts
from portal.cases.take_report import take_report
from portal.store import station_store
from shubbak.wire.moment import moment_text
from shubbak.wire.report import StationReport

ODD = {"office_ar": "<b>فرع", "office_en": 'Branch <&> "two"', "municipality_en": "Town/B"}


def report(office: PortalOffice, station: FakeStation, events: int, trail: str = "a", **more: Any) -> None:
    plain = StationReport(
        *(1, station.code, moment_text(office.time), events, trail * 64, 0, 0, 0, "", 0, 10**10, 1, "0.1.0", [])
    )
    take_report(office.portal, station.code, msgspec.structs.replace(plain, **more))


@pytest.fixture(autouse=True)
def _quick_scrypt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staff_accounts, "_COST", 2**4)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[PortalOffice]:
    """K07 is well, K08 of another office has forked, K09 was never heard of, K10 is revoked."""
    opened = PortalOffice(tmp_path)
    well, forked = opened.enrolled("K07"), opened.enrolled("K08", **ODD)
    opened.enrolled("K10")
    opened.pass_time(timedelta(hours=2))
    opened.enrolled("K09")
    report(opened, forked, 5)
    opened.pass_time(timedelta(minutes=3))
    report(opened, forked, 5, trail="b", waiting=2, oldest_waiting_at="2026-03-01T13:50:00Z", conditions=["odd-one"])
    report(opened, well, 5)
    with opened.portal.database.write() as connection:
        station_store.revoke(connection, "K10", "2026-03-01T12:00:00Z")
    opened.pass_time(timedelta(minutes=7))
    yield opened
    opened.close()


class Tags(HTMLParser):
    """Checks that every element that opens is closed, and collects what may not be on a page."""

    VOID = frozenset({"meta", "link", "img", "input", "br"})

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.foreign: list[str] = []
        self.feed(page)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self.VOID:
            self.open.append(tag)
        for name, value in attrs:
            outside = name in ("src", "href", "action") and not (value or "").startswith("/")
            if tag in ("script", "style", "iframe") or name == "style" or name.startswith("on") or outside:
                self.foreign.append(f"{tag} {name}={value}")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def page(office: PortalOffice, path: str, role: str = "viewer") -> str:
    answer = office.client.get(path, headers=office.staff(role=role))
    assert answer.status_code == 200, answer.text
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "script" not in policy and "unsafe" not in policy
    assert answer.headers["cache-control"] == "no-store"
    assert Tags(answer.text).foreign == []
    return answer.text


def test_the_fleet_as_json_says_who_needs_help_first(office: PortalOffice) -> None:
    answer = office.client.get("/api/v1/fleet", headers=office.staff())
    fleet = msgspec.json.decode(answer.content, type=FleetView)
    assert [station.station for station in fleet.stations] == ["K08", "K09", "K07", "K10"]
    forked, new, well, revoked = fleet.stations
    assert [(worry.code, worry.weight) for worry in forked.worries] == [
        ("audit-forked", "danger"),
        ("odd-one", "notice"),
    ]
    assert forked.report is not None and forked.report.waiting == 2
    assert (new.report, new.reported_at, new.worries[0].code) == (None, "", "station-new")
    assert (well.worries, well.reported_at) == ([], "2026-03-01T14:03:00Z")
    assert revoked.revoked_at == "2026-03-01T12:00:00Z"


def test_the_page_speaks_arabic_first_and_english_when_asked(office: PortalOffice) -> None:
    arabic, english = page(office, "/staff/fleet"), page(office, "/staff/fleet?lang=en")
    assert '<html lang="ar" dir="rtl">' in arabic and '<html lang="en" dir="ltr">' in english
    for words in ("تدخّل عاجل", "منذ \u20667\u2069 دقائق", "لم تتصل بعد", "موقوفة", "مكتب السالمية"):
        assert words in arabic
    for words in ("Urgent", "\u20667\u2069 minutes ago", "Not heard of yet", "Revoked", "Salmiya office"):
        assert words in english
    assert 'href="/staff/fleet?lang=en"' in arabic and 'href="/staff/stations/K07?lang=en"' in english
    assert not re.search("[\u0620-\u064a]", re.sub(r"العربية|<b>فرع", "", english.partition("<main")[2]))


def test_rows_stand_in_the_order_of_need(office: PortalOffice) -> None:
    rows = re.findall(r"/staff/stations/(K\d+)", page(office, "/staff/fleet"))
    assert rows == ["K08", "K09", "K07", "K10"]


def test_one_office_can_be_looked_at(office: PortalOffice) -> None:
    listed = page(office, "/staff/fleet")
    key = re.findall(r'<option value="([^"]+Branch[^"]+)"', listed)[0]
    assert "&lt;" in key or "&amp;" in key
    one = page(office, "/staff/fleet?office=kw/Town/B/Branch+%3C%26%3E+%22two%22")
    assert re.findall(r"/staff/stations/(K\d+)", one) == ["K08"]
    assert len(re.findall(r"/staff/stations/", page(office, "/staff/fleet?office=nowhere"))) == 4


def test_names_are_never_markup_and_an_unknown_condition_is_said_by_its_code(office: PortalOffice) -> None:
    for path in ("/staff/fleet", "/staff/stations/K08"):
        shown = page(office, path)
        assert "<b>" not in shown and "&lt;b&gt;فرع" in shown and "odd-one" in shown


def test_a_station_shows_its_alarms_reports_and_missing_numbers(office: PortalOffice) -> None:
    station = FakeStation("K07")
    shown = page(office, "/staff/stations/K08?lang=en")
    for words in ("two machines work under one name", "Stands since", "Last reports", "Certificate ends", "10.0"):
        assert words in shown
    assert "Mark as settled" not in shown, "a viewer looks"
    assert office.client.get("/staff/stations/K99", headers=office.staff()).status_code == 404
    assert "No report has come yet" in page(office, "/staff/stations/K09?lang=en")
    assert station.code in page(office, "/staff/stations/K07")


def test_missing_numbers_are_shown_as_ranges(office: PortalOffice) -> None:
    station = office.enrolled("K11")
    for sequence in (2, 3, 7, 9):
        station.sequence = sequence - 1
        packet = station.packet()
        url = f"/api/v1/stations/K11/packets/{packet[0]}"
        assert office.client.put(url, content=packet[1], auth=station.auth).status_code == 201
    assert "1, 4–6, 8" in page(office, "/staff/stations/K11")


def test_a_keeper_settles_an_alarm_under_their_name_and_nobody_else_can(office: PortalOffice) -> None:
    viewer, keeper = office.staff("Vera"), office.staff("Karim", "keeper")
    shown = office.client.get("/staff/stations/K08", headers=keeper).text
    action = re.findall(r'action="(/staff/stations/K08/alarms/\d+)"', shown)[0]
    tokens = [
        re.findall(r'name="form" value="([0-9a-f]+)"', office.client.get("/staff/fleet", headers=who).text)[0]
        for who in (viewer, keeper)
    ]
    assert office.client.post(action, data={"form": tokens[0]}, headers=viewer).status_code == 403
    assert office.client.post(action, data={"form": tokens[0]}, headers=keeper).status_code == 403
    assert office.client.post(action, data={}, headers={}).headers["location"] == "/staff/sign-in"
    done = office.client.post(action, data={"form": tokens[1], "lang": "en"}, headers=keeper)
    assert (done.status_code, done.headers["location"]) == (303, "/staff/stations/K08?lang=en")
    assert office.client.post(action, data={"form": tokens[1]}, headers=keeper).status_code == 404
    after = office.client.get("/staff/stations/K08?lang=en", headers=keeper).text
    assert "Settled by \u2068Karim\u2069" in after
    fleet = msgspec.json.decode(office.client.get("/api/v1/fleet", headers=keeper).content, type=FleetView)
    assert all(worry.code != "audit-forked" for station in fleet.stations for worry in station.worries)


def test_an_empty_fleet_says_what_to_do(tmp_path: Path) -> None:
    empty = PortalOffice(tmp_path)
    assert "shubbak portal enrol" in page(empty, "/staff/fleet")
    empty.close()


def test_every_asset_of_the_staff_pages_is_served_by_the_portal(office: PortalOffice) -> None:
    style = office.client.get("/assets/staff.css")
    assert style.headers["content-type"] == "text/css; charset=utf-8"
    assert "$" not in style.text and "http" not in style.text
    for asset in re.findall(r'(?:href|src)="(/assets/[^"]+)"', page(office, "/staff/fleet")):
        assert office.client.get(asset).status_code == 200
    assert office.client.get("/staff").headers["location"] == "/staff/fleet"


def test_what_citizens_use_stays_open(office: PortalOffice) -> None:
    for path in ("/", "/v", "/api/v1/receipt-keys", "/api/v1/portal-keys", "/api/v1/health", "/api/v1/catalogue"):
        assert office.client.get(path).status_code == 200
