"""The careful way from probabilities to a line: the likeliest text of exactly the right length and sorts (Viterbi)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from shubbak.adapters.scan.arrays import Floats
from shubbak.adapters.scan.grammar import certainty, penalties
from shubbak.adapters.scan.network import CLASSES

_NEVER = np.float32(-1e9)
_STAY, _FROM_BLANK = -2, -1
_BLANK = -1


@dataclass(frozen=True, slots=True)
class ExactLine:
    """A line, the logarithm of its best path's probability, and the certainty (0 to 1) of each character and the
    step in the middle of it.
    """

    text: str
    score: float
    certainties: tuple[float, ...]
    middles: tuple[float, ...]


def decode_exactly(log_probabilities: Floats, sorts: str) -> ExactLine | None:
    """Return the best line of len(sorts) characters for probabilities (classes, steps), or None when there are too
    few steps for it.

    States are "blank after i characters" and "in character i, being class k"; the path is followed back from the
    better of the two last ones.
    """
    if log_probabilities.shape[1] < 2 * len(sorts):
        return None
    chars, blanks, last = _forward(log_probabilities, penalties(sorts))
    classes, frames = _backward(chars, blanks, last, len(sorts))
    certainties = tuple(
        certainty(
            np.exp(log_probabilities[:, max(steps, key=lambda step: log_probabilities[klass, step])]), klass, sort
        )
        for klass, steps, sort in zip(classes, frames, sorts, strict=True)
    )
    middles = tuple(sum(steps) / len(steps) for steps in frames)
    return ExactLine("".join(CLASSES[klass - 1] for klass in classes), last.score, certainties, middles)


@dataclass(frozen=True, slots=True)
class _End:
    score: float
    klass: int
    in_blank: bool


def _forward(log_p: Floats, allowed: Floats) -> tuple[NDArray[np.int16], NDArray[np.int16], _End]:
    """Return back pointers of characters (steps, columns, classes) and blanks (steps, columns + 1), and the end."""
    columns, classes, steps = len(allowed), log_p.shape[0], log_p.shape[1]
    blank = np.full(columns + 1, _NEVER, np.float32)
    blank[0] = 0
    char = np.full((columns, classes), _NEVER, np.float32)
    from_char = np.zeros((steps, columns, classes), np.int16)
    from_blank = np.zeros((steps, columns + 1), np.int16)
    every = np.arange(columns)
    for step in range(steps):
        now = log_p[:, step]
        best = char.argmax(1)
        enter, source = _entries(char, blank, best)
        enter += allowed
        moved = enter > char
        from_char[step] = np.where(moved, source, _STAY)
        left = char[every, best]
        leaves = left > blank[1:]
        from_blank[step, 1:] = np.where(leaves, best, 0)
        blank[1:] = np.where(leaves, left, blank[1:])
        blank += now[0]
        char = np.where(moved, enter, char) + now[None]
        char[:, 0] = _NEVER
    klass = int(char[-1].argmax())
    in_blank = bool(blank[-1] >= char[-1, klass])
    return from_char, from_blank, _End(float(blank[-1] if in_blank else char[-1, klass]), klass, in_blank)


def _entries(char: Floats, blank: Floats, best: NDArray[np.intp]) -> tuple[Floats, NDArray[np.int16]]:
    """Return the best score of entering each (column, class) and where from: the blank before, or the character
    before, which must be of another class.
    """
    columns, classes = char.shape
    enter = np.repeat(blank[:columns, None], classes, 1)
    source = np.full((columns, classes), _FROM_BLANK, np.int16)
    every = np.arange(columns - 1)
    top = best[:-1]
    others = char[:-1].copy()
    others[every, top] = _NEVER
    second = others.argmax(1)
    score = np.repeat(char[every, top][:, None], classes, 1)
    origin = np.repeat(top[:, None], classes, 1)
    score[every, top] = others[every, second]
    origin[every, top] = second
    better = score > enter[1:]
    enter[1:] = np.where(better, score, enter[1:])
    source[1:] = np.where(better, origin, source[1:])
    return enter, source


def _backward(
    from_char: NDArray[np.int16], from_blank: NDArray[np.int16], last: _End, columns: int
) -> tuple[list[int], list[list[int]]]:
    """Follow the pointers back; return the class of every character and the steps it lasted."""
    classes, frames = [0] * columns, [list[int]() for _ in range(columns)]
    column, klass = (columns, _BLANK) if last.in_blank else (columns - 1, last.klass)
    for step in range(len(from_char) - 1, -1, -1):
        if klass == _BLANK:
            came = int(from_blank[step, column])
            if came:
                column, klass = column - 1, came
            continue
        classes[column] = klass
        frames[column].append(step)
        came = int(from_char[step, column, klass])
        if came == _FROM_BLANK:
            klass = _BLANK
        elif came != _STAY:
            column, klass = column - 1, came
    return classes, frames
