"""Whether programs of a station are at work: each holds the same lock, and whoever needs the station alone asks it."""

from __future__ import annotations

import fcntl
import os
import weakref
from pathlib import Path

_LOCK = "running.lock"


class StationAtWork(Exception):
    """Somebody else is here: a program of the station's, or one that has it alone."""


class StationPresence:
    """A place at a station, until `leave` or the end of the process; the kernel gives it back after any death.

    folder: the station's. alone: nobody else at the same time; else beside other programs, but not beside that one.
    Raises StationAtWork, and OSError where the lock cannot be made.
    """

    def __init__(self, folder: Path, *, alone: bool = False) -> None:
        handle = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(handle, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except BlockingIOError as error:
            os.close(handle)
            raise StationAtWork from error
        self.leave = weakref.finalize(self, os.close, handle)
