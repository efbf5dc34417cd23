"""The machine under the station, the fake and the real one alike."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import time_machine
from fakes.machine import FakeMachine

from shubbak.adapters.system.local_machine import LocalMachine
from shubbak.ports.machine import Machine, MachineError


@pytest.fixture(params=["fake", "local"])
def machine(request: pytest.FixtureRequest, tmp_path: Path) -> Machine:
    return FakeMachine() if request.param == "fake" else LocalMachine(tmp_path)


def test_a_disk_has_room_below_its_size(machine: Machine) -> None:
    disk = machine.disk()
    assert 0 < disk.free < disk.total


def test_a_disk_that_is_gone_is_said(tmp_path: Path) -> None:
    for gone in (LocalMachine(tmp_path / "gone"), FakeMachine(free=None)):
        with pytest.raises(MachineError, match="disk-unreadable"):
            gone.disk()


def test_uptime_does_not_follow_the_clock(tmp_path: Path) -> None:
    machine = LocalMachine(tmp_path)
    before = machine.uptime()
    with time_machine.travel("2036-01-01T00:00:00Z"):
        assert time.time() > 2_000_000_000
        assert before <= machine.uptime() < before + 5
