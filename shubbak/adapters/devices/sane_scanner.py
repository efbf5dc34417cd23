"""A scanner through SANE, driven by the `scanimage` program so that a hanging driver can be ended.

Vendor drivers run inside the process that loads them and some never return. See docs/decisions/040-scanners.md.
"""

from __future__ import annotations

import contextlib
import os
import selectors
import signal
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass

from shubbak.ports.scanner import ScannedImage, ScannerError

LARGEST_BYTES = 100_000_000
_LARGEST_COMPLAINT = 16_000
_PNG_START, _PNG_END = b"\x89PNG\r\n\x1a\n", b"IEND\xaeB`\x82"

# `scanimage` exits with the SANE_Status (SANE standard 1.06, 4.2.7) once the device is open, and with 1 before.
_STATUS_CODES = {3: "scanner-busy", 6: "scanner-jammed", 7: "scanner-empty", 8: "scanner-cover-open"}
_COMPLAINTS = {
    b"Device busy": "scanner-busy",
    b"feeder jammed": "scanner-jammed",
    b"out of documents": "scanner-empty",
    b"cover is open": "scanner-cover-open",
}


class SaneScanner:
    """Implements `ports.scanner.Scanner` for one SANE device.

    device: its name as `scanimage -L` tells it. options: the device's own, such as {"mode": "Color", "resolution":
    "300", "x": "210"}; without any, the device's own settings count. deadline_s: the whole scan's; at nine tenths of
    it the program is asked to stop, so that the lamp may go home, and at its end it is killed.
    """

    def __init__(
        self,
        device: str,
        options: Mapping[str, str] | None = None,
        deadline_s: float = 60.0,
        program: str = "scanimage",
    ) -> None:
        self._command = [program, f"--device-name={device}", "--format=png", *_arguments(options or {})]
        self._deadline_s = deadline_s

    def scan(self) -> ScannedImage:
        ending = _run(self._command, self._deadline_s)
        if ending.status == 0 and ending.body.startswith(_PNG_START) and ending.body.endswith(_PNG_END):
            return ScannedImage(ending.body, "image/png")
        raise ScannerError(ending.code)


def _arguments(options: Mapping[str, str]) -> list[str]:
    """Long options are `--name=value`, one-letter ones `-x value`."""
    arguments: list[str] = []
    for name, value in options.items():
        arguments += [f"--{name}={value}"] if len(name) > 1 else [f"-{name}", value]
    return arguments


@dataclass(frozen=True, slots=True)
class _Ending:
    """How a run of the program ended; `status` is None when it had to be killed."""

    body: bytes
    complaint: bytes
    status: int | None
    late: bool

    @property
    def code(self) -> str:
        if self.late:
            return "scanner-slow"
        said = next((code for words, code in _COMPLAINTS.items() if words in self.complaint), "scanner-gone")
        return _STATUS_CODES.get(self.status or 0, said)


def _run(command: list[str], deadline_s: float) -> _Ending:
    """Run the program to its end or its deadline; raises ScannerError when it cannot be started."""
    started = time.monotonic()
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, "LC_ALL": "C"},
            start_new_session=True,
        )
    except OSError as error:
        raise ScannerError("scanner-gone") from error
    try:
        return _follow(process, started, deadline_s)
    finally:
        _end(process)


def _follow(process: subprocess.Popen[bytes], started: float, deadline_s: float) -> _Ending:
    body, complaint, whole = _collect(process, started + deadline_s * 0.9)
    if not whole and len(body) > LARGEST_BYTES:
        return _Ending(b"", complaint, None, late=False)
    if not whole:
        process.terminate()
    try:
        status = process.wait(max(0.1, started + deadline_s - time.monotonic()))
    except subprocess.TimeoutExpired:
        return _Ending(b"", complaint, None, late=True)
    return _Ending(body, complaint, status, late=not whole)


def _collect(process: subprocess.Popen[bytes], until: float) -> tuple[bytes, bytes, bool]:
    """Read both pipes to their ends; False when time ran out or the device sends without end."""
    received = {"body": bytearray(), "complaint": bytearray()}
    with selectors.DefaultSelector() as pipes:
        for pipe, name in ((process.stdout, "body"), (process.stderr, "complaint")):
            if pipe is not None:
                pipes.register(pipe, selectors.EVENT_READ, name)
        while pipes.get_map() and len(received["body"]) <= LARGEST_BYTES and time.monotonic() < until:
            for key, _ in pipes.select(max(0.0, until - time.monotonic())):
                piece = os.read(key.fd, 65536)
                received[key.data] += piece if key.data == "body" else piece[:_LARGEST_COMPLAINT]
                if not piece:
                    pipes.unregister(key.fileobj)
        whole = not pipes.get_map()
    return bytes(received["body"]), bytes(received["complaint"]), whole


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill what is left of the program and of what it may have started, and let go of its pipes.

    A process that is stuck inside the kernel cannot even be killed; it is left to the system rather than waited for.
    """
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(1)
    for pipe in (process.stdout, process.stderr):
        if pipe is not None:
            pipe.close()
