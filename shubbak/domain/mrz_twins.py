"""An O that may as well be a 0: what no eye can tell apart the check digits can, where they leave one answer."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from shubbak.domain.mrz_zone import columns

TWINS = {"O": "0", "0": "O"}
"""OCR-B draws them nearly alike. Check digits always tell one from the other: they differ by 24, and neither 7, 3 nor 1
times 24 ends in 0 (Doc 9303-3, 4.9).
"""
MOST_UNCERTAIN = 6

Place = tuple[int, int]


def answers(lines: tuple[str, ...], uncertain: Sequence[Place]) -> tuple[tuple[str, ...], ...]:
    """Return every way of reading the uncertain places (line, column), an O or a 0 in each, for which all digits hold.

    One answer: it is what is printed. Several: two of them in one number may change places without any digit noticing.
    Of more than MOST_UNCERTAIN places only the first are tried both ways.
    """
    found: list[tuple[str, ...]] = []
    places = uncertain[:MOST_UNCERTAIN]
    for flipped in product((False, True), repeat=len(places)):
        changed = [list(line) for line in lines]
        for (line, column), flip in zip(places, flipped, strict=True):
            if flip:
                changed[line][column] = TWINS[changed[line][column]]
        answer = tuple("".join(line) for line in changed)
        zone = columns(answer)
        if zone is not None and zone.holds():
            found.append(answer)
    return tuple(found)
