"""Rows of equally spaced blobs, at any angle: what a line of OCR-B looks like before anything is read."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from shubbak.adapters.scan.arrays import Counts, Floats
from shubbak.adapters.scan.glyphs import Glyphs

_SMALLEST_ROW = 7
_BINS = 90
_REACH = 1.75
_ALIKE = 0.55


@dataclass(frozen=True, slots=True)
class Frame:
    """Axes turned by `angle` radians (0 to pi): x runs along the rows, y across them."""

    angle: float
    along: Floats = field(init=False, repr=False, compare=False)
    across: Floats = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        cos, sin = math.cos(self.angle), math.sin(self.angle)
        object.__setattr__(self, "along", np.array([cos, sin], np.float32))
        object.__setattr__(self, "across", np.array([-sin, cos], np.float32))


@dataclass(frozen=True, slots=True)
class Row:
    """A straight row in its frame: y = slope * x + offset for x from `start` to `end`, one blob every `pitch` pixels,
    `count` blobs seen.
    """

    frame: Frame
    slope: float
    offset: float
    start: float
    end: float
    pitch: float
    count: int

    @property
    def span(self) -> float:
        """How many characters fit between the two ends."""
        return (self.end - self.start) / self.pitch + 1

    @property
    def middle(self) -> float:
        return (self.start + self.end) / 2

    def height_at(self, x: float) -> float:
        return self.slope * x + self.offset

    def point(self, x: float) -> Floats:
        """Return image coordinates of the row at x."""
        frame = self.frame
        return np.asarray(frame.along * x + frame.across * self.height_at(x), np.float32)


def find_rows(glyphs: Glyphs, directions: int = 2) -> list[Row]:
    """Return every row of at least _SMALLEST_ROW blobs, in the directions that most neighbouring blobs share."""
    first, second = _neighbours(glyphs)
    if len(first) < _SMALLEST_ROW:
        return []
    step = glyphs.centres[second] - glyphs.centres[first]
    angles = np.arctan2(step[:, 1], step[:, 0]) % math.pi
    rows: list[Row] = []
    for direction in _directions(angles, directions):
        along = _apart(angles, direction) < math.radians(9)
        frame = Frame(direction)
        for chain in _chains(len(glyphs), first[along], second[along]):
            rows += _rows_of_chain(glyphs, chain, frame)
    return rows


def _neighbours(glyphs: Glyphs) -> tuple[Counts, Counts]:
    """Return index pairs of blobs of like size, about one character apart."""
    firsts, seconds = [np.empty(0, np.intp)], [np.empty(0, np.intp)]
    x, sizes = glyphs.centres[:, 0], glyphs.sizes
    stops = np.searchsorted(x, x + _REACH / _ALIKE * sizes)
    for begin in range(0, len(glyphs), 1000):  # in parts, so that a crowded image stays small in memory
        part = np.arange(begin, min(begin + 1000, len(glyphs)))
        reach = stops[part] - part - 1
        first = np.repeat(part, reach)
        second = first + 1 + np.arange(len(first)) - np.repeat(np.cumsum(reach) - reach, reach)
        distance = np.hypot(*(glyphs.centres[second] - glyphs.centres[first]).T)
        larger, smaller = np.maximum(sizes[first], sizes[second]), np.minimum(sizes[first], sizes[second])
        near = (distance > 0.6 * larger) & (distance < _REACH * larger) & (smaller > _ALIKE * larger)
        firsts.append(first[near])
        seconds.append(second[near])
    return np.concatenate(firsts), np.concatenate(seconds)


def _apart(angles: Floats, other: float) -> Floats:
    """Return the angle between undirected lines, 0 to pi/2."""
    difference = np.abs(angles - other)
    return np.asarray(np.minimum(difference, math.pi - difference), np.float32)


def _directions(angles: Floats, most: int) -> list[float]:
    """Return the commonest directions, more than 8 degrees apart."""
    histogram, _ = np.histogram(angles, bins=_BINS, range=(0, math.pi))
    smooth = histogram + np.roll(histogram, 1) + np.roll(histogram, -1)
    chosen: list[float] = []
    for peak in np.argsort(-smooth, kind="stable")[: 3 * most]:
        direction = (int(peak) + 0.5) * math.pi / _BINS
        if len(chosen) < most and (not chosen or _apart(np.array(chosen), direction).min() >= math.radians(8)):
            chosen.append(direction)
    return chosen


def _chains(count: int, first: Counts, second: Counts) -> Iterator[Counts]:
    """Join neighbours into connected sets of ten blobs and more (union-find with halved paths)."""
    parent = list(range(count))

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for one, other in zip(first.tolist(), second.tolist(), strict=True):
        parent[root(one)] = root(other)
    members: dict[int, list[int]] = {}
    for node in np.union1d(first, second).tolist():
        members.setdefault(root(node), []).append(node)
    return (np.array(chain, np.intp) for chain in members.values() if len(chain) >= _SMALLEST_ROW)


def _rows_of_chain(glyphs: Glyphs, chain: Counts, frame: Frame) -> Iterator[Row]:
    """Peel up to four straight rows off a chain; rows that touch form one chain."""
    size = _median(glyphs.sizes[chain])
    x, y = glyphs.centres[chain] @ frame.along, glyphs.centres[chain] @ frame.across
    for _ in range(4):
        on_line = _best_line(x, y, size)
        if on_line is None:
            return
        for tolerance in (0.33, 0.3):
            slope, offset = _straight(x[on_line], y[on_line])
            if tolerance == 0.33:
                on_line = np.abs(y - slope * x - offset) < 0.3 * size
                if on_line.sum() < _SMALLEST_ROW:
                    return
        row = _evenly_spaced(frame, slope, offset, np.sort(x[on_line]), size)
        if row is not None:
            yield row
        x, y = x[~on_line], y[~on_line]


def _median(values: Floats) -> float:
    """Return the upper median; numpy's own costs ten times as much on few values."""
    return float(np.sort(values)[len(values) // 2])


def _straight(x: Floats, y: Floats) -> tuple[float, float]:
    """Return slope and offset of the least-squares line; the points do not all have one x."""
    middle_x, middle_y = float(x.mean()), float(y.mean())
    run = x - middle_x
    slope = float((run @ (y - middle_y)) / max(float(run @ run), 1e-6))
    return slope, middle_y - slope * middle_x


def _best_line(x: Floats, y: Floats, size: float) -> np.ndarray[tuple[int], np.dtype[np.bool_]] | None:
    """Return which points lie on the best of forty lines through two of them, or None when fewer than ten do."""
    if len(x) < _SMALLEST_ROW:
        return None
    chance = np.random.default_rng(len(x))  # seeded: the same image always reads the same
    one = chance.integers(0, len(x), 40)
    other = (one + chance.integers(1, len(x), 40)) % len(x)
    run, rise = x[other] - x[one], y[other] - y[one]
    usable = (np.abs(run) >= 5 * size) & (np.abs(rise) <= 0.2 * np.abs(run))
    if not usable.any():
        return None
    one, slope = one[usable], (rise[usable] / run[usable])[:, None]
    near = np.abs(y[None] - y[one][:, None] - slope * (x[None] - x[one][:, None])) < 0.33 * size
    best = near[near.sum(1).argmax()]
    return best if best.sum() >= _SMALLEST_ROW else None


def _evenly_spaced(frame: Frame, slope: float, offset: float, x: Floats, size: float) -> Row | None:
    """Return the row when at least half of its steps are one pitch, else None: running text is not evenly spaced."""
    steps = np.diff(x)
    steps = steps[(steps > 0.45 * size) & (steps < 1.9 * size)]
    if len(steps) < 4:
        return None
    pitch = _median(steps)
    close = np.abs(steps - pitch) < 0.25 * pitch
    pitch = _median(steps[close]) if close.any() else pitch
    row = Row(frame, slope, offset, float(x[0]), float(x[-1]), pitch, len(x))
    even = float((np.abs(steps - pitch) < 0.2 * pitch).mean())
    return row if even > 0.5 and 7 <= row.span <= 50 else None
