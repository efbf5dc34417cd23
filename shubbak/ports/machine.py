"""The machine under the station: the room on the store's disk, and a clock that nobody can set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


class MachineError(Exception):
    """The machine does not say. `code`: disk-unreadable."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Disk:
    """Bytes that the station may still write, and bytes in all, of the disk that its store lies on."""

    free: int
    total: int


class Machine(Protocol):
    """Quick enough for every look; called off the screen's thread."""

    def disk(self) -> Disk:
        """Return the room on the store's disk; raises MachineError."""

    def uptime(self) -> float:
        """Return the seconds since the machine was started, its sleep included; no setting of the clock moves it."""
