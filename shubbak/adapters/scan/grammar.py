"""What may stand in each column of a zone: letters, digits, or both."""

from __future__ import annotations

from functools import cache

import numpy as np

from shubbak.adapters.scan.arrays import Floats
from shubbak.adapters.scan.network import CLASSES

FORBIDDEN = -12.0
"""Added to the logarithm of a character where its column does not allow it."""

_DIGITS, _LETTERS = "0123456789", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SORTS = {
    "t": "ACIPV",  # first letter of the document code
    "a": _LETTERS + "<",
    "l": _LETTERS,
    "d": _DIGITS,
    "D": _DIGITS + "<",
    "s": "MF<",
    "x": CLASSES,
}


def _two_lines(length: int, tail: str) -> tuple[str, str]:
    return "tal" + "a" * (length - 3), "x" * 9 + "Dlaa" + "D" * 6 + "ds" + "D" * 6 + "d" + tail


_COLUMNS = {
    "TD1": (
        "tal" + "aa" + "x" * 9 + "D" + "x" * 15,
        "D" * 6 + "ds" + "D" * 6 + "d" + "laa" + "x" * 11 + "d",
        "a" * 30,
    ),
    "TD2": _two_lines(36, "x" * 7 + "d"),
    "TD3": _two_lines(44, "x" * 14 + "Dd"),
}


def columns_of(kind: str) -> tuple[str, ...]:
    """Return the sorts of characters line by line; one letter a column."""
    return _COLUMNS[kind]


def allows(kind: str, lines: tuple[str, ...]) -> bool:
    """Whether every character stands where its sort may; the lines have the kind's lengths."""
    return all(
        char in _SORTS[sort]
        for line, sorts in zip(lines, columns_of(kind), strict=True)
        for char, sort in zip(line, sorts, strict=True)
    )


@cache
def penalties(sorts: str) -> Floats:
    """Return an array (columns, classes): 0 where allowed, FORBIDDEN elsewhere, the blank included."""
    table = np.full((len(sorts), len(CLASSES) + 1), FORBIDDEN, np.float32)
    for column, sort in enumerate(sorts):
        table[column, [CLASSES.index(char) + 1 for char in _SORTS[sort]]] = 0
    return table


def certainty(probabilities: Floats, klass: int, sort: str) -> float:
    """Return the share (0 to 1) that a class has among all that its column allows, the blank included.

    A letter O that might as well be a zero is certain where only letters may stand. 0 for a class not allowed.
    """
    allowed = penalties(sort)[0] == 0
    if not allowed[klass]:
        return 0.0
    return float(probabilities[klass] / (probabilities[allowed].sum() + probabilities[0]))
