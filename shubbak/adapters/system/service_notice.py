"""systemd's notification protocol: a station says that it is ready, alive, or ending (sd_notify(3), no library)."""

from __future__ import annotations

import os
import socket
from collections.abc import Mapping


class ServiceNotice:
    """Speaks to the service manager that started this process; to nobody, silently, where none did.

    The manager names its socket in NOTIFY_SOCKET and the time it waits in WATCHDOG_USEC. WATCHDOG_PID is not looked
    at: under a compositor the station is a child of the unit's main process, and the unit takes notices from all.
    """

    def __init__(self, environment: Mapping[str, str] = os.environ) -> None:
        untrusted_address = environment.get("NOTIFY_SOCKET", "")
        self._address = untrusted_address if untrusted_address[:1] in ("/", "@") else ""
        waits = environment.get("WATCHDOG_USEC", "")
        self._waits = int(waits) / 1e6 if waits.isascii() and waits.isdigit() else 0.0

    @property
    def heard(self) -> bool:
        """Whether anybody listens."""
        return bool(self._address)

    @property
    def beat(self) -> float:
        """Seconds between two signs of life, a third of what the manager waits; 0 where it does not watch."""
        return self._waits / 3 if self.heard else 0.0

    def ready(self) -> None:
        self._say("READY=1")

    def alive(self) -> None:
        self._say("WATCHDOG=1")

    def stopping(self) -> None:
        self._say("STOPPING=1")

    def status(self, words: str) -> None:
        """Say one line for `systemctl status`; it stands in the journal too, so nothing of a person belongs in it."""
        self._say("STATUS=" + words.replace("\n", " "))

    def _say(self, line: str) -> None:
        if not self._address:
            return
        # A leading @ is the abstract name space, which begins with a zero byte.
        address = "\0" + self._address[1:] if self._address.startswith("@") else self._address
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as channel:
            channel.settimeout(1.0)
            channel.sendto(line.encode(), address)
