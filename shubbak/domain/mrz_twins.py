"""An O that may as well be a 0: what no eye can tell apart the check digits can, where they leave one answer."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from shubbak.domain.mrz_zone import columns

TWINS = {"O": "0", "0": "O"}
"""OCR-B draws them nearly alike. Check digits always tell one from the other: they differ by 24, and neither 7, 3 nor 1
times 24 ends in 0 (Doc 9303-3, 4.9).
"""
MOST_UNCERTAIN = 5

Place = tuple[int, int]


def told_apart(lines: tuple[str, ...], uncertain: Sequence[Place]) -> tuple[str, ...] | None:
    """Return the lines with a letter O or a digit 0 in each uncertain place (line, column), as the check digits say.

    None where there are more than MOST_UNCERTAIN places, or where the digits hold for none or for several of the
    answers: two of them in one number may change places without any digit noticing.
    """
    if not uncertain or len(uncertain) > MOST_UNCERTAIN:
        return None
    found: list[tuple[str, ...]] = []
    for flipped in product((False, True), repeat=len(uncertain)):
        changed = [list(line) for line in lines]
        for (line, column), flip in zip(uncertain, flipped, strict=True):
            if flip:
                changed[line][column] = TWINS[changed[line][column]]
        answer = tuple("".join(line) for line in changed)
        zone = columns(answer)
        if zone is not None and zone.holds():
            found.append(answer)
    return found[0] if len(found) == 1 else None
