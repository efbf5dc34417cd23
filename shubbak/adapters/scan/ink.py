"""Whether a character carries far more ink than it should: a blot is read as a B, and surely."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from shubbak.adapters.scan.arrays import Floats
from shubbak.adapters.scan.network import STRIDE
from shubbak.adapters.scan.strips import STRIP_HEIGHT, STRIP_PITCH

# The ink of each character of OCR-B against the mean of all, measured on strips of 900 drawn cards.
_SHARES = {
    "<": 0.76, "A": 1.13, "B": 1.20, "C": 0.83, "D": 1.02, "E": 1.05, "F": 0.85, "G": 1.07, "H": 1.02,
    "I": 0.94, "J": 0.81, "K": 0.98, "L": 0.63, "M": 1.29, "N": 1.19, "O": 1.05, "P": 0.95, "Q": 1.13,
    "R": 1.09, "S": 1.00, "T": 0.91, "U": 0.96, "V": 0.92, "W": 1.16, "X": 1.07, "Y": 0.92, "Z": 0.93,
    "0": 1.08, "1": 0.84, "2": 0.97, "3": 1.10, "4": 0.91, "5": 0.97, "6": 1.04, "7": 0.92, "8": 1.24,
    "9": 1.06,
}  # fmt: skip

# Characters read rightly carry up to 1.75 times their share, 2.1 in very poor images; round blots 2.6 and more.
_MOST = 2.3
_HALF_CELL = STRIP_PITCH // 2
_ROWS = slice(STRIP_HEIGHT // 6, STRIP_HEIGHT - STRIP_HEIGHT // 6)


def blots(strips: Sequence[Floats], lines: Sequence[str], middles: Sequence[Floats]) -> tuple[tuple[bool, ...], ...]:
    """Return which characters are darker than print can be, against the median of their own line.

    strips: as cut, paper 0 and ink -1. middles: the middle step of each character. A stroke of a pen adds too little to
    be told from print.
    """
    return tuple(
        tuple((_excess(strip, line, places) > _MOST).tolist())
        for strip, line, places in zip(strips, lines, middles, strict=True)
    )


def _excess(strip: Floats, line: str, middles: Floats) -> Floats:
    """Return how many times the share of its letter each character carries."""
    ink = np.clip(-strip[_ROWS], 0, 1.2).sum(0)
    total = np.concatenate([[0.0], np.cumsum(ink)])
    column = np.round((middles + 0.5) * STRIDE).astype(np.intp)
    left = np.clip(column - _HALF_CELL, 0, len(ink))
    right = np.clip(column + _HALF_CELL, 0, len(ink))
    share = np.array([_SHARES[char] for char in line])
    relative = (total[right] - total[left]) / np.maximum(right - left, 1) / share
    return np.asarray(relative / max(float(np.median(relative)), 0.01), np.float32)
