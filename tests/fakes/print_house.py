"""Debian's own printing in a folder: an IPP printer that spools what it prints, and a CUPS queue before it.

`ippeveprinter` needs a message bus and Avahi even when it announces nothing, so it gets private ones. Everything
listens on loopback, writes into its own folder and ends with `close`, by its own process ids.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "">
<busconfig><type>system</type><listen>unix:path={folder}/bus</listen><auth>EXTERNAL</auth><auth>ANONYMOUS</auth>
<allow_anonymous/><policy context="default"><allow user="*"/><allow own="*"/><allow send_type="*"/>
<allow receive_type="*"/><allow send_destination="*"/><allow eavesdrop="true"/></policy></busconfig>"""
AVAHI = (
    "[server]\nhost-name=printhouse\nallow-interfaces=lo\nuse-ipv4=yes\nuse-ipv6=no\n[publish]\ndisable-publishing=no\n"
)
FILES = """SystemGroup root
ServerRoot {folder}/cups/etc
RequestRoot {folder}/cups/spool
CacheDir {folder}/cups/cache
StateDir {folder}/cups/state
TempDir {folder}/cups/tmp
ServerKeychain {folder}/cups/keys
AccessLog {folder}/cups/log
ErrorLog {folder}/cups/errors
PageLog {folder}/cups/pages
"""
CUPS = """LogLevel warn
Listen localhost:{port}
Listen {folder}/cups/state/socket
Browsing No
DefaultAuthType None
WebInterface No
ErrorPolicy retry-job
JobRetryInterval 1
<Location />
Order allow,deny
Allow localhost
</Location>
<Policy default>
JobPrivateAccess all
JobPrivateValues none
<Limit All>
Order deny,allow
</Limit>
</Policy>
"""
IDLE = """{ NAME "nothing at work" OPERATION Get-Jobs GROUP operation-attributes-tag
ATTR charset attributes-charset utf-8 ATTR language attributes-natural-language en
ATTR uri printer-uri $uri ATTR keyword which-jobs not-completed STATUS successful-ok EXPECT !job-id }"""
# What the printer does with a job: as the file `mood` says, waiting for a hand where it says so.
COMMAND = """#!/bin/sh
mood=$(cat {folder}/mood)
case "$mood" in
abort) exit 1;;
hold) while [ "$(cat {folder}/mood)" = hold ]; do sleep 0.05; done;;
?*) echo "STATE: +$mood" >&2
    while [ "$(cat {folder}/mood)" = "$mood" ]; do sleep 0.05; done
    echo "STATE: -$mood" >&2;;
esac
cp "$1" {folder}/out/$$.pdf
echo "ATTR: job-impressions-completed=1" >&2
"""


class PrintHouse:
    """One printer (`address`) and one queue (`queue`). mood: what stops it, "" for nothing."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="print-house-"))
        self.folder.chmod(0o755)  # a queue's filters run as another user
        self._running: list[subprocess.Popen[bytes]] = []
        port, cups = free_port(), free_port()
        self.address, self.queue = f"ipp://localhost:{port}/ipp/print", f"ipp://localhost:{cups}/printers/A4"
        self._lay_out(cups)
        self.mood = ""
        try:
            self._open(port, cups)
        except BaseException:
            self.close()
            raise

    @property
    def mood(self) -> str:
        return (self.folder / "mood").read_text()

    @mood.setter
    def mood(self, mood: str) -> None:
        (self.folder / "mood.new").write_text(mood)
        (self.folder / "mood.new").replace(self.folder / "mood")

    def printed(self) -> list[bytes]:
        """Return what came out, in its order, and forget it."""
        papers = sorted((self.folder / "out").iterdir(), key=lambda path: path.stat().st_mtime_ns)
        bodies = [path.read_bytes() for path in papers]
        for path in papers:
            path.unlink()
        return bodies

    def rest(self) -> None:
        """Wait until nothing is at work, neither at the printer nor in the queue."""
        for place in (self.address, self.queue):
            asked = ["ipptool", "-q", place, "jobs.test"]
            wait_for(lambda asked=asked: subprocess.run(asked, cwd=self.folder, capture_output=True).returncode == 0)

    def another_queue(self, name: str, device: str, model: str) -> str:
        """Make a queue, and return its address."""
        server = self.queue.split("/")[2]
        made = ["lpadmin", "-h", server, "-p", name, "-E", "-v", device, "-m", model]
        subprocess.run(made, check=True, timeout=20, env=self._environment(), capture_output=True)
        return f"ipp://{server}/printers/{name}"

    def close(self) -> None:
        self.mood = ""
        for process in reversed(self._running):
            process.terminate()
        for process in reversed(self._running):
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(5)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _lay_out(self, port: int) -> None:
        for name in (
            "out",
            "spool",
            "keys",
            *(f"cups/{each}" for each in ("etc", "spool", "cache", "state", "tmp", "keys")),
        ):
            (self.folder / name).mkdir(parents=True)
        files = {
            "bus.conf": BUS,
            "avahi.conf": AVAHI,
            "cups/files.conf": FILES,
            "cups/etc/cupsd.conf": CUPS,
            "print": COMMAND,
            "jobs.test": IDLE,
        }
        for name, text in files.items():
            (self.folder / name).write_text(text.replace("{folder}", str(self.folder)).replace("{port}", str(port)))
        (self.folder / "print").chmod(0o755)

    def _open(self, port: int, cups: int) -> None:
        self._start("dbus-daemon", f"--config-file={self.folder}/bus.conf", "--nofork")
        wait_for(lambda: (self.folder / "bus").exists())
        self._start("avahi-daemon", "--no-drop-root", "--no-rlimits", "--no-chroot", "-f", f"{self.folder}/avahi.conf")
        wait_for(lambda: listens_on_bus(self._environment()))
        self._start(
            *("ippeveprinter", "-p", str(port), "-n", "localhost", "-r", "off", "-2", "-d", f"{self.folder}/spool"),
            *(
                "-K",
                f"{self.folder}/keys",
                "-c",
                f"{self.folder}/print",
                "-f",
                "application/pdf,image/pwg-raster",
                "A4",
            ),
        )
        self._start("cupsd", "-f", "-c", f"{self.folder}/cups/etc/cupsd.conf", "-s", f"{self.folder}/cups/files.conf")
        wait_for(lambda: listens(port) and listens(cups))
        made = ["lpadmin", "-h", f"localhost:{cups}", "-p", "A4", "-E", "-v", self.address, "-m", "everywhere"]
        subprocess.run(made, check=True, timeout=20, env=self._environment(), capture_output=True)

    def _start(self, *command: str) -> None:
        log = (self.folder / f"{command[0]}.log").open("wb")
        with log:
            self._running.append(subprocess.Popen(command, stdout=log, stderr=log, env=self._environment()))

    def _environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={self.folder}/bus",
            "PATH": f"{os.environ['PATH']}:/usr/sbin",
        }


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def listens_on_bus(environment: dict[str, str]) -> bool:
    asked = [
        "dbus-send",
        "--system",
        "--print-reply",
        "--dest=org.freedesktop.Avahi",
        "/",
        "org.freedesktop.Avahi.Server.GetState",
    ]
    return subprocess.run(asked, env=environment, capture_output=True, timeout=5).returncode == 0


def wait_for(happened: Callable[[], bool], seconds: float = 15.0) -> None:
    until = time.monotonic() + seconds
    while not happened():
        if time.monotonic() > until:
            raise TimeoutError("the print house did not open")
        time.sleep(0.02)
