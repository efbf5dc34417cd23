"""A real portal process, started as staff start it: `shubbak portal`."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

from shubbak.cli.main import main

OFFICES = ("--office-ar", "مكتب السالمية", "--office-en", "Salmiya office")
_ROOT = Path(__file__).resolve().parents[2]


class PortalProcess:
    """Knows its `folder`; `start` waits until it takes connections and sets `url`; `stop` and `kill` end it."""

    def __init__(self, folder: Path, database: str = "") -> None:
        self.folder = folder
        self.places = ["--database", database or f"sqlite:///{folder / 'portal.sqlite'}"]
        self.places += ["--files", f"file://{folder / 'files'}", "--keys", str(folder / "keys")]
        self._process: subprocess.Popen[str] | None = None
        self.url = ""

    def start(self, port: int = 0) -> str:
        command = [sys.executable, "-m", "shubbak.cli.main", "portal", *self.places, "--port", str(port)]
        log = (self.folder / "portal.log").open("ab")
        with log:
            self._process = subprocess.Popen(command, cwd=_ROOT, stdout=subprocess.PIPE, stderr=log, text=True)
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line.startswith("portal ready "), (self.folder / "portal.log").read_text()
        self.url = line.split()[2]
        return self.url

    @property
    def port(self) -> int:
        return int(self.url.rpartition(":")[2])

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        self._end(signal.SIGKILL)

    def _end(self, how: signal.Signals) -> None:
        if self._process is not None:
            os.kill(self._process.pid, how)
            self._process.wait(30)
            assert self._process.stdout is not None
            self._process.stdout.close()
            self._process = None

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run another `shubbak portal` verb over the same stores, as a process of its own."""
        command = [sys.executable, "-m", "shubbak.cli.main", "portal", *self.places, *arguments]
        return subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, check=False)

    def staff(self, *arguments: str) -> tuple[int, str, str]:
        """Run a staff verb as its own command would, but in this process: status, output and errors."""
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            try:
                status = main(["portal", *self.places, *arguments])
            except SystemExit as end:
                status = int(str(end.code))
        return status, out.getvalue(), err.getvalue()

    def said(self, *arguments: str) -> str:
        """Return what a staff verb prints, that must do what it is asked."""
        status, out, err = self.staff(*arguments)
        assert status == 0, err
        return out

    def enrol_code(self, station: str = "K07") -> str:
        return self.said("enrol", "--station", station, "--country", "kw", *OFFICES).strip()

    def applications(self) -> list[dict[str, Any]]:
        listed: list[dict[str, Any]] = json.loads(self.said("applications", "--json"))
        return listed
