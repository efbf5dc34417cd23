"""Reading an identity document, against decoding its image alone: python benchmarks/read_id.py [RUNS]."""

from __future__ import annotations

import time
from datetime import date

import cv2
import numpy as np
from _figures import ROOT, runs, show

from shubbak.adapters.scan.mrz_reader import MrzReader

READ, DECODE = "read", "decode alone"


def main() -> None:
    bodies = [path.read_bytes() for path in sorted((ROOT / "tests" / "samples" / "cards").glob("*.jpg"))]
    reader = MrzReader(date.today)
    found = sum(reader.read(body).document is not None for body in bodies)  # also warms the network up
    timed: dict[str, list[float]] = {READ: [], DECODE: []}
    for _ in range(runs(5)):
        for body in bodies:
            began = time.perf_counter()
            reader.read(body)
            between = time.perf_counter()
            assert cv2.imdecode(np.frombuffer(body, np.uint8), cv2.IMREAD_GRAYSCALE) is not None
            timed[READ].append((between - began) * 1000)
            timed[DECODE].append((time.perf_counter() - between) * 1000)
    show("Reading an identity document", timed, (READ, DECODE), images=len(bodies), documents_read=found)


if __name__ == "__main__":
    main()
