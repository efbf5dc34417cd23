"""What every benchmark prints: one compact table of medians, and the same as one line of JSON."""

from __future__ import annotations

import json
import statistics
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# The benchmarks use the tests' portal process and printer, and measure the tree that they lie in.
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]


def runs(usual: int) -> int:
    """Return how many runs the command line asks for."""
    return int(sys.argv[1]) if len(sys.argv) > 1 else usual


def show(figure: str, timed: dict[str, list[float]], over: tuple[str, str], **more: object) -> None:
    """Print milliseconds by name: median, best, worst; and the ratio of two medians, from one run of one machine."""
    medians = {name: statistics.median(times) for name, times in timed.items()}
    ratio = medians[over[0]] / medians[over[1]]
    print(f"{figure}\n{'':<44}{'median':>10}{'best':>10}{'worst':>10}   ms, {len(timed[over[0]])} runs")
    for name, times in timed.items():
        print(f"  {name:<42}{medians[name]:>10.1f}{min(times):>10.1f}{max(times):>10.1f}")
    print(f"  {over[0]} : {over[1]} = {ratio:.2f}")
    for name, value in more.items():
        print(f"  {name.replace('_', ' ')}: {value}")
    said = {"figure": figure, "ratio": round(ratio, 2), "over": over, "runs": len(timed[over[0]])} | more
    said["median_ms"] = {name: round(median, 2) for name, median in medians.items()}
    print(json.dumps(said), flush=True)
