"""Cuts the power at every point of a recording, in many ways, and counts what each state of the disk has lost."""

from __future__ import annotations

import hashlib
import multiprocessing
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from promises import Promises
from write_log.disk import Disk, read_log
from write_log.recording import Recording

#: Memory, where there is any: a state is written, opened and thrown away.
_FAST = Path("/dev/shm")

#: Takes the folder of a state, and the promises made before the cut; returns what is broken, as codes.
Check = Callable[[Path, Promises], list[str]]


@dataclass
class Outcome:
    """`states` that differ in their bytes or in what was promised before them; `broken` counts codes; `first` says
    where each code was met first.
    """

    points: int = 0
    states: int = 0
    seconds: float = 0.0
    broken: Counter[str] = field(default_factory=Counter)
    first: dict[str, str] = field(default_factory=dict)

    @property
    def per_second(self) -> float:
        return self.states / self.seconds

    def add(self, other: Outcome) -> None:
        """Take in what a worker beside this one found."""
        self.points = max(self.points, other.points)
        self.states += other.states
        self.broken += other.broken
        self.first = other.first | self.first


def replay(recording: Recording, check: Check, target: int, workers: int = 1) -> Outcome:
    """Replay until about `target` different states were checked, or no cut gives a new one."""
    began, whole = time.monotonic(), Outcome()
    if workers == 1:
        whole.add(_share(recording, check, target, 0, 1))
    else:
        spawn = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(workers, mp_context=spawn) as pool:
            shares = [pool.submit(_share, recording, check, target, which, workers) for which in range(workers)]
            for share in shares:
                whole.add(share.result())
    whole.seconds = time.monotonic() - began
    return whole


def _share(recording: Recording, check: Check, target: int, which: int, workers: int) -> Outcome:
    """Check the states whose digest falls to this worker: no state is checked by two."""
    outcome, seen = Outcome(), set[bytes]()
    place = Path(tempfile.mkdtemp(prefix="cut-", dir=_FAST if _FAST.is_dir() else None))
    try:
        for turn in range(200):
            for point, files, promises in _states(recording, turn):
                outcome.points = max(outcome.points, point + 1)
                digest = _digest(files, promises.count)
                if digest[0] % workers != which or digest in seen:
                    continue
                seen.add(digest)
                _check_state(outcome, check, place / "home", files, promises, f"point {point}, turn {turn}")
            if len(seen) * workers >= target:
                break
    finally:
        shutil.rmtree(place)
    outcome.states = len(seen)
    return outcome


def _states(recording: Recording, turn: int) -> Iterator[tuple[int, Mapping[str, bytes], Promises]]:
    """Yield one state a point: the least in turn 0, the most in turn 1, any in later ones."""
    disk, promises = Disk(recording.before), Promises()
    for point, step in enumerate(read_log(recording.log)):
        disk.do(step)
        if step.kind == "M":
            promises.hear(step.name)
        if turn == 0:
            yield point, disk.least(), promises
        elif disk.at_risk:
            yield point, disk.everything() if turn == 1 else disk.after_cut(Random(point * 1000 + turn)), promises


def _digest(files: Mapping[str, bytes], promised: int) -> bytes:
    sha = hashlib.sha256(str(promised).encode())
    for name, content in sorted(files.items()):
        sha.update(f"/{name}/{len(content)}/".encode())
        sha.update(content)
    return sha.digest()


def _check_state(
    outcome: Outcome, check: Check, home: Path, files: Mapping[str, bytes], promises: Promises, where: str
) -> None:
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir()
    for name, content in files.items():
        (home / name).write_bytes(content)
    for code in check(home, promises):
        outcome.broken[code] += 1
        outcome.first.setdefault(code, where)
