"""Ten thousand cards, read exactly or not, and the wrong ones among those accepted: python -m
benchmarks.mrz.wrong_acceptances FROM TO.

Seeds FROM to TO - 1; of ten, two are easy, two middle, four hard, one turned anyhow, and one has to be refused. Every
answer is kept beside the peers (wrong_acceptances.tsv); seeds that stand there already are not read again, so that a
run may be stopped, and several may run side by side on portions of their own.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections import Counter
from datetime import date
from pathlib import Path

import cv2

from benchmarks.mrz.compare import style
from benchmarks.mrz.pictures import READABLE, Sample
from benchmarks.mrz.readers import PEERS
from benchmarks.mrz.refusals import REFUSED
from shubbak.adapters.scan.mrz_reader import MrzReader

TEN = ("easy", "middle", "hard", "hard", "refuse", "easy", "middle", "hard", "hard", "turned")
KEPT = PEERS / "wrong_acceptances.tsv"


def sample(seed: int) -> tuple[str, Sample]:
    """The group and the picture of a seed; those to be refused take turns."""
    group = TEN[seed % 10]
    if group == "refuse":
        group = tuple(REFUSED)[seed // 10 % len(REFUSED)]
        return group, REFUSED[group](seed)
    return group, READABLE[group](seed)


def verdict(lines: tuple[str, ...], accepted: bool, one: Sample) -> str:
    """right, doubted (read exactly, and not vouched for), refused, WRONG; guessed where a hidden character was accepted
    and right all the same.
    """
    true = lines in [zone.rows for zone in one.zones]
    if not accepted:
        return "doubted" if true and not one.refuse else "refused"
    if one.refuse and not (true and one.name.split("-")[0] in COVERED):
        return "WRONG"
    return ("guessed" if one.refuse else "right") if true else "WRONG"


COVERED = ("blot", "pen", "sticker", "finger", "glare", "cut")


def _done() -> set[int]:
    """Seeds read before, of this style of pictures."""
    if not KEPT.exists():
        return set()
    rows = (line.split("\t") for line in KEPT.read_text().splitlines())
    return {int(row[1]) for row in rows if row[0] == style()}


def run(first: int, last: int) -> None:
    """Read what is not read yet, a line for each picture."""
    cv2.setNumThreads(1)
    reader, done = MrzReader(date.today), _done()
    began = time.monotonic()
    todo = [seed for seed in range(first, last) if seed not in done]
    for at, seed in enumerate(todo, 1):
        group, one = sample(seed)
        found = reader.read(one.image)
        word = verdict(found.lines, found.document is not None, one)
        row = [style(), str(seed), group, word, f"{found.ms:.1f}", " ".join(found.lines) if word == "WRONG" else ""]
        with KEPT.open("a") as kept:  # opened each time, as several portions write into it
            kept.write("\t".join(row) + "\n")
        if word == "WRONG":
            print(
                f"WRONG {group} {seed}\n  read    {found.lines}\n  printed {[zone.rows for zone in one.zones]}",
                flush=True,
            )
        if at % 200 == 0:
            left = (time.monotonic() - began) / at * (len(todo) - at) / 60
            print(f"{at} of {len(todo)}, {left:.0f} minutes left", flush=True)


def report(path: Path = KEPT) -> int:
    """Print what stands in the file so far by group; the number of wrong acceptances."""
    rows = [line.split("\t") for line in path.read_text().splitlines()]
    rows = [row for row in rows if row[0] == style()]
    counts = Counter((row[2], row[3]) for row in rows)
    words = ("right", "doubted", "refused", "guessed", "WRONG")
    print(f"| group | {' | '.join(words)} | exact |\n| --- {'| --- ' * (len(words) + 1)}|")
    for group in dict.fromkeys(row[2] for row in rows):
        said = [counts[group, word] for word in words]
        print(f"| {group} | {' | '.join(map(str, said))} | {(said[0] + said[1]) / sum(said):.3f} |")
    wrong = sum(row[3] == "WRONG" for row in rows)
    middle = statistics.median(float(row[4]) for row in rows)
    print(f"{len(rows)} pictures, {wrong} wrongly accepted, {middle:.0f} ms median")
    return wrong


if __name__ == "__main__":
    if len(sys.argv) == 3:
        run(int(sys.argv[1]), int(sys.argv[2]))
    sys.exit(1 if report() else 0)
