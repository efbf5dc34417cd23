"""When two pages count as one: a form filled by many, and each scanned again: page_gate_marks.py [SEED] [N]."""

from __future__ import annotations

import itertools
import random
import sys

import _figures  # noqa: F401 - puts the tree on the path
import cv2
import numpy as np
from gate.papers import ARABIC, Paper, Sheet
from gate.scenes import bare, desk, glass
from page_gate import bounds

from shubbak import resources
from shubbak.adapters.scan.page_taker import JudgingPageTaker
from shubbak.domain.page import ALIKE_BITS
from shubbak.domain.problem import Problem

#: Bits that marks may differ by; the last is what holds.
TRIED = (4, 6, 8, ALIKE_BITS)


def filled(seed: str, person: int) -> Paper:
    """The form that a seed stands for, with one person's answers in its boxes."""
    form, answers = random.Random(seed), random.Random(f"{seed}/{person}")
    sheet = Sheet(form, (210, 297), (253, 253, 251))
    for top in range(30, 230, 11):
        sheet.box(18, top, 192, top + 11)
        sheet.line(140, top, 140, top + 11)
        sheet.text(188, top + 2, " ".join(form.sample(ARABIC, 2)), 4.2, (30, 30, 40), sheet.arabic, end=True)
        said = " ".join(answers.sample(ARABIC, answers.randint(1, 4)))
        sheet.text(132, top + 2, said, 4.2, (20, 30, 120), sheet.arabic, end=True)
    return sheet.done("form", "letter")


def mark(taker: JudgingPageTaker, picture: np.ndarray) -> int:
    """The mark of the page in a picture, 0 where none was taken."""
    body = cv2.imencode(".jpg", picture, (cv2.IMWRITE_JPEG_QUALITY, 88))[1].tobytes()
    taken = taker.take(body, "letter")
    return 0 if isinstance(taken, Problem) else taken[0].mark


def main() -> None:
    seed = sys.argv[1] if len(sys.argv) > 1 else "settled"
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 24
    cv2.setNumThreads(1)
    taker = JudgingPageTaker(resources.load_document_kinds())
    chance = random.Random(f"{seed}/again")
    papers = [filled(seed, person) for person in range(count)]
    first = [mark(taker, bare(paper, chance).picture) for paper in papers]
    apart = [(one ^ other).bit_count() for one, other in itertools.combinations(first, 2)]
    wrong = {most: sum(bits <= most for bits in apart) for most in TRIED}
    print(f"two people's, {len(apart)} pairs: called one page at so many bits {wrong}; least {min(apart)}", flush=True)
    ways = {
        "turned by half and darker": lambda paper: (np.rot90(bare(paper, chance).picture, 2) * 0.75).astype(np.uint8),
        "on a glass elsewhere": lambda paper: glass([paper], chance).picture,
        "on a desk under a camera": lambda paper: desk(paper, chance).picture,
    }
    for name, way in ways.items():
        again = [(one ^ mark(taker, way(paper))).bit_count() for one, paper in zip(first, papers, strict=True)]
        missed = {most: sum(bits > most for bits in again) for most in TRIED}
        told = f"of {count} not seen as the same at so many bits {missed} ({bounds(missed[ALIKE_BITS], count)})"
        print(f"{name}: {told}; bits apart, middle {sorted(again)[count // 2]}, most {max(again)}", flush=True)


if __name__ == "__main__":
    main()
