"""A portal of one's own for trying a station: a child process on loopback with a SQLite file and a local folder."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

_READY = re.compile(r"portal ready (http://\S+)")


class PortalDidNotStart(RuntimeError):
    """The child process ended or never said that it was ready."""


@dataclass(slots=True)
class EmbeddedPortal:
    """A running portal; `url` is where it listens. `stop` ends it and waits."""

    home: Path
    process: subprocess.Popen[str]
    url: str

    @classmethod
    def start(cls, home: Path, port: int = 0, country: str = "", *, samples: bool = False) -> EmbeddedPortal:
        """Start a portal whose data lies below `home`, on a free port unless one is named, with the services of one
        country or of all; raises PortalDidNotStart. samples: it issues what cases ask for at once, as void samples.
        """
        home.mkdir(parents=True, exist_ok=True)
        served = (*(("--serves", country) if country else ()), *(("--sample-outputs",) if samples else ()))
        command = _command(home, *served, "--host", "127.0.0.1", "--port", str(port), "--end-with-stdin")
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        if process.stdout is not None:
            for line in process.stdout:
                if found := _READY.search(line):
                    return cls(home, process, found[1])
        raise PortalDidNotStart(f"portal ended with {process.wait()}")

    def enrolment_code(self, station: str, country: str) -> str:
        """Have the portal make a one-time code for a station of this country."""
        office = ("--office-ar", "مركز خدمة المواطن", "--office-en", "Citizen service centre")
        return self._ask("enrol", "--station", station, "--country", country, *office).split()[0]

    def applications(self) -> str:
        """Return the portal's list of applications, a JSON array as text."""
        return self._ask("applications", "--json")

    def show(self, case: str) -> str:
        """Return one opened case as JSON text; personal data, for rehearsals only."""
        return self._ask("show", case)

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=15)
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                pipe.close()

    def _ask(self, verb: str, *words: str) -> str:
        command = _command(self.home, verb, *words)
        return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout


def _command(home: Path, *words: str) -> list[str]:
    places = ["--database", f"sqlite:///{home / 'portal.sqlite'}", "--files", str(home / "files")]
    return [sys.executable, "-m", "shubbak.cli.main", "portal", *places, *words]
