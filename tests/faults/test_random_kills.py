"""Fault 1: a station that is killed at random instants loses nothing, doubles nothing and keeps money and trail whole.

A kill says nothing about power: the file system keeps what a dead process wrote. For that see test_power_cut.py.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from fault_tally import Tally

EMPTY = ("lost", "doubled", "changed", "wrong_money", "waiting", "broken")


def killed(kills: int, folder: Path, seed: int, tally: Tally) -> dict[str, Any]:
    command = [sys.executable, str(Path(__file__).with_name("random_kills.py")), str(kills), str(folder), str(seed)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    count: dict[str, Any] = json.loads(done.stdout)
    tally("killed", **{name: len(value) if isinstance(value, list) else value for name, value in count.items()})
    assert count["kills"] == kills
    assert {name: count[name] for name in EMPTY} == {name: [] for name in EMPTY}
    assert count["at_portal"] >= count["shown"] >= kills // 8  # the loop did real work
    assert min(count["sent_again"], count["retries"]) > 0  # and met real faults
    return count


@pytest.mark.fault(1)
def test_sixty_kills_lose_nothing_and_double_nothing(tmp_path: Path, tally: Tally) -> None:
    killed(60, tmp_path, 1, tally)


@pytest.mark.faults
@pytest.mark.fault(1)
@pytest.mark.timeout(3_600)
def test_ten_thousand_kills_lose_nothing_and_double_nothing(tmp_path: Path, tally: Tally) -> None:
    count = killed(10_000, tmp_path, 2, tally)
    assert min(count["recovered"], count["reversed"]) > 0
