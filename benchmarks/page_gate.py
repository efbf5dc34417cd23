"""The document gate on drawn pages, false alarms and misses: python benchmarks/page_gate.py [SEED] [N]."""

from __future__ import annotations

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
from shubbak.domain.problem import Problem

TODAY = date(2026, 11, 22)
#: So many good pages for one of each fault.
GOOD = 5


class Gate:
    """Takes drawn scenes as files, and keeps how long each took in processor time."""

    def __init__(self) -> None:
        cv2.setNumThreads(1)
        self._reader = MrzReader(lambda: TODAY)
        self._taker = JudgingPageTaker(resources.load_document_kinds(), self._expired)
        self.ms: list[float] = []

    def faults(self, scene: Scene, kind: str) -> set[str]:
        body = cv2.imencode(".jpg", scene.picture, (cv2.IMWRITE_JPEG_QUALITY, 88))[1].tobytes()
        began = time.process_time()
        taken = self._taker.take(body, kind)
        self.ms.append((time.process_time() - began) * 1000)
        return {taken.code} if isinstance(taken, Problem) else {fault.code for page in taken for fault in page.faults}

    def _expired(self, image: bytes) -> bool:
        document = self._reader.read(image).document
        return document is not None and document.expired(TODAY)


def main() -> None:
    seed = sys.argv[1] if len(sys.argv) > 1 else "reported"
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 40
    gate = Gate()
    false: Counter[str] = Counter()
    chance = random.Random(f"{seed}/good")
    for _ in range(GOOD * count):
        scene, kind, name = good(chance)
        for code in gate.faults(scene, kind):
            false[f"{code} on {name} ({scene.name})"] += 1
    print(f"good pages {GOOD * count}, false alarms {sum(false.values())}: {dict(false)}", flush=True)
    for code, spoil in SPOILS.items():
        chance = random.Random(f"{seed}/{code}")
        missed: Counter[str] = Counter()
        for _ in range(count):
            scene, kind, name = spoil(chance)
            if code not in gate.faults(scene, kind):
                missed[f"{name} ({scene.name})"] += 1
        print(f"{code:<14} {count:>4} missed {sum(missed.values()):>3} {dict(missed)}", flush=True)
    print(f"processor ms a picture: median {statistics.median(gate.ms):.0f}, worst {max(gate.ms):.0f}")


if __name__ == "__main__":
    main()
