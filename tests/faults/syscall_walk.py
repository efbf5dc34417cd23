"""Walks through every call that writes to the station's file, and lets that very call fail or the process die at it.

    for point in walk(base, tmp_path, KILL):                     # one process a point, at every write call of a life
        assert broken_promises(point.file, STORE_KEY, point.promises) == []

`base` is a folder with a station's file (`prepare` makes one). At each point it is copied, `walk_script.py` lives in
the copy under `strace --inject`, and the point tells what was said before, which verbs raised which StoreError, and
where the copy lies, which the test then opens. ENOSPC and EIO serve the faults of the disk; with `onwards` every later
call fails as well, as on a disk that stays full.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from promises import Promises, heard
from station_life import STORE_NAME, StationLife

KILL, DISK_FULL, BROKEN_DISK = "signal=SIGKILL", "error=ENOSPC", "error=EIO"
WRITING = ("pwrite64", "fdatasync", "fsync", "ftruncate", "unlink", "openat")
_SCRIPT = Path(__file__).with_name("walk_script.py")


@dataclass(frozen=True, slots=True)
class Point:
    """One life with one injection. errors: `verb code` of every StoreError. finished: it came to its end."""

    call: str
    number: int
    file: Path
    promises: Promises
    errors: tuple[str, ...]
    finished: bool


def prepare(base: Path) -> None:
    """Make a station's file with one packet that waits."""
    home = base / "home"
    home.mkdir(parents=True)
    life = StationLife(home, base, lambda line: None, clean_money=True, number=2)
    life.visit()
    life.store.close()


def calls_of_a_life(base: Path, place: Path) -> Counter[str]:
    """Return how often each writing call is made on the file when nothing goes wrong."""
    trace = place / "trace"
    point = _live(base, place, ["-o", str(trace)], "", 0)
    if not point.finished or point.errors:
        raise RuntimeError(f"the life itself goes wrong: {point.errors}")
    return Counter(re.findall(r"(?m)^\d+\s+(\w+)\(", trace.read_text()))


def walk(
    base: Path, place: Path, action: str, calls: tuple[str, ...] = WRITING, *, onwards: bool = False, most: int = 0
) -> Iterator[Point]:
    """Yield the points of a life one after another; `most`: at most so many, spread evenly, 0 for all."""
    counted = calls_of_a_life(base, place)
    points = [(call, number) for call in calls for number in range(1, counted[call] + 1)]
    if most:
        points = points[:: max(1, -(-len(points) // most))]
    for call, number in points:
        inject = f"inject={call}:{action}:when={number}{'+' if onwards else ''}"
        yield _live(base, place, ["-o", "/dev/null", "-e", inject], call, number)


def _live(base: Path, place: Path, options: list[str], call: str, number: int) -> Point:
    room = place / "room"
    shutil.rmtree(room, ignore_errors=True)
    shutil.copytree(base, room)
    home = room / "home"
    watched = [home, *(home / (STORE_NAME + suffix) for suffix in ("", "-wal", "-journal", "-shm"))]
    paths = [part for path in watched for part in ("-P", str(path))]
    trace = ["strace", "-f", "-qq", *paths, "-e", f"trace={','.join(WRITING)}", *options]
    done = subprocess.run(
        [*trace, sys.executable, str(_SCRIPT), str(home)], capture_output=True, text=True, check=False
    )
    if done.returncode not in (0, -9, 137):
        raise RuntimeError(done.stderr)
    lines = (room / "said").read_text().splitlines(keepends=True)
    errors = tuple(line.removeprefix("error ").strip() for line in lines if line.startswith("error "))
    finished = "end\n" in lines or any(error.startswith("opening") for error in errors)
    promises = heard(line for line in lines if not line.startswith(("error", "end")))
    return Point(call, number, home / STORE_NAME, promises, errors, finished)
