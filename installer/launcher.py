"""Starts the program's good release, tries a new one in a lull, and goes back when that is not well.

Runs on Python's standard library alone, outside every release: `python3 shubbak-launcher.pyz --versions DIR --state DIR
-- OPTIONS OF THE PROGRAM`. It stands between the service manager and the program and speaks systemd's notification
protocol with both: a release is well when it said READY=1 and then WATCHDOG=1 often enough, which the kiosk does from
the loop that draws, with its first picture shown and its store open.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from shubbak.adapters.updates.program_state_file import NoProgram, ProgramStateFile
from shubbak.services.program_update import MAKE_ROOM, ProgramState, at_start, begin_trial, ended, failed, passed

#: Signs of life after READY=1 that a trial needs; the first may be one that was on its way before a hang.
BEATS = 2
BEAT_MICROSECONDS = 1_500_000
_TICK = 0.1
_GRACE = 10.0
_NOT_STARTED = 127


@dataclass
class Run:
    """One run of a release: what it said and how it ended."""

    ready: bool = False
    beats: int = 0
    code: int = _NOT_STARTED
    seconds: float = 0.0
    hung: bool = False

    @property
    def well(self) -> bool:
        return self.ready and self.beats >= BEATS


@dataclass
class Launcher:
    """`work` until the program ends for good; returns its exit status."""

    file: ProgramStateFile
    options: list[str]
    patience: float
    manager: str = field(default_factory=lambda: os.environ.get("NOTIFY_SOCKET", ""))
    stopping: bool = False
    aborted: bool = False
    unkept: ProgramState | None = None

    def work(self) -> int:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        signal.signal(signal.SIGABRT, self._abort)
        state = self._change(at_start)
        while True:
            version = state.trying or state.current
            run = self._run(version, bool(state.trying))
            if self.stopping:
                if self.aborted:
                    self._change(partial(ended, seconds=run.seconds, crashed=True))
                return run.code
            broken = bool(state.trying) and not run.well
            state = self._change(_after(run, broken))
            self._say(
                f"{version} ended with {run.code} after {run.seconds:.0f} s{' without a sign of life' * run.hung}"
            )
            if not state.trying and not broken and state.current == version:
                return run.code

    def _change(self, transition: Callable[[ProgramState], ProgramState]) -> ProgramState:
        """Go on with what is known where the disk keeps no state: a full disk must not leave the screen dark."""
        known = self.unkept
        try:
            state = self.file.change(transition if known is None else lambda _: transition(known))
            self.unkept = None
        except OSError as error:
            self._say(f"the state of releases is not kept: {error.strerror}")
            state = self.unkept = transition(known or self.file.read())
        return state

    def _run(self, version: str, trial: bool) -> Run:
        run, begun = Run(), time.monotonic()
        place = Path(tempfile.mkdtemp(prefix="shubbak-"))
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ear:
            ear.bind(str(place / "notify"))
            ear.settimeout(_TICK)
            try:
                self._watch(self._start(version, place / "notify", trial), ear, run, trial)
            except (OSError, ValueError, KeyError) as error:
                self._say(f"{version} cannot be started: {type(error).__name__}")
            finally:
                shutil.rmtree(place, ignore_errors=True)
        run.seconds = time.monotonic() - begun
        return run

    def _start(self, version: str, notify: Path, trial: bool) -> subprocess.Popen[bytes]:
        environment = dict(
            os.environ,
            NOTIFY_SOCKET=str(notify),
            SHUBBAK_PROGRAM_STATE=str(self.file.folder),
            SHUBBAK_VERSIONS=str(self.file.versions),
            SHUBBAK_PROGRAM_VERSION=version,
        )
        environment.pop("WATCHDOG_PID", None)
        if trial:
            environment["WATCHDOG_USEC"] = str(BEAT_MICROSECONDS)
        command = [str(self.file.entry(version)), *self.options]
        return subprocess.Popen(command, env=environment, start_new_session=True)

    def _watch(self, child: subprocess.Popen[bytes], ear: socket.socket, run: Run, trial: bool) -> None:
        """Follow a run to its end; a trial that is not well in time is killed, one that is becomes the good release."""
        begun = time.monotonic()
        told = False
        while child.poll() is None:
            self._listen(ear, run, quiet=trial and not told)
            late = time.monotonic() - begun > self.patience
            if self.stopping:
                self._end(child)
            elif trial and not told and run.well:
                told = True
                self._change(passed)
            elif trial and not told and late:
                run.hung = True
                os.killpg(child.pid, signal.SIGKILL)
                child.wait()
        run.code = child.returncode if child.returncode >= 0 else 128 - child.returncode
        run.beats = run.beats if told or not trial else 0

    def _listen(self, ear: socket.socket, run: Run, *, quiet: bool) -> None:
        """Take one notice, if there is one. While nobody is known to be well the manager hears the launcher itself."""
        try:
            lines = ear.recv(4096).split(b"\n")
        except TimeoutError:
            lines = []
        run.ready = run.ready or b"READY=1" in lines
        run.beats += run.ready and b"WATCHDOG=1" in lines
        if lines and not quiet:
            self._tell(b"\n".join(lines))
        elif quiet:
            self._tell(b"WATCHDOG=1")

    def _tell(self, notice: bytes) -> None:
        if not self.manager:
            return
        address = "\0" + self.manager[1:] if self.manager.startswith("@") else self.manager
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as mouth:
            mouth.settimeout(1.0)
            try:
                mouth.sendto(notice, address)
            except OSError as error:
                self._say(f"the service manager does not listen: {error.strerror}")

    def _end(self, child: subprocess.Popen[bytes]) -> None:
        child.terminate()
        try:
            child.wait(_GRACE)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()

    def _stop(self, *_: object) -> None:
        self.stopping = True

    def _abort(self, *_: object) -> None:
        """The service manager missed the signs of life: a release that hangs counts like one that crashes."""
        self.aborted = self.stopping = True

    def _say(self, line: str) -> None:
        print(f"shubbak-launcher: {line}", file=sys.stderr, flush=True)


def _after(run: Run, broken: bool) -> Callable[[ProgramState], ProgramState]:
    """Return what a run's end does to the state."""

    def transition(state: ProgramState) -> ProgramState:
        if broken:
            return failed(state)
        if run.code == MAKE_ROOM:
            return begin_trial(ended(state, run.seconds, crashed=False))
        return ended(state, run.seconds, crashed=run.code != 0)

    return transition


def main() -> int:
    """Read the command line and work; 2 when no release lies there."""
    parser = argparse.ArgumentParser(prog="shubbak-launcher", description="Start the good release of Shubbak.")
    parser.add_argument("--versions", type=Path, required=True, help="the folder with one folder a release")
    parser.add_argument("--state", type=Path, required=True, help="the folder that remembers which release is good")
    parser.add_argument("--patience", type=float, default=60.0, help="seconds that a new release has to be well")
    parser.add_argument("--tool", action="store_true", help="become the good release with these options, try nothing")
    parser.add_argument("options", nargs="*", help="what the program is started with, behind --")
    arguments = parser.parse_args()
    file = ProgramStateFile(arguments.state, arguments.versions)
    try:
        if arguments.tool:
            entry = str(file.entry(file.read().current))
            os.execv(entry, [entry, *arguments.options])  # noqa: S606 - a release's own program, no shell
        return Launcher(file, arguments.options, arguments.patience).work()
    except NoProgram:
        print("shubbak-launcher: no release lies there", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
