"""Fault 4: the power fails while a new release brings an older file up to date; the queue is whole, old or new."""

from __future__ import annotations

import json
import sqlite3
from functools import partial
from pathlib import Path

import pytest
from fault_tally import Tally
from older_station import leave_older_station
from promises import Promises, broken_promises
from station_life import STORE_KEY, STORE_NAME, open_store
from write_log.recording import record
from write_log.replay import Outcome, replay

from shubbak.adapters.store.migrations import HEAD
from shubbak.ports.store import StoreError

LEFT_BY_A_STORE = {STORE_NAME, f"{STORE_NAME}-wal", f"{STORE_NAME}-shm"}


def queue_is_whole(home: Path, _: Promises, queue: Promises) -> list[str]:
    """Start the new release on what the cut left: everything of the old one is there, and nothing readable is."""
    try:
        store = open_store(home)
        items, revision = store.outbox(), _revision(store)
        store.close()
    except StoreError as error:
        return [f"does not open: {error.code}"]
    left = {file.name for file in home.iterdir()} - LEFT_BY_A_STORE
    broken = [f"left over: {name}" for name in left] + ["not brought up to date"] * (revision != HEAD)
    broken += ["outbox does not show all"] * ({item.id for item in items} != queue.shown.keys())
    return broken + broken_promises(home / STORE_NAME, STORE_KEY, queue)


def _revision(store) -> str:  # type: ignore[no-untyped-def]
    with store.engine.connect() as connection:
        return str(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar())


def cut_while_opening(workplace: Path, packets: int, readable: bool, target: int, workers: int = 1) -> Outcome:
    queue = leave_older_station(workplace / "home", packets, readable=readable)
    return replay(record(workplace, "open"), partial(queue_is_whole, queue=queue), target, workers)


KINDS = pytest.mark.parametrize("readable", [True, False], ids=["readable", "sealed"])


@pytest.mark.fault(4)
@KINDS
def test_a_cut_during_migration_leaves_the_queue_whole(readable: bool, tmp_path: Path, tally: Tally) -> None:
    outcome = cut_while_opening(tmp_path, 4, readable, target=60)
    tally(f"short, {'readable' if readable else 'sealed'} file", states=outcome.states, broken=len(outcome.broken))
    assert outcome.broken == {}, json.dumps(outcome.first)
    assert outcome.states > 50


@pytest.mark.faults
@pytest.mark.fault(4)
@pytest.mark.timeout(1_800)
@KINDS
def test_thousands_of_cuts_during_migration_leave_the_queue_whole(readable: bool, tmp_path: Path, tally: Tally) -> None:
    outcome = cut_while_opening(tmp_path, 40, readable, target=3_000, workers=2)
    tally(f"long, {'readable' if readable else 'sealed'} file", states=outcome.states, broken=len(outcome.broken))
    assert outcome.broken == {}, json.dumps(outcome.first)
    assert outcome.states > 2_000


def test_the_older_file_is_what_the_first_release_wrote(tmp_path: Path) -> None:
    leave_older_station(tmp_path / "home", 4, readable=True)
    connection = sqlite3.connect(tmp_path / "home" / STORE_NAME)
    rows = connection.execute("SELECT sequence, state, body IS NULL FROM packet ORDER BY sequence").fetchall()
    connection.close()
    assert rows == [(1, "refused", 0), (2, "uploading", 0), (3, "acknowledged", 1), (4, "sealed", 0)]
