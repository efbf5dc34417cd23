"""When a station warns and when it closes: tables of readings."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from shubbak.domain.readiness import Level, closing
from shubbak.services.readiness import Readings, judge

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
DAY, MEGABYTE = timedelta(days=1), 1_000_000
WELL = Readings(NOON, free=40_000 * MEGABYTE, disk=100_000 * MEGABYTE, waiting=0, last_contact=NOON, floor=NOON)


def codes(**changes: object) -> list[str]:
    return [one.code for one in judge(replace(WELL, **changes))]  # type: ignore[arg-type]


def test_a_station_that_is_well_has_no_condition() -> None:
    assert judge(WELL) == ()


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"free": 2_000 * MEGABYTE, "disk": 30_000 * MEGABYTE}, []),
        ({"free": 1_999 * MEGABYTE, "disk": 30_000 * MEGABYTE}, ["disk-full-soon"]),
        ({"free": 500 * MEGABYTE, "disk": 20_000 * MEGABYTE}, ["disk-full-soon"]),
        ({"free": 499 * MEGABYTE, "disk": 20_000 * MEGABYTE}, ["disk-low"]),
        ({"free": 1_900 * MEGABYTE}, ["disk-low"]),  # below two percent of a large disk
        ({"free": 4_900 * MEGABYTE}, ["disk-full-soon"]),
        ({"waiting": 300}, []),
        ({"waiting": 301}, ["outbox-crowded"]),
        ({"waiting": 500}, ["outbox-crowded"]),
        ({"waiting": 501}, ["outbox-full"]),
        ({"last_contact": NOON - 3 * DAY}, []),
        ({"last_contact": NOON - 3 * DAY - timedelta(seconds=1)}, ["offline-long"]),
        ({"last_contact": NOON - 7 * DAY - timedelta(seconds=1)}, ["offline-too-long"]),
        ({"last_contact": None}, []),
        ({"floor": NOON + timedelta(minutes=4)}, []),
        ({"floor": NOON + timedelta(minutes=6)}, ["clock-behind"]),
        ({"floor": NOON - 399 * DAY, "last_contact": NOON}, []),
        ({"floor": NOON - 401 * DAY, "last_contact": NOON}, ["clock-jumped"]),
        ({"trusted_now": NOON + timedelta(minutes=6)}, ["clock-behind"]),
        ({"trusted_now": NOON - timedelta(minutes=6)}, ["clock-jumped"]),
        ({"floor": NOON + 300 * DAY, "trusted_now": NOON}, []),  # the floor was made by a clock that ran ahead
        ({"store_fault": "store-broken"}, ["store-failed"]),
        ({"store_fault": "store-full"}, ["disk-low"]),
        ({"store_fault": "store-busy"}, []),
        ({"revoked": True}, ["station-revoked"]),
        ({"older": True}, ["store-older"]),
        ({"printer_failed": True}, ["printer-test-failed"]),
        ({"bad_paper": "receipt.ar.yaml"}, ["receipt-template-refused"]),
        ({"trust_unreadable": True}, ["code-trust-unreadable"]),
    ],
)
def test_each_threshold(changes: dict[str, object], expected: list[str]) -> None:
    assert codes(**changes) == expected


def test_what_closes_stands_before_what_warns() -> None:
    found = judge(replace(WELL, free=1_000 * MEGABYTE, disk=20_000 * MEGABYTE, waiting=600))
    assert [(one.code, one.level) for one in found] == [
        ("outbox-full", Level.CLOSED),
        ("disk-full-soon", Level.WARNING),
    ]
    assert [one.code for one in closing(found)] == ["outbox-full"]


def test_a_wrong_clock_is_not_taken_for_years_without_the_portal() -> None:
    assert codes(now=NOON + 3650 * DAY) == ["clock-jumped"]
    assert codes(now=NOON - 3650 * DAY) == ["clock-behind"]
