"""A real browser in a few lines: Debian's Chromium, spoken to over a pair of pipes, so that no driver is needed."""

from __future__ import annotations

import base64
import contextlib
import fcntl
import json
import os
import shutil
import signal
import subprocess
from collections import deque
from pathlib import Path
from select import select
from typing import Any

_PATIENCE_SECONDS = 30.0
_FLAGS = (
    "--headless",
    "--no-sandbox",  # it has no user name spaces in a container; the only pages it opens are our own portal's
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-extensions",
    "--disable-sync",
    "--no-first-run",
    "--no-proxy-server",
    "--remote-debugging-pipe",
)


class Chromium:
    """One browser and one page. `events` are what the page did since `forget`; `ask` is one command of the DevTools
    protocol. Its profile lies in `folder`.
    """

    def __init__(self, folder: Path) -> None:
        program = shutil.which("chromium")
        assert program, "chromium is missing: installer/debian-packages.txt"
        theirs, self._out = _high_pipe()
        self._in, ours = _high_pipe()
        self._process = subprocess.Popen(
            # The protocol's pipes are numbers 3 and 4 of the browser, whatever they are here.
            ["bash", "-c", f'exec "$@" 3<&{theirs} 4>&{ours}', "bash", program, *_FLAGS, f"--user-data-dir={folder}"],
            pass_fds=(theirs, ours),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        os.close(theirs)
        os.close(ours)
        self.events: list[dict[str, Any]] = []
        self._rest, self._heard, self._number, self._session = b"", deque[dict[str, Any]](), 0, ""
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Network", "Log", "Runtime"):
            self.ask(f"{domain}.enable")
        self._frame = self.ask("Page.getFrameTree")["frameTree"]["frame"]["id"]

    def ask(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Do a command and return its result; what happens meanwhile goes to `events`."""
        self._number += 1
        command: dict[str, Any] = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            command["sessionId"] = self._session
        os.write(self._out, json.dumps(command).encode() + b"\0")
        while (answer := self._next()).get("id") != self._number:
            self.events.append(answer)
        assert "error" not in answer, answer
        result: dict[str, Any] = answer["result"]
        return result

    def open(self, url: str) -> None:
        """Open an address anew, also one that differs behind its # alone, and wait until it is there."""
        for address in ("about:blank", url):
            self.forget()
            self.ask("Page.navigate", url=address)
            self.loaded()

    def loaded(self) -> None:
        """Wait until what was opened or sent since `forget` is there."""
        while not any(event["method"] == "Page.loadEventFired" for event in self.events):
            self.events.append(self._next())

    def find(self, script: str) -> Any:
        """Return what a script finds on the page; a promise is waited for. It runs in a world of its own, so that it
        has a whole browser also where the page has not.
        """
        world = self.ask("Page.createIsolatedWorld", frameId=self._frame)["executionContextId"]
        asked = {"expression": script, "contextId": world, "awaitPromise": True, "returnByValue": True}
        answer = self.ask("Runtime.evaluate", **asked)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def picture(self) -> bytes:
        """Return the whole page as PNG."""
        shot = self.ask("Page.captureScreenshot", captureBeyondViewport=True)
        return base64.b64decode(shot["data"])

    def forget(self) -> None:
        self.events.clear()

    def close(self) -> None:
        with contextlib.suppress(AssertionError, OSError):
            self._session = ""
            self.ask("Browser.close")
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        os.close(self._out)
        os.close(self._in)

    def _next(self) -> dict[str, Any]:
        while not self._heard:
            ready, _, _ = select([self._in], [], [], _PATIENCE_SECONDS)
            assert ready, "the browser is silent"
            chunk = os.read(self._in, 1 << 16)
            assert chunk, "the browser is gone"
            *whole, self._rest = (self._rest + chunk).split(b"\0")
            self._heard.extend(json.loads(one) for one in whole)
        return self._heard.popleft()


def _high_pipe() -> tuple[int, int]:
    """Return a pipe whose numbers are not those that the browser wants."""
    low = os.pipe()
    read, write = (fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 10) for end in low)
    for end in low:
        os.close(end)
    return read, write
