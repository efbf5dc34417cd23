"""The document gate on drawn pages, false alarms and misses: page_gate.py [SEED] [N] [good|FAULT ...]."""

from __future__ import annotations

import math
import random
import statistics
import sys
import time
from collections import Counter
from datetime import date

import _figures  # noqa: F401 - puts the tree on the path
import cv2
from gate.scenes import Scene
from gate.spoils import SPOILS, good

from shubbak import resources
from shubbak.adapters.scan.mrz_reader import MrzReader
from shubbak.adapters.scan.page_taker import JudgingPageTaker
from shubbak.adapters.scan.seen_card import seen_card
from shubbak.domain.problem import Problem

TODAY = date(2026, 11, 22)
#: So many good pages for one of each fault.
GOOD = 5


class Gate:
    """Takes drawn scenes as files, and keeps how long each took in processor time."""

    def __init__(self) -> None:
        cv2.setNumThreads(1)
        self._reader = MrzReader(lambda: TODAY)
        self._taker = JudgingPageTaker(
            resources.load_document_kinds(), lambda image: seen_card(self._reader.read(image), TODAY)
        )
        self.ms: list[float] = []

    def faults(self, scene: Scene, kind: str) -> set[str]:
        body = cv2.imencode(".jpg", scene.picture, (cv2.IMWRITE_JPEG_QUALITY, 88))[1].tobytes()
        began = time.process_time()
        taken = self._taker.take(body, kind)
        self.ms.append((time.process_time() - began) * 1000)
        return {taken.code} if isinstance(taken, Problem) else {fault.code for page in taken for fault in page.faults}


def bounds(found: int, of: int) -> str:
    """The 95 % interval of a share (Wilson)."""
    share, z = found / of, 1.96
    centre, spread = share + z * z / (2 * of), z * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    low, high = (max(0.0, (centre + way * spread) / (1 + z * z / of)) for way in (-1, 1))
    return f"{found / of:.1%}, {low:.1%} to {high:.1%}"


def measure_good(gate: Gate, seed: str, count: int) -> None:
    """Print how many good pages are sent back, and why."""
    said: Counter[str] = Counter()
    pages = 0
    for at in range(count):
        scene, kind, name = good(random.Random(f"{seed}/good/{at}"))
        faults = gate.faults(scene, kind)
        pages += bool(faults)
        said.update(f"{code} on {name} ({scene.name})" for code in faults)
    print(f"good pages {count}, false alarms on {pages} ({bounds(pages, count)}): {dict(said)}", flush=True)


def measure_spoilt(gate: Gate, seed: str, code: str, count: int) -> None:
    """Print how many pages with this fault are called without it, how many of them good, and what else is said."""
    missed: Counter[str] = Counter()
    besides: Counter[str] = Counter()
    through = 0
    for at in range(count):
        scene, kind, name = SPOILS[code](random.Random(f"{seed}/{code}/{at}"))
        faults = gate.faults(scene, kind)
        besides.update(faults - {code})
        through += not faults
        if code not in faults:
            missed[f"{name} ({scene.name}): {', '.join(sorted(faults)) or 'nothing'}"] += 1
    said = f"besides {dict(besides)}" if besides else ""
    print(
        f"{code:<14} {count:>4} missed {missed.total():>3} ({bounds(missed.total(), count)}), "
        f"let through {through} ({bounds(through, count)}) {dict(missed)} {said}",
        flush=True,
    )


def main() -> None:
    seed = sys.argv[1] if len(sys.argv) > 1 else "reported"
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 40
    chosen = sys.argv[3:] or ["good", *SPOILS]
    gate = Gate()
    if "good" in chosen:
        measure_good(gate, seed, GOOD * count)
    for code in chosen:
        if code in SPOILS:
            measure_spoilt(gate, seed, code, count)
    print(f"processor ms a picture: median {statistics.median(gate.ms):.0f}, worst {max(gate.ms):.0f}")


if __name__ == "__main__":
    main()
