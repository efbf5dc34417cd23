"""The table of a run: exact, wrongly accepted, milliseconds, for each reader; and where ours lost."""

from __future__ import annotations

import json
import statistics
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.mrz.readers import OURS
from benchmarks.mrz.texts import repaired, zone_of
from benchmarks.mrz.zones import holds

REPAIRED = {name: f"{name}, repaired" for name in ("rapidocr", "mrz-detection")}


@dataclass
class Tally:
    """One reader over one group."""

    pictures: int = 0
    exact: int = 0
    wrong: int = 0
    doubted: int = 0  # read exactly, and refused all the same
    crashed: int = 0
    ms: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    def share(self) -> float:
        return self.exact / max(self.pictures, 1)


def _judged(row: dict[str, Any], name: str) -> tuple[tuple[str, ...], bool]:
    """The zone that a reader gave, and whether it is accepted: by ours itself, for others where all digits hold."""
    if row["reader"] == OURS:
        return tuple(row["lines"]), bool(row["accepted"])
    zone = zone_of(row["lines"]) if name == row["reader"] else repaired(row["lines"])
    return zone, bool(zone) and holds(zone)


def tallies(results: list[dict[str, Any]], names: set[str] | None = None) -> dict[tuple[str, str], Tally]:
    """By group and reader; names limits the pictures to those named."""
    found: dict[tuple[str, str], Tally] = defaultdict(Tally)
    for row in results:
        if names is not None and row["name"] not in names:
            continue
        for name in filter(None, (row["reader"], REPAIRED.get(row["reader"]))):
            tally = found[row["group"], name]
            zone, accepted = _judged(row, name)
            true = list(zone) in row["truth"]
            tally.pictures += 1
            # Ours must vouch for what it reads; of the others the bare text counts.
            tally.exact += true and not row["refuse"] and (accepted or row["reader"] != OURS)
            tally.doubted += true and not row["refuse"] and not accepted and row["reader"] == OURS
            tally.wrong += accepted and (not true or row["refuse"])
            tally.crashed += row["error"].startswith("crashed")
            tally.ms.append(row["ms"])
            tally.cpu.append(row["cpu"])
    return found


def _line(found: dict[tuple[str, str], Tally], groups: list[str], name: str) -> str:
    cells = []
    times: list[float] = []
    cpu: list[float] = []
    for group in groups:
        tally = found.get((group, name))
        if not tally:
            cells.append("")
            continue
        times += tally.ms
        cpu += tally.cpu
        crashed = f", {tally.crashed} crashed" if tally.crashed else ""
        doubted = f", {tally.doubted} doubted" if tally.doubted else ""
        cells.append(f"{tally.exact}/{tally.pictures} = {tally.share():.2f}, {tally.wrong} wrong{doubted}{crashed}")
    spread = statistics.quantiles(times, n=20)[-1] if len(times) > 1 else times[0]
    middle = f"{statistics.median(times):.0f} / {spread:.0f} | {statistics.median(cpu):.0f}"
    return f"| {name} | {' | '.join(cells)} | {middle} |"


def table(results: list[dict[str, Any]]) -> str:
    """Markdown: exact of all, how many accepted though wrong, then median and 95th percentile of the milliseconds."""
    groups = list(dict.fromkeys(row["group"] for row in results))
    found = tallies(results)
    names = list(dict.fromkeys(name for _, name in found))
    head = f"| reader | {' | '.join(groups)} | ms median / p95 | CPU ms |\n|{' --- |' * (len(groups) + 3)}"
    return "\n".join([head, *(_line(found, groups, name) for name in names)])


def failures(results: list[dict[str, Any]]) -> list[str]:
    """Where another reader was better or faster over the pictures that both got."""
    shared = {row["name"] for row in results if row["reader"] != OURS}
    found = tallies(results, shared)
    lost = []
    for (group, name), tally in found.items():
        ours = found.get((group, OURS))
        if name == OURS or not ours:
            continue
        if tally.exact > ours.exact:
            lost.append(f"{name} read more of {group}: {tally.exact} against {ours.exact} of {tally.pictures}")
        if tally.wrong < ours.wrong:
            lost.append(f"{name} accepted fewer wrong zones of {group}: {tally.wrong} against {ours.wrong}")
        if statistics.median(tally.cpu) < statistics.median(ours.cpu):
            lost.append(f"{name} took less time over {group}")
    return lost


if __name__ == "__main__":
    print(table([json.loads(line) for path in sys.argv[1:] for line in Path(path).read_text().splitlines()]))
