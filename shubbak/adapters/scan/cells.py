"""From the network's steps to cells: what stands in each place of a grid of equal cells, line by line.

OCR-B has one pitch, so a line is a row of cells. Where a character was not seen its cell is empty, and those after it
keep their places: a lost letter moves nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from shubbak.adapters.scan.arrays import Floats
from shubbak.adapters.scan.network import STEPS_PER_CHARACTER

_FEWEST = 6
_MOST_CELLS = 80
_SURE = 0.5


@dataclass(frozen=True, slots=True)
class Cells:
    """What was seen in (lines, cells): `seen` (.., classes) is the highest probability of each class in the cell, class
    0 the lowest of the blank; `crowded` whether more than one character was seen in it; `found` (lines, cells) the step
    in whose middle the character was seen, or the cell's own middle where none was.
    """

    seen: Floats
    crowded: NDArray[np.bool_]
    found: Floats

    @property
    def count(self) -> int:
        return int(self.seen.shape[1])


@dataclass(frozen=True, slots=True)
class _Runs:
    """Steps in a row that say the same character: its class, first and last step, the middle, the best probability."""

    first: NDArray[np.intp]
    last: NDArray[np.intp]
    middle: Floats
    best: Floats


def cells_of(log_probabilities: Sequence[Floats]) -> Cells | None:
    """Lay one grid over all lines and return what stands in it, or None when too little was seen to lay one."""
    tables = [np.exp(each) for each in log_probabilities]
    runs = [_runs(each) for each in tables]
    grid = _grid(runs)
    if grid is None:
        return None
    offsets, pitch, bend = grid
    steps = max(table.shape[1] for table in tables)
    places = np.arange(-_MOST_CELLS, _MOST_CELLS, dtype=np.float32)
    places = places[pitch + 2 * bend * places > 0.5 * STEPS_PER_CHARACTER]  # the bend turns back far outside
    middles = offsets[:, None] + pitch * places + bend * places**2
    middles = middles[:, (middles.max(0) >= 0) & (middles.min(0) <= steps - 1)]
    filled = [_fill(table, run, middle) for table, run, middle in zip(tables, runs, middles, strict=True)]
    return Cells(
        np.stack([seen for seen, _, _ in filled]),
        np.stack([crowded for _, crowded, _ in filled]),
        np.stack([found for _, _, found in filled]),
    )


def _runs(table: Floats) -> _Runs:
    best, value = table.argmax(0), table.max(0)
    borders = np.flatnonzero(np.diff(best)) + 1
    first = np.concatenate([[0], borders])
    last = np.concatenate([borders, [len(best)]]) - 1
    top = np.maximum.reduceat(value, first)
    real = best[first] > 0
    first, last, top = first[real], last[real], top[real]
    return _Runs(first, last, ((first + last) / 2).astype(np.float32), top)


def _grid(runs: Sequence[_Runs]) -> tuple[Floats, float, float] | None:
    """Return where cell 0 of each line lies, the steps per cell and how much these grow from cell to cell.

    The lines share pitch and bend: they lie on one card. Least squares over the surer characters, twice; what lies
    off after the first is left out of the second.
    """
    cell = STEPS_PER_CHARACTER
    lines, places, middles = [], [], []
    for index, run in enumerate(runs):
        middle = run.middle[run.best > _SURE]
        if len(middle) < _FEWEST:
            continue
        jumps = np.maximum(np.round(np.diff(middle) / cell), 0)
        lines.append(np.full(len(middle), index))
        places.append(np.concatenate([[0], np.cumsum(jumps)]) + round(float(middle[0]) / cell))
        middles.append(middle)
    if not lines:
        return None
    line, place, middle = np.concatenate(lines), np.concatenate(places), np.concatenate(middles)
    known = [int(each[0]) for each in lines]
    keep = np.ones(len(line), bool)
    solution = np.zeros(len(known) + 2)
    for _ in range(2):
        table = np.zeros((len(line), len(known) + 2))
        for column, index in enumerate(known):
            table[line == index, column] = 1
        table[:, -2], table[:, -1] = place, place**2
        # A weak pull to no bend: a short line cannot tell one.
        pull = np.zeros((1, len(known) + 2))
        pull[0, -1] = 300.0
        solution = np.linalg.lstsq(np.vstack([table[keep], pull]), np.append(middle[keep], 0.0), rcond=None)[0]
        keep = np.abs(table @ solution - middle) < 0.45 * cell
        if keep.sum() < _FEWEST:
            return None
    pitch, bend = float(solution[-2]), float(solution[-1])
    if not 0.8 * cell < pitch < 1.25 * cell:
        return None
    return _offsets(solution[:-2].astype(np.float32), known, len(runs), pitch), pitch, bend


def _offsets(found: Floats, known: Sequence[int], count: int, pitch: float) -> Floats:
    """Return the offset of every line: whole cells are taken off where a neighbour then lies nearer, and a line
    without enough characters lies between or beyond its neighbours.
    """
    straight = [float(found[0])]
    for one in found[1:].tolist():
        straight.append(one - pitch * round((one - straight[-1]) / pitch))
    if len(known) == 1:
        return np.full(count, straight[0], np.float32)
    slope, start = np.polyfit(known, straight, 1)
    every = start + slope * np.arange(count)
    every[list(known)] = straight
    return np.asarray(every, np.float32)


def _fill(table: Floats, runs: _Runs, middles: Floats) -> tuple[Floats, NDArray[np.bool_], Floats]:
    """Return (cells, classes), which cells hold more than one character, and where each was found; each run of steps
    goes whole to the cell whose middle is nearest to its own.
    """
    steps = table.shape[1]
    borders = (middles[1:] + middles[:-1]) / 2
    owner = np.searchsorted(borders, np.arange(steps))
    home = np.searchsorted(borders, runs.middle)
    for first, last, cell in zip(runs.first.tolist(), runs.last.tolist(), home.tolist(), strict=True):
        owner[first : last + 1] = cell
    owner = np.maximum.accumulate(owner)
    begins = np.flatnonzero(np.concatenate([[True], np.diff(owner) > 0]))
    seen = np.zeros((len(middles), len(table)), np.float32)
    seen[:, 0] = 1
    seen[owner[begins]] = np.maximum.reduceat(table, begins, axis=1).T
    seen[owner[begins], 0] = np.minimum.reduceat(table[0], begins)
    found = middles.astype(np.float32)
    found[home] = runs.middle
    return seen, _crowded(runs, home, table[0], len(middles)), found


def _crowded(runs: _Runs, home: NDArray[np.intp], blank: Floats, count: int) -> NDArray[np.bool_]:
    """Two characters share a cell when a blank parts them; two classes that follow at once are one doubtful one."""
    crowded = np.zeros(count, bool)
    for index in np.flatnonzero(np.diff(home) == 0).tolist():
        between = blank[runs.last[index] + 1 : runs.first[index + 1]]
        if len(between) and between.max() > _SURE and min(runs.best[index : index + 2]) > _SURE:
            crowded[home[index]] = True
    return crowded
