"""Fault 28: a screen that hangs is noticed and started anew within thirty seconds; a device that goes is said."""

from __future__ import annotations

import json
import socket
import time
from pathlib import Path

import pytest
from fakes.tcp_printer import FakeTcpPrinter
from fault_tally import Tally
from kiosk_process import PATIENCE, KioskProcess
from kiosk_visitor import LICENCE, LICENCE_TYPED, REPORT, REPORT_TYPED, Visitor

pytestmark = [pytest.mark.timeout(300), pytest.mark.fault(28)]
#: Seconds of silence after which the service manager of these tests acts.
SILENCE = 4.0


class ServiceManager:
    """What systemd does for a unit of Type=notify with WatchdogSec and Restart=always, for one kiosk."""

    def __init__(self, folder: Path) -> None:
        self._home = folder / "home"
        self._ear = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._ear.bind(str(folder / "notify"))
        self._environment = (f"NOTIFY_SOCKET={folder / 'notify'}", f"WATCHDOG_USEC={int(SILENCE * 1e6)}")
        self.heard: list[str] = []
        self.kiosk = self._start()

    def __enter__(self) -> ServiceManager:
        return self

    def __exit__(self, *_: object) -> None:
        self.kiosk.kill()
        self._ear.close()

    def _start(self) -> KioskProcess:
        return KioskProcess(self._home, "", "--hand", "--haste", before=("env", *self._environment))

    def listen(self, seconds: float) -> str:
        """Return the next notice, "" after so much silence."""
        self._ear.settimeout(seconds)
        try:
            self.heard.append(self._ear.recv(4096).decode())
        except TimeoutError:
            return ""
        return self.heard[-1]

    def until_ready(self) -> None:
        while (notice := self.listen(PATIENCE)) != "READY=1":
            assert notice, self.kiosk.log

    def keep_alive(self) -> None:
        """Wait for the silence that means a hang, kill what hangs, start it again and wait until it is ready."""
        while self.listen(SILENCE):
            pass
        self.kiosk.kill()
        self.kiosk = self._start()
        self.until_ready()


def test_a_hung_screen_is_started_again_without_its_visit(tmp_path: Path, tally: Tally) -> None:
    with ServiceManager(tmp_path) as manager:
        manager.until_ready()
        person = Visitor(manager.kiosk, REPORT, REPORT_TYPED, "en")
        person.go(lambda state: state["screen"] == "questions" and state["questions"][0]["value"])
        while manager.listen(SILENCE) != "WATCHDOG=1":  # it lives, and says so from the loop that draws
            assert manager.heard[-1], manager.kiosk.log
        hung_at = time.monotonic()
        assert manager.kiosk.process.stdin is not None
        manager.kiosk.process.stdin.write(json.dumps({"hang": 3600}) + "\n")
        manager.kiosk.process.stdin.flush()
        manager.keep_alive()
        seconds = time.monotonic() - hung_at
        state = manager.kiosk.order(state=True)
        tally("hung screen", seconds_until_ready=round(seconds, 1), of_silence=SILENCE, limit=30)
        assert seconds < 30
        assert (state["screen"], state["application"], state["questions"]) == ("attract", "", [])
        assert set(manager.heard) == {"READY=1", "WATCHDOG=1", "STATUS=open"}
        manager.kiosk.quit()
        while manager.heard[-1] != "STOPPING=1":
            assert manager.listen(5)


def test_devices_that_go_are_said_and_the_visit_ends_clean(tmp_path: Path, tally: Tally) -> None:
    gone = f"folder:{tmp_path / 'unplugged'}"
    printer = FakeTcpPrinter()
    printer.__enter__()
    words = ("--hand", "--haste", "--printer", printer.url, "--card-scanner", gone)
    with KioskProcess(tmp_path / "home", "", *words) as kiosk:
        person = Visitor(kiosk, LICENCE, LICENCE_TYPED)
        person.go(lambda state: state["screen"] == "identify" and state["problems"])
        scanner = person.state["problems"][0][0]
        kiosk.order(tap="type-identity")  # without the scanner there is another way
        kiosk.order(wait=90)
        kiosk.order(wait=30)
        second = Visitor(kiosk, REPORT, REPORT_TYPED, "en")
        second.go(lambda state: state["screen"] == "review")
        printer.__exit__(None, None, None)
        held = second.go(lambda state: state["receipt"] and not state["busy"])
        tally("devices gone", scanner=scanner, printer=held["problems"][0][0])
        assert scanner.startswith("scanner-")
        assert held["problems"][0][0].startswith("printer-")
        assert not held["printed"]
        person.watch(lambda state: kiosk.order(sees="print-again")["sees"])
        kiosk.order(wait=185)  # whoever is owed paper has longer to read its number
        assert kiosk.order(state=True)["screen"] == "attract"
