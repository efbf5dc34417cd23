"""Fault 30: a release that ends, hangs or shows nothing is given up, and what worked before is started again."""

from __future__ import annotations

import json
import os
import runpy
import signal
import subprocess
import sys
import tarfile
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from fault_tally import Tally

from kiosk.out_of_service import TRY_AGAIN
from shubbak.adapters.updates.program_shelf import FolderShelf
from shubbak.adapters.updates.program_state_file import ProgramStateFile
from shubbak.ports.updates import ProgramOffer
from shubbak.services.program_update import (
    CUT_TRIALS,
    MAKE_ROOM,
    QUICK_CRASHES,
    ProgramState,
    at_start,
    begin_trial,
    failed,
    passed,
)

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.fault(30)

SPEAK = """#!{python} -IS
import os, socket, sys, time
def say(line):
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as mouth:
        mouth.sendto(line, os.environ["NOTIFY_SOCKET"])
def note(line):
    with open(os.environ["NOTES"], "a") as notes:
        notes.write(os.environ["SHUBBAK_PROGRAM_VERSION"] + " " + line + chr(10))
note("started")
"""
#: The release that works: it makes room once, and ends the second time.
GOOD = """
say(b"READY=1")
first = open(os.environ["NOTES"]).read().count(os.environ["SHUBBAK_PROGRAM_VERSION"] + " started") == 1
sys.exit({room} if first else 0)
"""
BETTER = """
say(b"READY=1"); say(b"WATCHDOG=1"); say(b"WATCHDOG=1"); time.sleep(0.2); note("worked")
"""
BROKEN = {
    "ends at once": "sys.exit(3)",
    "hangs": "time.sleep(60)",
    "shows nothing": "say(b'STATUS=opening')\ntime.sleep(60)",
    "hangs when it is open": "say(b'READY=1')\nsay(b'WATCHDOG=1')\ntime.sleep(60)",
    "ends when it is open": "say(b'READY=1')\nsys.exit(1)",
    "is killed": "os.kill(os.getpid(), 9)",
}


class Machine:
    """A folder of releases and a launcher that starts them."""

    def __init__(self, folder: Path, launcher: Path) -> None:
        self.folder = folder
        self.launcher = launcher
        self.patience = 30.0
        self.notes = folder / "notes"
        self.file = ProgramStateFile(folder / "state", folder / "versions")
        self.shelf = FolderShelf(folder / "state", folder / "versions")

    def put(self, version: str, program: str) -> None:
        archive = self.folder / "release.tar.gz"
        head = SPEAK.replace("{python}", sys.executable)
        content = (head + program.replace("{room}", str(MAKE_ROOM))).encode()
        with tarfile.open(archive, "w:gz") as tar:
            member = tarfile.TarInfo("shubbak/start")
            member.size, member.mode = len(content), 0o755
            tar.addfile(member, BytesIO(content))
        self.shelf.put(str(archive), ProgramOffer(version, "program/x", "shubbak/start", 0))

    def begin(self) -> subprocess.Popen[str]:
        command = [sys.executable, "-IS", str(self.launcher), "--patience", str(self.patience)]
        command += ["--versions", str(self.file.versions), "--state", str(self.file.folder)]
        environment = {"NOTES": str(self.notes), "PATH": os.environ["PATH"]}
        return subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)

    def start(self) -> int:
        process = self.begin()
        process.communicate(timeout=30)
        return process.returncode

    def said(self) -> list[str]:
        return self.notes.read_text().splitlines() if self.notes.exists() else []


@pytest.fixture(scope="module")
def launcher(tmp_path_factory: pytest.TempPathFactory) -> Path:
    make = runpy.run_path(str(ROOT / "installer" / "make_launcher.py"))["make_launcher"]
    return Path(make(tmp_path_factory.mktemp("launcher") / "shubbak-launcher.pyz"))


@pytest.fixture
def machine(tmp_path: Path, launcher: Path) -> Machine:
    made = Machine(tmp_path, launcher)
    made.put("1.0.0", GOOD)
    return made


