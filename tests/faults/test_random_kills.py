"""Fault 1: a station that is killed at random instants loses nothing, doubles nothing and keeps money and trail whole.

A kill says nothing about power: the file system keeps what a dead process wrote. For that see test_power_cut.py.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from fault_tally import Tally

EMPTY = ("lost", "doubled", "changed", "wrong_money", "waiting", "broken")


def killed(kills: int, folder: Path, seed: int) -> dict[str, Any]:
    folder.mkdir()
    command = [sys.executable, str(Path(__file__).with_name("random_kills.py")), str(kills), str(folder), str(seed)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    count: dict[str, Any] = json.loads(done.stdout)
    return count


def check(counts: list[dict[str, Any]], kills: int, tally: Tally, seconds: float) -> None:
    """Add up what several loops counted, and hold it against what must be."""
    whole = {name: sum((count[name] for count in counts), type(value)()) for name, value in counts[0].items()}
    whole["kills_per_minute"] = 60 * whole["kills"] / seconds
    tally("killed", **{name: len(value) if isinstance(value, list) else value for name, value in whole.items()})
    assert whole["kills"] == kills
    assert {name: whole[name] for name in EMPTY} == {name: [] for name in EMPTY}
    assert whole["at_portal"] >= whole["shown"] >= kills // 8  # the loop did real work
    assert min(whole["sent_again"], whole["retries"]) > 0  # and met real faults


@pytest.mark.fault(1)
def test_sixty_kills_lose_nothing_and_double_nothing(tmp_path: Path, tally: Tally) -> None:
    began = time.monotonic()
    check([killed(60, tmp_path / "home", 1)], 60, tally, time.monotonic() - began)


@pytest.mark.faults
@pytest.mark.fault(1)
@pytest.mark.timeout(3_600)
def test_ten_thousand_kills_lose_nothing_and_double_nothing(tmp_path: Path, tally: Tally) -> None:
    """Twenty stations, two at a time: one alone would spend its short lives on reading its terminal's long book."""
    began = time.monotonic()
    with ThreadPoolExecutor(2) as threads:
        loops = [threads.submit(killed, 500, tmp_path / str(seed), seed) for seed in range(2, 22)]
        counts = [loop.result() for loop in loops]
    check(counts, 10_000, tally, time.monotonic() - began)
    assert min(sum(count[name] for count in counts) for name in ("recovered", "reversed")) > 0
