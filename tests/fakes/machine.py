"""A machine whose disk fills and whose uptime runs as a test says."""

from __future__ import annotations

from shubbak.ports.machine import Disk, MachineError


class FakeMachine:
    """Implements ports.machine.Machine. `free` None: the disk does not answer."""

    def __init__(self, free: int | None = 40_000_000_000, total: int = 100_000_000_000) -> None:
        self.free = free
        self.total = total
        self.seconds = 100.0

    def disk(self) -> Disk:
        if self.free is None:
            raise MachineError("disk-unreadable")
        return Disk(self.free, self.total)

    def uptime(self) -> float:
        return self.seconds