def wait_for(something: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not something():
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_release_is_given_up_for_the_one_that_worked(machine: Machine, fault: str, tally: Tally) -> None:
    machine.put("1.1.0", BROKEN[fault])
    machine.patience = 1.0
    assert machine.start() == 0
    state = machine.file.read()
    tally(f"a release that {fault}", started=len(machine.said()), runs=state.current)
    assert machine.said() == ["1.0.0 started", "1.1.0 started", "1.0.0 started"]
    assert (state.current, state.bad, state.staged) == ("1.0.0", ("1.1.0",), "")
    machine.put("1.1.0", BROKEN[fault])
    assert machine.file.read().staged == "", "what failed once is never tried again"


def test_a_release_that_is_well_takes_over_and_stays(machine: Machine) -> None:
    machine.put("1.1.0", BETTER)
    assert machine.start() == 0
    assert machine.start() == 0
    assert machine.said() == ["1.0.0 started", "1.1.0 started", "1.1.0 worked", "1.1.0 started", "1.1.0 worked"]
    assert machine.file.read().current == "1.1.0"


def test_opening_in_the_morning_starts_what_worked_yesterday(machine: Machine) -> None:
    machine.put("1.1.0", BROKEN["ends at once"])
    process = machine.begin()
    deadline = time.monotonic() + 20
    while not machine.notes.exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert machine.said()[0] == "1.0.0 started"
    process.communicate(timeout=30)


def test_a_new_release_that_keeps_crashing_after_all_is_given_up(machine: Machine) -> None:
    machine.put("1.1.0", BETTER + "\nsys.exit(9)")
    codes = [machine.start() for _ in range(4)]
    assert codes[:2] == [9, 9]
    assert machine.said().count("1.1.0 started") == 3
    assert machine.file.read().current == "1.0.0"
    assert machine.said()[-1] == "1.0.0 started"


def test_a_new_release_that_keeps_hanging_after_all_is_given_up(machine: Machine) -> None:
    machine.put("1.1.0", BETTER + "\ntime.sleep(60)")
    for _ in range(QUICK_CRASHES):
        machine.notes.write_text("")
        process = machine.begin()
        wait_for(lambda: "1.1.0 worked" in machine.said() and machine.file.read().current == "1.1.0")
        process.send_signal(signal.SIGABRT)  # as systemd's watchdog does
        process.communicate(timeout=20)
    assert machine.file.read().current == "1.0.0"
    assert machine.file.read().bad == ("1.1.0",)


def test_a_station_that_cannot_be_opened_tries_no_release(machine: Machine) -> None:
    machine.put("1.0.1", f"sys.exit({TRY_AGAIN})")
    machine.file.change(lambda _: ProgramState(current="1.0.1"))
    machine.put("1.1.0", BETTER)
    assert machine.start() == TRY_AGAIN
    assert machine.said() == ["1.0.1 started"]
    assert (machine.file.read().staged, machine.file.read().bad) == ("1.1.0", ())


def test_the_launcher_is_asked_to_end_and_takes_the_program_with_it(machine: Machine) -> None:
    machine.put("1.1.0", BETTER + "\ntime.sleep(60)")
    process = machine.begin()
    deadline = time.monotonic() + 20
    while "1.1.0 worked" not in (machine.notes.read_text() if machine.notes.exists() else ""):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=20)
    assert process.returncode == 128 + signal.SIGTERM
    assert machine.file.read().current == "1.1.0"


def test_a_disk_that_keeps_no_state_leaves_no_screen_dark(machine: Machine) -> None:
    machine.put("1.1.0", BROKEN["hangs"])
    machine.file.change(begin_trial)  # cut: the next start has something to write
    (machine.file.folder / ".program.json.new").mkdir()  # what nobody can write over, root neither
    machine.notes.write_text("1.0.0 started\n" * 2)
    assert machine.start() == 0
    assert machine.said()[2:] == ["1.0.0 started"]


def test_trials_that_the_power_cut_are_given_up_after_some(machine: Machine) -> None:
    machine.put("1.1.0", BROKEN["hangs"])
    for _ in range(CUT_TRIALS):
        machine.file.change(begin_trial)
        assert machine.file.read().trying == "1.1.0"
        machine.notes.write_text("1.0.0 started\n" * 2)  # the good one does not make room
        assert machine.start() == 0
        assert machine.said()[-1] == "1.0.0 started"
    assert machine.file.read().bad == ("1.1.0",)


@pytest.mark.parametrize("left", [b"", b"{", b"\0" * 99, b"\xff", b"[]", b'{"current": "9.9", "bad": []}'])
def test_whatever_a_cut_leaves_of_the_state_something_good_is_started(machine: Machine, left: bytes) -> None:
    machine.put("1.1.0", BROKEN["hangs"])
    (machine.file.folder / "program.json").write_bytes(left)
    (machine.file.versions / ".unpacking-1.2.0").mkdir()
    (machine.file.versions / "1.3.0").mkdir()
    machine.notes.write_text("1.0.0 started\n" * 2)
    assert machine.start() == 0
    assert machine.said()[-1] == "1.0.0 started"
    machine.put("1.3.0", BETTER)
    assert json.loads((machine.file.folder / "program.json").read_text())["staged"] == "1.3.0"
    assert not list(machine.file.versions.glob(".unpacking*"))


@pytest.mark.parametrize("behind", [False, True])
@pytest.mark.parametrize("transition", [begin_trial, passed, failed], ids=lambda found: found.__name__)
def test_a_cut_at_any_write_of_a_switch_leaves_a_whole_release(
    machine: Machine,
    monkeypatch: pytest.MonkeyPatch,
    transition: Callable[[ProgramState], ProgramState],
    behind: bool,
) -> None:
    machine.put("1.1.0", BETTER)
    if transition is not begin_trial:
        machine.file.change(begin_trial)
    real = Path.replace

    def cut(self: Path, target: Path) -> Path:
        if behind:
            real(self, target)
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", cut)
    with pytest.raises(KeyboardInterrupt):
        machine.file.change(transition)
    monkeypatch.setattr(Path, "replace", real)
    switched = transition is passed and behind
    state = machine.file.change(at_start)
    assert state.current == ("1.1.0" if switched else "1.0.0")
    assert machine.file.whole(state.current)
