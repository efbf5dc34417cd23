"""Fault 2: killed at every call that writes to its file, a station comes back, usable and with all it promised."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from fault_tally import Tally
from promises import broken_promises
from station_life import STORE_KEY, STORE_NAME, StationLife
from syscall_walk import KILL, Point, prepare, walk


def broken_after(point: Point) -> list[str]:
    """Hold the file against what was said; then start in it, serve one more and send all, and do so again."""
    broken = broken_promises(point.file, STORE_KEY, point.promises)
    home = point.file.parent
    life = StationLife(home, home.parent, point.promises.hear, number=9)
    life.wake()
    life.visit()
    life.drain()
    life.store.close()
    return broken + broken_promises(home / STORE_NAME, STORE_KEY, point.promises)


def killed_everywhere(folder: Path, most: int) -> tuple[Counter[str], dict[str, list[str]]]:
    prepare(folder / "base")
    calls, broken = Counter[str](), {}
    for point in walk(folder / "base", folder, KILL, most=most):
        assert not point.finished
        calls[point.call] += 1
        broken[f"{point.call} {point.number}"] = broken_after(point)
    return calls, {place: codes for place, codes in broken.items() if codes}


@pytest.mark.fault(2)
def test_a_kill_at_a_write_leaves_the_station_usable(tmp_path: Path, tally: Tally) -> None:
    calls, broken = killed_everywhere(tmp_path, most=4)
    tally("short", points=calls.total(), broken=len(broken))
    assert broken == {}


@pytest.mark.faults
@pytest.mark.fault(2)
@pytest.mark.timeout(1_800)
def test_a_kill_at_every_write_leaves_the_station_usable(tmp_path: Path, tally: Tally) -> None:
    calls, broken = killed_everywhere(tmp_path, most=0)
    tally("long", points=calls.total(), **calls, broken=len(broken))
    assert broken == {}
    assert calls["pwrite64"] > 50 and calls["fsync"] > 5
