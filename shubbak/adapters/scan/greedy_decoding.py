"""The quick way from probabilities to lines: the best class of every step, laid on a grid of equal cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from shubbak.adapters.scan.arrays import Floats
from shubbak.adapters.scan.grammar import certainty
from shubbak.adapters.scan.network import CLASSES, STEPS_PER_CHARACTER


@dataclass(frozen=True, slots=True)
class SeenCharacter:
    """A character's class, the middle of its steps, and the probabilities of all classes at its best step."""

    klass: int
    middle: float
    probabilities: Floats


def characters(log_probabilities: Floats) -> list[SeenCharacter]:
    """Collapse repeats and drop blanks, as CTC demands."""
    best, score = log_probabilities.argmax(0), log_probabilities.max(0)
    borders = np.flatnonzero(np.diff(best)) + 1
    runs = zip([0, *borders.tolist()], [*borders.tolist(), len(best)], strict=True)
    return [
        SeenCharacter(
            int(best[begin]),
            (begin + end - 1) / 2,
            np.asarray(np.exp(log_probabilities[:, begin + int(score[begin:end].argmax())]), np.float32),
        )
        for begin, end in runs
        if best[begin]
    ]


@dataclass(frozen=True, slots=True)
class GridReading:
    """Lines of the wanted length, the certainty of each character, and the step in whose middle it was seen; fillers
    that were put back at the end of a line have no step.
    """

    lines: tuple[str, ...]
    certainties: tuple[tuple[float, ...], ...]
    middles: tuple[tuple[float, ...], ...]


def read_on_grid(seen: Sequence[Sequence[SeenCharacter]], sorts: Sequence[str]) -> GridReading | None:
    """Return lines that fill the columns of `sorts`, cut to the window that holds most of the characters, or None.

    Print beside the zone falls outside the window; up to three fillers missing at the end of a line are put back.
    """
    length = len(sorts[0])
    start = _window_start([each.middle for line in seen for each in line], length)
    if start is None:
        return None
    end = start + length * STEPS_PER_CHARACTER
    lines = [_line(line, start, end, sort) for line, sort in zip(seen, sorts, strict=True)]
    whole = [line for line in lines if line is not None]
    return GridReading(*zip(*whole, strict=True)) if len(whole) == len(lines) else None


def _line(
    seen: Sequence[SeenCharacter], start: float, end: float, sorts: str
) -> tuple[str, tuple[float, ...], tuple[float, ...]] | None:
    """Return the line's text, certainties and middles, or None when it does not fill its columns one by one."""
    inside = [each for each in seen if start <= each.middle < end]
    text = "".join(CLASSES[each.klass - 1] for each in inside)
    missing = len(sorts) - len(text)
    if missing and (not 0 < missing <= 3 or not text.endswith("<")):
        return None
    certain = (certainty(each.probabilities, each.klass, sort) for each, sort in zip(inside, sorts, strict=False))
    return text + "<" * missing, (*certain, *[1.0] * missing), tuple(each.middle for each in inside)


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
