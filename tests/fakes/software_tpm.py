"""A TPM 2.0 of the machine's own software (swtpm), whose plug can be pulled."""

from __future__ import annotations

import socket
import subprocess
import time
from pathlib import Path
from typing import Self

_PATIENCE = 10.0


class SoftwareTpm:
    """One machine's TPM: its state lies in a folder and outlives the process. `tcti` leads there."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._port = _free_pair()
        self._process: subprocess.Popen[bytes] | None = None
        self.tcti = f"swtpm:host=127.0.0.1,port={self._port}"

    def plug_in(self) -> Self:
        """Give it power, as a machine that starts does, and wait until it listens."""
        ports = [f"type=tcp,port={port},bindaddr=127.0.0.1" for port in (self._port, self._port + 1)]
        state = ["--tpm2", "--tpmstate", f"dir={self._folder}", "--flags", "not-need-init,startup-clear"]
        log = ["--log", f"file={self._folder / 'log'}"]
        self._process = subprocess.Popen(["swtpm", "socket", *state, "--server", ports[0], "--ctrl", ports[1], *log])
        end = time.monotonic() + _PATIENCE
        while not {self._port, self._port + 1} <= _listening():
            if self._process.poll() is not None or time.monotonic() > end:
                raise RuntimeError((self._folder / "log").read_text())
            time.sleep(0.005)
        return self

    def pull(self) -> None:
        """Take the power away in the middle of whatever it does, without a word to it."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def __enter__(self) -> Self:
        return self.plug_in()

    def __exit__(self, *_: object) -> None:
        self.pull()


def _listening() -> set[int]:
    """Return the machine's listening ports. To try the TPM's own by connecting would take its one place."""
    rows = (line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:])
    return {int(row[1].rpartition(":")[2], 16) for row in rows if row[3] == "0A"}


def _free_pair() -> int:
    """Return a free port whose neighbour is free: there tpm2-tss looks for the TPM's power switch."""
    for _ in range(100):
        with socket.create_server(("127.0.0.1", 0)) as first:
            port = int(first.getsockname()[1])
            try:
                socket.create_server(("127.0.0.1", port + 1)).close()
            except OSError:
                continue
            return port
    raise RuntimeError("no two ports side by side are free")
