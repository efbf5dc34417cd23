"""What may stand in each column of a zone, as masks over the network's classes."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from shubbak.adapters.scan.arrays import Floats
from shubbak.adapters.scan.network import CLASSES
from shubbak.domain.mrz_columns import SORTS

_LOOK_ALIKE = ("O0QD", "I1LT", "Z27", "S58", "B8", "G6", "A4", "UV", "<K")
_SAME = {"O", "0"}
_NOTICED = 0.25
_FORBIDDEN = 0.25
"""A damaged 8 may look like a B where only digits stand; a B that is plainly one is a card that contradicts itself."""


@cache
def mask(sort: str, classes: int) -> NDArray[np.bool_]:
    """Return which of the network's classes a column of this sort may hold; never the blank, nor "unreadable"."""
    allowed = np.zeros(classes, bool)
    allowed[[CLASSES.index(char) + 1 for char in SORTS[sort]]] = True
    return allowed


def _value(char: str) -> int:
    """Return what a check digit makes of a character: tens do not count."""
    return 0 if char == "<" else int(char, 36) % 10


@cache
def rivals(sort: str, classes: int) -> Floats:
    """Return a table (classes, classes): 1 where seeing the second speaks against reading the first.

    The blank and "unreadable" (a class beyond the characters) always do; a character that the column forbids does so
    by a part when it looks like the one read, and an O not at all where only digits stand: it is a zero.
    Where a check digit would notice the one for the other it speaks against it by a part: an O read for a zero makes
    the digit wrong, an S for an 8 does not.
    """
    allowed = mask(sort, classes)
    table = np.ones((classes, classes), np.float32)
    if sort == "g":
        values = np.array([_value(char) for char in CLASSES])
        table[1 : len(CLASSES) + 1, 1 : len(CLASSES) + 1] = np.where(values[:, None] == values[None], 1.0, _NOTICED)
    for one, char in enumerate(CLASSES, start=1):
        alike = set("".join(group for group in _LOOK_ALIKE if char in group))
        for other, forbidden in enumerate(CLASSES, start=1):
            if not allowed[other] and forbidden in alike:
                table[one, other] = 0.0 if {char, forbidden} == _SAME else _FORBIDDEN
    return table
