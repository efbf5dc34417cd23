"""What a kiosk's first picture does not wait for: the readers of files and sticks are loaded when they are wanted."""

from __future__ import annotations

import subprocess
import sys

import pytest

LATER = ["shubbak.forms.load", "shubbak.forms.pieces", "shubbak.forms.source", "shubbak.services.carrying", "hijridate"]


@pytest.fixture(scope="module")
def loaded() -> list[str]:
    """The modules that stand in memory when the kiosk's program is read."""
    look = "import sys, kiosk.main; print(*sys.modules)"
    return subprocess.run([sys.executable, "-c", look], check=True, capture_output=True, text=True).stdout.split()


@pytest.mark.parametrize("module", LATER)
def test_the_program_starts_without_what_only_later_steps_need(loaded: list[str], module: str) -> None:
    assert "kiosk.opening" in loaded
    assert module not in loaded
