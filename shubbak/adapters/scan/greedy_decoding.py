"""The quick way from probabilities to lines: the best class of every step, laid on a grid of equal cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from shubbak.adapters.scan.arrays import Floats
from shubbak.adapters.scan.network import CLASSES, STEPS_PER_CHARACTER


@dataclass(frozen=True, slots=True)
class SeenCharacter:
    """A character, the middle of its steps and the best probability (0 to 1) that it had there."""

    text: str
    middle: float
    certainty: float


def characters(log_probabilities: Floats) -> list[SeenCharacter]:
    """Collapse repeats and drop blanks, as CTC demands."""
    best, score = log_probabilities.argmax(0), np.exp(log_probabilities.max(0))
    borders = np.flatnonzero(np.diff(best)) + 1
    runs = zip([0, *borders.tolist()], [*borders.tolist(), len(best)], strict=True)
    return [
        SeenCharacter(CLASSES[int(best[begin]) - 1], (begin + end - 1) / 2, float(score[begin:end].max()))
        for begin, end in runs
        if best[begin]
    ]


@dataclass(frozen=True, slots=True)
class GridReading:
    """Lines of the wanted length and the certainty of each character."""

    lines: tuple[str, ...]
    certainties: tuple[tuple[float, ...], ...]


def read_on_grid(seen: Sequence[Sequence[SeenCharacter]], length: int) -> GridReading | None:
    """Return lines of `length` characters inside the window that holds most of them, or None.

    Print beside the zone falls outside the window; up to three fillers missing at the end of a line are put back.
    """
    start = _window_start([each.middle for line in seen for each in line], length)
    if start is None:
        return None
    end = start + length * STEPS_PER_CHARACTER
    inside = [[each for each in line if start <= each.middle < end] for line in seen]
    lines = tuple(_with_fillers("".join(each.text for each in line), length) for line in inside)
    if any(len(line) != length for line in lines):
        return None
    certain = ((*(each.certainty for each in line), *[1.0] * (length - len(line))) for line in inside)
    return GridReading(lines, tuple(certain))


def _with_fillers(line: str, length: int) -> str:
    return line.ljust(length, "<") if line.endswith("<") and length - len(line) <= 3 else line


def _window_start(middles: Sequence[float], length: int) -> float | None:
    """Return the median of the best starts; many neighbouring ones are equally good."""
    if len(middles) < length:
        return None
    cell, width, places = STEPS_PER_CHARACTER, length * STEPS_PER_CHARACTER, np.array(middles)
    starts = np.arange(places.min() - 1.5 * cell, places.max() - width + 2.5 * cell, cell / 3)
    if not len(starts):
        return None
    held = ((places[None] >= starts[:, None]) & (places[None] < starts[:, None] + width)).sum(1)
    return float(np.median(starts[held == held.max()]))
