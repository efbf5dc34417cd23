"""Whether every character stands in its own cell: one unseen or made up moves all that follow it in its line."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from shubbak.adapters.scan.arrays import Floats
from shubbak.adapters.scan.network import STEPS_PER_CHARACTER

# Cells. Lines read rightly, level 3 cards of resources/models/README.md included, stay under 0.28, 0.46 and 0.58.
_FARTHEST = 0.4
_SHIFT_OF_THREE = 0.62
_SHIFT_OF_TWO = 0.7


def in_place(middles: Sequence[Sequence[float]]) -> bool:
    """Whether no line has a gap and none begins a cell off the others, given the middle step of each character.

    Within a line the cells may widen evenly, as tilted cards demand; from line to line the start may move evenly.
    """
    lines = [np.asarray(line, np.float32) / STEPS_PER_CHARACTER for line in middles]
    if any(_farthest(line) >= _FARTHEST for line in lines):
        return False
    starts = [float(np.polyfit(np.arange(len(line)), line, 1)[1]) for line in lines]
    if len(starts) == 3:
        return abs(starts[0] - 2 * starts[1] + starts[2]) < _SHIFT_OF_THREE
    return abs(starts[0] - starts[-1]) < _SHIFT_OF_TWO


def _farthest(line: Floats) -> float:
    places = np.arange(len(line))
    return float(np.abs(line - np.polyval(np.polyfit(places, line, 2), places)).max())
