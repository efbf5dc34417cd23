"""What the portal makes of what it holds: each worry when it is one, and who needs help first."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest

from portal.cases.station_worries import StationRecord, Weight, help_order, judge_station, waiting_for
from portal.store.fleet_store import Alarm, Arrived, StoredReport
from portal.store.station_store import StationPlace
from portal.web.spoken_time import spoken_age, spoken_ago
from shubbak.domain.text import Language
from shubbak.services.readiness import Readings, Thresholds, judge
from shubbak.wire.report import StationReport

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
REPORT = StationReport(1, "K07", "2026-03-10T11:50:00Z", 9, "ab" * 32, 5, 0, 0, "", 0, 10**10, 4, "0.1.0", [])


def record(**changes: Any) -> StationRecord:
    """A station that is well: it reported ten minutes ago, and all of its five packets are here."""
    report = msgspec.structs.replace(REPORT, **{key: changes.pop(key) for key in [*changes] if hasattr(REPORT, key)})
    well = StationRecord(
        place=StationPlace("K07", "kw", "ب", "M", "م", "O"),
        enrolled_at="2026-01-01T00:00:00Z",
        revoked_at="",
        arrived=Arrived(5, 5),
        newest=StoredReport("2026-03-10T11:50:00Z", report),
        certificate_ends="2026-05-01T00:00:00Z",
    )
    return dataclasses.replace(well, **changes)


def worries(**changes: Any) -> list[tuple[str, str, int]]:
    state = judge_station(record(**changes), NOW, catalogue_version=4)
    return [(worry.code, worry.weight.name, worry.count) for worry in state.worries]


def alarm(code: str, settled: str = "") -> Alarm:
    return Alarm(1, "K07", code, "2026-03-09T00:00:00Z", "2026-03-10T00:00:00Z", 3, settled, "Noura" if settled else "")


def test_a_station_that_is_well_has_no_worries() -> None:
    assert worries() == []
    assert worries(waiting=2, highest_sequence=7, oldest_waiting_at="2026-03-10T11:00:00Z") == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"newest": StoredReport("2026-03-09T11:59:59Z", REPORT)}, [("station-silent", "ACT", 24)]),
        ({"newest": StoredReport("2026-03-09T12:00:00Z", REPORT)}, []),
        ({"newest": None, "enrolled_at": "2026-03-08T12:00:00Z"}, [("station-never-reported", "ACT", 48)]),
        ({"newest": None, "enrolled_at": "2026-03-10T11:00:00Z"}, [("station-new", "NOTICE", 0)]),
        ({"conditions": ["disk-low", "disk-low"]}, [("disk-low", "ACT", 0)]),
        ({"conditions": ["offline-long", "odd-one"]}, [("offline-long", "NOTICE", 0), ("odd-one", "NOTICE", 0)]),
        ({"refused": 2, "highest_sequence": 7}, [("packets-refused", "ACT", 2)]),
        ({"unsettled_payments": 1}, [("payments-unsettled", "NOTICE", 1)]),
        (
            {"waiting": 3, "highest_sequence": 8, "oldest_waiting_at": "2026-03-09T11:00:00Z"},
            [("packets-old", "ACT", 3)],
        ),
        ({"highest_sequence": 9, "waiting": 1}, [("packets-missing", "DANGER", 3)]),
        ({"arrived": Arrived(5, 7), "highest_sequence": 7, "waiting": 2}, [("packets-gap", "NOTICE", 2)]),
        ({"receipts_missing": 2}, [("receipts-missing", "ACT", 2)]),
        ({"arrived": Arrived(9, 9)}, []),
        ({"certificate_ends": "2026-03-15T12:00:00Z"}, [("certificate-ending", "NOTICE", 5)]),
        ({"certificate_ends": "2026-03-10T12:00:00Z"}, [("certificate-ended", "NOTICE", 0)]),
        ({"catalogue_version": 3}, [("catalogue-old", "NOTICE", 0)]),
        ({"alarms": (alarm("audit-forked"),)}, [("audit-forked", "DANGER", 3)]),
        ({"alarms": (alarm("audit-forked", settled="2026-03-10T01:00:00Z"),)}, []),
        ({"revoked_at": "2026-03-01T00:00:00Z", "newest": None, "certificate_ends": "2026-03-02T00:00:00Z"}, []),
        (
            {"revoked_at": "2026-03-01T00:00:00Z", "alarms": (alarm("audit-forked"),), "refused": 4},
            [("audit-forked", "DANGER", 3)],
        ),
    ],
)
def test_each_worry_is_told_when_it_is_one(changes: dict[str, Any], expected: list[tuple[str, str, int]]) -> None:
    assert worries(**changes) == expected


def test_the_heaviest_worry_stands_first_and_the_neediest_station_too() -> None:
    def state(code: str, **changes: Any) -> Any:
        place = StationPlace(code, "kw", "ب", "M", "م", "O")
        return judge_station(dataclasses.replace(record(**changes), place=place), NOW, 4)

    forked = state("K01", alarms=(alarm("audit-forked"),), unsettled_payments=1)
    assert [worry.weight for worry in forked.worries] == [Weight.DANGER, Weight.NOTICE]
    silent = state("K02", newest=StoredReport("2026-03-01T00:00:00Z", REPORT))
    silent_longer = state("K03", newest=StoredReport("2026-02-01T00:00:00Z", REPORT))
    full, well = state("K04", conditions=["disk-low"], refused=1), state("K05")
    gone = state("K06", revoked_at="2026-02-01T00:00:00Z", newest=None)
    gone_forked = state("K07", revoked_at="2026-02-01T00:00:00Z", alarms=(alarm("audit-forked"),))
    ordered = sorted([gone, well, silent, full, gone_forked, silent_longer, forked], key=help_order)
    assert [one.record.place.station for one in ordered] == ["K01", "K07", "K04", "K03", "K02", "K05", "K06"]


def test_a_packets_age_is_measured_on_the_stations_clock_until_it_reported() -> None:
    """A clock that is ten years ahead makes no packet ten years old."""
    report = msgspec.structs.replace(
        REPORT, at="2036-01-01T02:00:00Z", oldest_waiting_at="2036-01-01T00:00:00Z", waiting=1
    )
    assert waiting_for(StoredReport("2026-03-10T11:00:00Z", report), NOW) == timedelta(hours=3)
    ahead = msgspec.structs.replace(report, at="2025-12-31T00:00:00Z")
    assert waiting_for(StoredReport("2026-03-10T11:00:00Z", ahead), NOW) == timedelta(hours=1)


def test_every_condition_that_a_station_can_report_has_its_sentence_and_its_weight() -> None:
    from portal.cases.station_worries import CLOSING_CONDITIONS
    from portal.web.fleet_page import known_keys
    from shubbak.domain.readiness import Level

    plain = Readings(NOW, free=10**12, disk=10**12, waiting=0)
    days = Thresholds()
    readings = [
        {"free": 1},
        {"free": 15 * 10**8},
        {"waiting": 10**6},
        {"waiting": days.warned_unsent + 1},
        {"store_fault": "store-broken"},
        {"revoked": True},
        {"older": True},
        {"floor": NOW + timedelta(days=1)},
        {"floor": NOW - timedelta(days=4000)},
        {"last_contact": NOW - timedelta(days=4)},
        {"last_contact": NOW - timedelta(days=30)},
    ]
    found = {one.code: one.level for change in readings for one in judge(dataclasses.replace(plain, **change))}
    assert len(found) >= 10
    assert {code for code in found if f"fleet.worry.{code}" not in known_keys()} == set()
    assert {code for code, level in found.items() if level is Level.CLOSED} == set(CLOSING_CONDITIONS)


@pytest.mark.parametrize(
    ("age", "arabic", "english"),
    [
        (timedelta(seconds=2), "ثانيتين", "2 seconds"),
        (timedelta(minutes=1), "دقيقة", "1 minute"),
        (timedelta(minutes=2), "دقيقتين", "2 minutes"),
        (timedelta(minutes=10, seconds=59), "10 دقائق", "10 minutes"),
        (timedelta(minutes=11), "11 دقيقة", "11 minutes"),
        (timedelta(hours=3), "3 ساعات", "3 hours"),
        (timedelta(hours=23), "23 ساعة", "23 hours"),
        (timedelta(days=2), "يومين", "2 days"),
        (timedelta(days=11), "11 يومًا", "11 days"),
        (timedelta(days=100), "100 يوم", "100 days"),
        (timedelta(days=103), "103 أيام", "103 days"),
        (timedelta(days=365), "365 يومًا", "365 days"),
    ],
)
def test_ages_are_said_in_the_plural_that_each_language_asks_for(age: timedelta, arabic: str, english: str) -> None:
    said = [spoken_age(age, language).translate({0x2066: None, 0x2069: None}) for language in Language]
    assert said == [arabic, english]


def test_what_just_happened_is_now() -> None:
    assert [spoken_ago(timedelta(seconds=-5), language) for language in Language] == ["الآن", "just now"]
    assert spoken_ago(timedelta(hours=1), Language.AR) == "منذ ساعة"
