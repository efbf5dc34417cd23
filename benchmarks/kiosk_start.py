"""Kiosk start to first frame, as a ratio to an empty PySide6 QML window: python benchmarks/kiosk_start.py [RUNS].

All are whole processes, from exec to the first picture, in turns. The kiosk is an enrolled station with a stored
catalogue of seven services, or of 300, whose portal is away, as after a power cut in the night.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from _figures import ROOT, runs, show
from _many_services import few_services, many_services
from fakes.portal_process import PortalProcess

KIOSK, MANY, EMPTY = "kiosk to first frame", "the same with 300 services", "empty window to first frame"


def new_station(folder: Path, services: dict[str, str]) -> tuple[Path, str]:
    """Return the home of a station that has its catalogue, and the address of its portal, which is gone by then."""
    for path, text in services.items():
        file = folder / "services" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    portal = PortalProcess(folder)
    portal.places += ["--services", str(folder / "services")]
    portal.start()
    try:
        home = folder / "home"
        words = ("enrol", "--portal", portal.url, "--code", portal.enrol_code(), "--home", str(home))
        command = [sys.executable, "-m", "shubbak.cli.main", *words]
        subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        first_frame(kiosk_command(home, portal.url))
    finally:
        portal.kill()
    return home, portal.url


def kiosk_command(home: Path, url: str) -> list[str]:
    where = ["--home", str(home), "--portal", url, "--development", "--windowed"]
    return [sys.executable, "-m", "kiosk", *where, "--first-frame"]


def first_frame(command: list[str]) -> float:
    """Start a program and return the milliseconds until it says that its first picture stands."""
    environment = os.environ | {"QT_QUICK_BACKEND": "software"}
    environment.setdefault("QT_QPA_PLATFORM", f"offscreen:configfile={ROOT / 'tests/samples/offscreen.json'}")
    began = time.perf_counter()
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if line.startswith("first frame"):
                taken = (time.perf_counter() - began) * 1000
                assert process.wait(60) == 0
                return taken
    raise RuntimeError(f"{command[2:4]} showed nothing")


def main() -> None:
    empty = [sys.executable, str(Path(__file__).parent / "_empty_window.py")]
    timed: dict[str, list[float]] = {KIOSK: [], MANY: [], EMPTY: []}
    with tempfile.TemporaryDirectory() as few, tempfile.TemporaryDirectory() as many:
        commands = {
            KIOSK: kiosk_command(*new_station(Path(few), few_services(7))),
            MANY: kiosk_command(*new_station(Path(many), many_services())),
            EMPTY: empty,
        }
        first_frame(empty)
        for _ in range(runs(9)):
            for name, command in commands.items():
                timed[name].append(first_frame(command))
    show("Kiosk start to first frame", timed, (KIOSK, EMPTY))


if __name__ == "__main__":
    main()
