"""The state of the program's releases on the disk: replaced whole, under a lock, and never missing for long.

Only the standard library, for the launcher's sake. Should the file be unreadable all the same, the oldest release on
the disk is the one that worked: a newer one is there only while it waits or is new.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from shubbak.services.program_update import ProgramState, read_state, state_text

STATE = "program.json"
#: Inside a release's folder, written before the folder gets its name: which program in it is started.
RELEASE = ".release.json"
#: The kiosk's launcher and the updater are two users of one group.
_BOTH = 0o660


class NoProgram(Exception):
    """No release lies on the disk."""


class ProgramStateFile:
    """`versions` holds a folder a release; `folder` the state, which launcher and updater may both write."""

    def __init__(self, folder: Path, versions: Path) -> None:
        self.folder = folder
        self.versions = versions
        self._file = folder / STATE

    def read(self) -> ProgramState:
        """Return the state, made anew from what lies there when it cannot be read; raises NoProgram, OSError."""
        try:
            state = read_state(self._file.read_text(encoding="utf-8"))
        except (FileNotFoundError, UnicodeDecodeError, ValueError):
            state = None
        if state is not None and self.whole(state.current):
            return state
        bad = state.bad if state else ()
        found = sorted(self.releases(), key=bad.__contains__)  # one that failed before nothing at all
        if not found:
            raise NoProgram
        return ProgramState(current=found[0], bad=bad)

    def change(self, transition: Callable[[ProgramState], ProgramState]) -> ProgramState:
        """Apply a transition, durably when it returns; raises NoProgram, OSError."""
        with self._locked():
            before = self.read()
            after = transition(before)
            if after != before or not self._file.exists():
                self._write(state_text(after))
            return after

    def releases(self) -> list[str]:
        """Return the releases that are whole, oldest first."""
        there = [place.name for place in self.versions.iterdir()] if self.versions.is_dir() else []
        return sorted((name for name in there if self.whole(name)), key=_order)

    def whole(self, version: str) -> bool:
        return bool(version) and not version.startswith(".") and (self.versions / version / RELEASE).is_file()

    def entry(self, version: str) -> Path:
        """Return the program of a release; raises OSError, ValueError."""
        entry = json.loads((self.versions / version / RELEASE).read_text(encoding="utf-8"))["entry"]
        return self.versions / version / str(entry)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        self.folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(self.folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, _BOTH)
        try:
            _share(handle)
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)

    def _write(self, text: str) -> None:
        beside = self._file.with_name(f".{STATE}.new")
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _BOTH), "w", encoding="utf-8") as file:
            _share(file.fileno())
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self._file)
        sync_folder(self.folder)


def _share(handle: int) -> None:
    """Undo what a unit's umask took from the group; the other user's file has been shared by that one."""
    if os.fstat(handle).st_uid == os.geteuid():
        os.fchmod(handle, _BOTH)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _order(version: str) -> tuple[int, ...]:
    return tuple(int(part) if part.isdecimal() else -1 for part in version.split("."))
