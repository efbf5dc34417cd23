"""When two pages count as one: a form filled by many, and each scanned again: page_gate_marks.py [SEED] [N]."""

from __future__ import annotations

import itertools
import random
import sys
import time

import _figures  # noqa: F401 - puts the tree on the path
import cv2
import numpy as np
from gate.papers import ARABIC, Paper, Sheet
from gate.scenes import bare, desk, glass
from page_gate import bounds

from shubbak import resources
from shubbak.adapters.scan.page_taker import JudgingPageTaker
from shubbak.domain.page import ALIKE_BITS, Page, alike
from shubbak.domain.problem import Problem

#: In how many of its 19 answers a form differs that is one person's but for them.
CHANGED = (1, 2, 4)


def filled(seed: str, person: int, changed: int = 0) -> Paper:
    """The form that a seed stands for, with one person's answers in its boxes, the first so many another's."""
    form = random.Random(seed)
    sheet = Sheet(form, (210, 297), (253, 253, 251))
    for at, top in enumerate(range(30, 230, 11)):
        answers = random.Random(f"{seed}/{person}/{at}/{at < changed}")
        sheet.box(18, top, 192, top + 11)
        sheet.line(140, top, 140, top + 11)
        sheet.text(188, top + 2, " ".join(form.sample(ARABIC, 2)), 4.2, (30, 30, 40), sheet.arabic, end=True)
        said = " ".join(answers.sample(ARABIC, answers.randint(1, 4)))
        sheet.text(132, top + 2, said, 4.2, (20, 30, 120), sheet.arabic, end=True)
    return sheet.done("form", "letter")


def page(taker: JudgingPageTaker, picture: np.ndarray) -> Page:
    """The page in a picture, an empty one where none was taken."""
    body = cv2.imencode(".jpg", picture, (cv2.IMWRITE_JPEG_QUALITY, 88))[1].tobytes()
    taken = taker.take(body, "letter")
    return Page(b"", 1, 1) if isinstance(taken, Problem) else taken[0]


def by_bits(one: Page, other: Page) -> bool:
    """Whether marks alone would call them one page."""
    return bool(one.mark and other.mark) and (one.mark ^ other.mark).bit_count() <= ALIKE_BITS


def told(pairs: list[tuple[Page, Page]]) -> str:
    """How many pairs are called one page, and how many marks alone would call so."""
    called = sum(alike(*pair) for pair in pairs)
    return f"called one page {called} of {len(pairs)} ({bounds(called, len(pairs))}); by marks alone " + str(
        sum(by_bits(*pair) for pair in pairs)
    )


def main() -> None:
    seed = sys.argv[1] if len(sys.argv) > 1 else "settled"
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 24
    cv2.setNumThreads(1)
    taker = JudgingPageTaker(resources.load_document_kinds())
    chance = random.Random(f"{seed}/again")
    papers = [filled(seed, person) for person in range(count)]
    first = [page(taker, bare(paper, chance).picture) for paper in papers]
    pairs = list(itertools.combinations(first, 2))
    began = time.process_time()
    print(f"two people's: {told(pairs)}", flush=True)
    print(f"milliseconds a pair: {(time.process_time() - began) * 1000 / len(pairs):.2f}")
    for changed in CHANGED:
        others = [page(taker, bare(filled(seed, person, changed), chance).picture) for person in range(count)]
        print(f"{changed} of 19 answers another: {told(list(zip(first, others, strict=True)))}", flush=True)
    ways = {
        "turned by half and darker": lambda paper: (np.rot90(bare(paper, chance).picture, 2) * 0.75).astype(np.uint8),
        "on a glass elsewhere": lambda paper: glass([paper], chance).picture,
        "on a desk under a camera": lambda paper: desk(paper, chance).picture,
    }
    for name, way in ways.items():
        again = [page(taker, way(paper)) for paper in papers]
        print(f"the same {name}: {told(list(zip(first, again, strict=True)))}", flush=True)


if __name__ == "__main__":
    main()
