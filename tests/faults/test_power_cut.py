"""Fault 3: the power fails at every point of a station's life; nothing that was shown, sent or charged is lost.

A life of the product's own store and verbs is recorded write by write (write_log/wlog.c) and cut at every point in many
ways (write_log/disk.py says which). The control shows that this can fail: the same life under synchronous=NORMAL, which
no kill can tell from FULL, loses receipts that people hold.
"""

from __future__ import annotations

import json
import shutil
from copy import deepcopy
from functools import partial
from pathlib import Path

import pytest
from fault_tally import Tally
from promises import Promises, broken_promises
from station_life import STORE_KEY, STORE_NAME, TERMINAL_NAME, StationLife, open_store
from write_log.disk import Disk, read_log
from write_log.recording import Recording, record
from write_log.replay import Outcome, replay

from shubbak.ports.store import StoreError

#: Every so many promises the station is also woken in the state, lives on and empties its outbox.
WAKE_EVERY = 29


def keeps_its_word(home: Path, promises: Promises, terminal_folder: Path) -> list[str]:
    """Open what the cut left as the product does, then hold it against what was said."""
    try:
        open_store(home).close()
        broken = broken_promises(home / STORE_NAME, STORE_KEY, promises)
        return broken or (lives_on(home, promises, terminal_folder) if promises.count % WAKE_EVERY == 0 else [])
    except StoreError as error:
        return [f"does not open: {error.code}"]


def lives_on(home: Path, promises: Promises, terminal_folder: Path) -> list[str]:
    """Start, serve one more person and send everything; the terminal remembers what it took."""
    after = deepcopy(promises)
    shutil.copy(terminal_folder / TERMINAL_NAME, home)
    life = StationLife(home, home, after.hear, number=300)
    life.live(1)
    life.drain()
    life.store.close()
    waiting = after.shown.keys() - promises.acknowledged.keys()
    missing = [f"never arrived: {name}" for name in waiting if name not in life.portal.stored]
    return missing + broken_promises(home / STORE_NAME, STORE_KEY, after)


def cut_everywhere(recording: Recording, target: int, workers: int = 1) -> Outcome:
    return replay(recording, partial(keeps_its_word, terminal_folder=recording.folder.parent), target, workers)


def told(tally: Tally, label: str, outcome: Outcome) -> Outcome:
    lost = sum(outcome.broken.values())
    tally(label, points=outcome.points, states=outcome.states, broken=lost, states_per_second=outcome.per_second)
    return outcome


@pytest.fixture(scope="module")
def life(tmp_path_factory: pytest.TempPathFactory) -> Recording:
    return record(tmp_path_factory.mktemp("cut"), "3")


def test_the_recording_holds_every_write(life: Recording) -> None:
    disk = Disk(life.before)
    for step in read_log(life.log):
        disk.do(step)
    assert disk.everything() == life.files()


@pytest.mark.fault(3)
def test_a_power_cut_loses_nothing_that_was_shown(life: Recording, tally: Tally) -> None:
    outcome = told(tally, "short", cut_everywhere(life, target=300))
    assert outcome.broken == {}, json.dumps(outcome.first)
    assert outcome.states >= 300


@pytest.mark.fault(3)
def test_a_careless_store_is_found_out(tmp_path: Path, tally: Tally) -> None:
    careless = record(tmp_path, "2", "NORMAL")
    outcome = told(tally, "control, synchronous=NORMAL", cut_everywhere(careless, target=150))
    assert outcome.broken["lost-shown"] > 0


@pytest.mark.faults
@pytest.mark.fault(3)
@pytest.mark.timeout(3_600)
def test_fifty_thousand_power_cuts_lose_nothing(tmp_path: Path, tally: Tally) -> None:
    long_life = record(tmp_path, "40")
    outcome = told(tally, "long, 2 processes", cut_everywhere(long_life, target=50_000, workers=2))
    assert outcome.broken == {}, json.dumps(outcome.first)
    assert outcome.states >= 50_000
