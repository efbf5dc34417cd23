"""Nobody gets out of the kiosk: 68 tricks, then random ones, at a real window that can still be typed into."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from kiosk_escapes import TRICKS, Intruder, desktop

pytestmark = pytest.mark.timeout(300)


@pytest.fixture
def intruder(tmp_path: Path) -> Iterator[Intruder]:
    with desktop() as display:
        intruder = Intruder(display, tmp_path / "home")
        try:
            intruder.look("before anything")
            yield intruder
        finally:
            intruder.kiosk.kill()


def check_alive_and_clean(intruder: Intruder, tried: int) -> None:
    print(f"{tried} things tried, {len(intruder.escapes)} escapes", file=sys.stderr)
    assert intruder.escapes == []
    assert intruder.leave() == "attract"
    assert any(types(intruder) for _ in range(5)), intruder.kiosk.order(state=True)


def types(intruder: Intruder) -> bool:
    """Whether the next visitor's keys reach the search; the window manager's menu may hold them the first time."""
    kiosk = intruder.kiosk
    intruder.act("key Escape")
    if intruder.leave() != "attract":
        return False
    for touched in ("start", "language-en", "search"):
        kiosk.order(tap=touched)
    intruder.do("typing", "type Salim")
    deadline = time.monotonic() + 3
    while not (typed := "Salim" in kiosk.order(words=True)["words"]) and time.monotonic() < deadline:
        time.sleep(0.05)
    return typed


def test_sixty_eight_tricks_and_169_random_ones_open_nothing(intruder: Intruder) -> None:
    assert len(TRICKS) == 68
    for name, deed in TRICKS.items():
        intruder.do(name, deed)
    intruder.wander(169, seed=1, together=13)
    check_alive_and_clean(intruder, len(TRICKS) + 169)


@pytest.mark.faults
@pytest.mark.timeout(3_600)
def test_ten_thousand_random_tricks_open_nothing(intruder: Intruder) -> None:
    for seed in range(10):
        intruder.wander(1000, seed=seed, together=5)
        assert intruder.leave() == "attract"
    check_alive_and_clean(intruder, 10_000)


@pytest.mark.faults
def test_without_the_lockdown_one_key_is_enough(tmp_path: Path) -> None:
    """Otherwise the tests above would prove nothing."""
    with desktop() as display:
        intruder = Intruder(display, tmp_path / "home", "--development-keys")
        try:
            intruder.look("before anything")
            intruder.act(TRICKS["alt+F4"])
            assert intruder.kiosk.process.wait(30) == 0
        finally:
            intruder.kiosk.kill()
