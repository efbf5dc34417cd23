"""A real kiosk process and its station: enrolled by the command line, touched over a pipe, killed without warning."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any

from fakes.portal_process import PortalProcess

from kiosk.hand import NothingThere
from shubbak.adapters.system.station_home import StationHome
from shubbak.adapters.system.system_clock import SystemClock
from shubbak.ports.store import PacketState
from shubbak.station.store_door import open_store

ROOT = Path(__file__).resolve().parents[2]
#: Seconds that anything may take on a busy machine before a test gives up.
PATIENCE = 60.0
_SCREEN = {
    "QT_QPA_PLATFORM": f"offscreen:configfile={ROOT / 'tests' / 'samples' / 'offscreen.json'}",
    "QT_QUICK_BACKEND": "software",
}


def shubbak(*words: str) -> str:
    """Run a command to its end and return what it printed."""
    command = [sys.executable, "-m", "shubbak.cli.main", *words]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=PATIENCE)
    assert done.returncode == 0, done.stderr
    return done.stdout


def enrol_station(portal: PortalProcess, url: str, home: Path, station: str) -> None:
    """Make a folder a station that reaches its portal at `url`."""
    shubbak("enrol", "--portal", url, "--code", portal.enrol_code(station), "--home", str(home))


def outbox(home: Path) -> list[dict[str, Any]]:
    """Return what waits, from the station's own store: looking again and again must not cost a process each."""
    store = open_store(StationHome(home))
    try:
        waiting = [item for item in store.outbox() if item.state is not PacketState.ACKNOWLEDGED]
    finally:
        store.close()
    return [{"id": item.id, "state": item.state.value, "reason": item.reason} for item in waiting]


def send_again(home: Path, packet_id: str) -> bool:
    """Ask for another try at once, as `shubbak outbox retry` does; False when the packet does not wait."""
    store = open_store(StationHome(home))
    try:
        return store.requeue(packet_id, SystemClock().now())
    finally:
        store.close()


def wait_until(ready: Callable[[], object], seconds: float = PATIENCE) -> None:
    """Look again and again; fails when it does not become true."""
    deadline = time.monotonic() + seconds
    while not ready():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


class KioskProcess:
    """One life of the kiosk; `said` holds every line of its output. In a `with` block it never outlives the test."""

    def __init__(self, home: Path, url: str, *words: str, before: tuple[str, ...] = ()) -> None:
        command = [
            *before,
            sys.executable,
            "-m",
            "kiosk",
            "--home",
            str(home),
            "--portal",
            url,
            "--development",
            *words,
        ]
        self._log = home.with_suffix(".log")
        with self._log.open("ab") as log:
            self.process = subprocess.Popen(
                command,
                cwd=ROOT,
                env=os.environ | _SCREEN,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                start_new_session=True,
            )
        self.said: list[str] = []
        self._lines: queue.Queue[str] = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def __enter__(self) -> KioskProcess:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.kill()

    @property
    def log(self) -> str:
        return self._log.read_text(encoding="utf-8")

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if line.endswith("\n"):  # what was cut while it was being said was not said
                self.said.append(line.rstrip())
                self._lines.put(line.rstrip())
        self._lines.put("")

    def hear(self, seconds: float = PATIENCE) -> str:
        """Return the next line, "" once the kiosk has ended; raises queue.Empty when it says nothing for so long."""
        return self._lines.get(timeout=seconds)

    def hear_until(self, start: str, seconds: float = PATIENCE) -> bool:
        """Listen until a line begins like this; False when the kiosk ended or the time is over."""
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            try:
                line = self.hear(left)
            except queue.Empty:
                return False
            if not line or line.startswith(start):
                return bool(line)
        return False

    def order(self, **order: Any) -> dict[str, Any]:
        """Send one order to a kiosk under `--hand` and return its answer; raises NothingThere."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        line = self.hear()
        assert line, self.log
        answer: dict[str, Any] = json.loads(line)
        if "missing" in answer:
            raise NothingThere(answer["missing"])
        return answer

    def quit(self) -> None:
        """Let a kiosk under `--hand` end by itself."""
        self.order(quit=True)
        assert self.process.wait(PATIENCE) == 0, self.log
        self.kill()

    def kill(self) -> None:
        """Pull the plug: SIGKILL, as nothing can prepare for it; then everything it had said is in `said`."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(PATIENCE)
        self._reader.join(PATIENCE)
        for pipe in (self.process.stdin, self.process.stdout):
            assert pipe is not None
            with contextlib.suppress(BrokenPipeError):  # an order that it did not live to hear
                pipe.close()


class RemoteFinger:
    """The pilot's finger at the end of a pipe."""

    def __init__(self, kiosk: KioskProcess) -> None:
        self._kiosk = kiosk

    def sees(self, name: str) -> bool:
        return bool(self._kiosk.order(sees=name)["sees"])

    def tap(self, name: str) -> None:
        self._kiosk.order(tap=name)

    def draw(self, name: str) -> None:
        self._kiosk.order(draw=name)

    def write(self, name: str, text: str) -> None:
        self._kiosk.order(write=[name, text])
