"""Kiosks that are killed while people stand at them: who was shown a receipt is in the portal, once, and paid once."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

import pytest
from kiosk_kills import INSTANTS, Count, run


def check_count(count: Count, kills: int) -> None:
    print(json.dumps(asdict(count)), file=sys.stderr)
    empty = ("lost", "doubled", "gaps", "wrong_money", "waiting", "damaged", "faults")
    assert {name: getattr(count, name) for name in empty} == {name: [] for name in empty}
    assert count.kills == kills
    # The kiosks did real work: some were shown a receipt, and all that was kept arrived.
    assert 0 < count.shown <= count.at_portal == count.captured


@pytest.mark.timeout(600)
def test_six_kills_at_six_kinds_of_instants_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    count = run(len(INSTANTS), tmp_path, seed=3)
    check_count(count, len(INSTANTS))
    assert count.instants == {instant.strip() or "start": 1 for instant in INSTANTS}


@pytest.mark.faults
@pytest.mark.timeout(3_600)
def test_two_hundred_kills_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    count = run(200, tmp_path, seed=4)
    check_count(count, 200)
    assert count.shown > 30
    assert count.reversed > 0  # some died between the money and the receipt, and it was given back
