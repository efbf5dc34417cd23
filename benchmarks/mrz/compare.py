"""All readers over the same pictures, one after another: python -m benchmarks.mrz.compare --help."""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.mrz.pictures import READABLE, Sample
from benchmarks.mrz.readers import HERE, OURS, PEERS, Reader
from benchmarks.mrz.refusals import REFUSED
from benchmarks.mrz.specimens import specimens
from benchmarks.mrz.table import failures, table

PEER_NAMES = ("passporteye", "fastmrz", "rapidocr", "mrz-detection", "tesseract")
LEVELS = ("easy", "middle", "hard")


@cache
def style() -> str:
    """A mark of the generator as it stands, so that no picture of another style is taken for one of this."""
    whole = b"".join(path.read_bytes() for path in sorted(HERE.glob("*.py")) if path.stem in STYLE)
    return hashlib.sha256(whole).hexdigest()[:12]


STYLE = {
    "people",
    "zones",
    "texture",
    "strokes",
    "surfaces",
    "printing",
    "cards",
    "camera",
    "flatbed",
    "pictures",
    "refusals",
}


def samples(group: str, count: int, first: int) -> Iterator[Sample]:
    """The pictures of a group: by seeds from the first on, or all public specimens there are."""
    if group == "specimens":
        yield from specimens()
        return
    make = READABLE.get(group) or REFUSED[group]
    yield from (make(seed) for seed in range(first, first + count))


def _kept(sample: Sample) -> Path:
    path = PEERS / "pictures" / style() / f"{sample.name}.jpg"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        part.write_bytes(sample.image)
        part.replace(path)
    return path


def run(asked: argparse.Namespace) -> Iterator[dict[str, Any]]:
    """Every answer as a row: group, picture, reader, what was printed, what was read, milliseconds."""
    readers = [Reader(name, asked.core) for name in (OURS, *filter(None, asked.peers.split(",")))]
    groups = asked.groups.split(",")
    try:
        for group in groups:
            for at, sample in enumerate(samples(group, asked.cards, asked.first)):
                path = _kept(sample)
                printed = [list(zone.rows) for zone in sample.zones]
                for reader in readers if at < asked.peer_cards or group == "specimens" else readers[:1]:
                    answer = asdict(reader.ask(path)) | {"group": group, "name": sample.name, "reader": reader.name}
                    yield answer | {"truth": printed, "refuse": sample.refuse}
    finally:
        for reader in readers:
            reader.close()


def main() -> int:
    """Print the tables; the exit code is 1 where another reader was better or faster than ours in this run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--groups", default=",".join((*LEVELS, "specimens")))
    parser.add_argument("--cards", type=int, default=100, help="pictures of each group for our reader")
    parser.add_argument("--peer-cards", type=int, default=40, help="how many of them the other readers get too")
    parser.add_argument("--peers", default=",".join(PEER_NAMES))
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--core", type=int, default=max(os.sched_getaffinity(0)))
    parser.add_argument("--out", type=Path, default=PEERS / "answers.jsonl", help="every answer as a line of JSON")
    asked = parser.parse_args()
    asked.out.parent.mkdir(parents=True, exist_ok=True)
    results = []
    with asked.out.open("w") as kept:
        for row in run(asked):
            results.append(row)
            kept.write(json.dumps(row) + "\n")
            kept.flush()
    print(table(results))
    lost = failures(results)
    print("\n".join(lost) or "No other reader was better or faster in this run.")
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
