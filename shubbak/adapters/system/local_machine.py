"""This machine: the free room beside a file, and the seconds since the start."""

from __future__ import annotations

import os
import time
from pathlib import Path

from shubbak.ports.machine import Disk, MachineError


class LocalMachine:
    """Implements `shubbak.ports.machine.Machine` for the disk that a folder lies on."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def disk(self) -> Disk:
        try:
            found = os.statvfs(self._folder)
        except OSError as error:
            raise MachineError("disk-unreadable") from error
        # f_bavail and not f_bfree: what is set aside for the administrator is not the station's to write.
        return Disk(found.f_bavail * found.f_frsize, found.f_blocks * found.f_frsize)

    def uptime(self) -> float:
        return time.clock_gettime(time.CLOCK_BOOTTIME)
