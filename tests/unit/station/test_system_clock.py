"""Ids only ever grow, whatever the clock does."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from shubbak.adapters.system.system_clock import SystemClock


def test_now_is_aware_utc() -> None:
    assert SystemClock().now().utcoffset() == timedelta(0)


def test_an_id_is_a_uuid_of_version_7_that_carries_its_time() -> None:
    clock = SystemClock()
    before = clock.now()
    made = UUID(clock.new_id())
    assert (made.version, made.variant) == (7, "specified in RFC 4122")
    assert abs(datetime.fromtimestamp((made.int >> 80) / 1000, UTC) - before) < timedelta(seconds=5)


def test_ids_of_many_threads_are_all_different_and_grow_in_each() -> None:
    clock = SystemClock()
    found: list[list[str]] = []
    threads = [threading.Thread(target=lambda: found.append([clock.new_id() for _ in range(3_000)])) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(ids == sorted(ids) for ids in found)
    assert len({made for ids in found for made in ids}) == 12_000


@pytest.mark.parametrize("year", [1970, 2026, 2056])
def test_ids_grow_while_the_clock_stands_still_or_steps_back(monkeypatch: pytest.MonkeyPatch, year: int) -> None:
    clock = SystemClock()
    at = datetime(year, 6, 1, tzinfo=UTC)
    monkeypatch.setattr(clock, "now", lambda: at)
    ids = [clock.new_id() for _ in range(10_000)]
    at -= timedelta(days=100) if year > 1970 else timedelta(0)
    ids += [clock.new_id() for _ in range(10)]
    assert ids == sorted(set(ids))
    assert {UUID(made).version for made in ids} == {7}


def test_chance_is_in_its_bounds() -> None:
    clock = SystemClock()
    assert all(0 <= clock.jitter() <= 1 for _ in range(100))
    assert len(clock.random_bytes(32)) == 32
    assert clock.random_bytes(32) != clock.random_bytes(32)
