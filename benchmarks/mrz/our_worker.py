"""Our own reader as a process like the others': paths come in, a line of JSON goes out for each."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Any

import cv2

from benchmarks.mrz.peer_worker import quiet, serve
from shubbak.adapters.scan.mrz_reader import MrzReader


def main() -> None:
    channel = quiet()
    cv2.setNumThreads(1)
    reader = MrzReader(date.today)

    def read(path: str) -> dict[str, Any]:
        found = reader.read(Path(path).read_bytes())
        problems = [problem.code for problem in found.problems]
        return {"lines": list(found.lines), "accepted": found.document is not None, "problems": problems}

    os.write(channel, b'"ready"\n')
    serve(read, channel)


if __name__ == "__main__":
    main()
