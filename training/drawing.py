"""Lines of print as ink: every technique that puts a zone on a card, and how each one goes wrong."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np

from shubbak.adapters.scan.arrays import Floats
from training.faces import CELL_HEIGHT, CELL_WIDTH, PITCH, coverage
from training.fields import clouds, places, stretched_clouds
from training.lines import PRINTED, Chance

CANVAS_HEIGHT = 3 * PITCH
MIDDLE = (CANVAS_HEIGHT - 1) / 2
REACH = 3
"""Characters of room beside a window of text, at both ends."""


@dataclass(frozen=True, slots=True)
class Print:
    """Drawn lines: outlines as distances (pixels, positive inside), and the row's characters with their middles."""

    distance: Floats
    text: str
    x: Floats
    y: Floats


def draw(chance: Chance, outlines: Floats, lines: tuple[str, ...], window: tuple[int, int]) -> Print:
    """Draw the characters `window` of one of the lines, with what stands around them.

    The canvas has REACH characters of room at both ends, where the line goes on if it does not end there.
    """
    row, (begin, end) = int(chance.integers(len(lines))), window
    shape = CANVAS_HEIGHT, (end - begin + 2 * REACH) * PITCH
    distance = np.full((shape[0], shape[1] + 2 * CELL_WIDTH), -9.0, np.float32)
    spacing = chance.uniform(1.45, 1.85) if len(lines) == 3 else chance.uniform(1.7, 2.8)
    loose = chance.random() < 0.4
    bow = _bow(chance, shape[1])
    shown: list[tuple[str, float, float]] = []
    for index, line in enumerate(lines):
        shift = chance.normal(0, 1.5) if index != row else 0.0
        height = MIDDLE + (index - row) * spacing * PITCH
        if abs(height - MIDDLE) > 1.95 * PITCH:
            continue
        for column in range(max(0, begin - REACH), min(len(line), end + REACH)):
            x = (column - begin + REACH + 0.5) * PITCH - 0.5 + shift
            y = height + bow[min(max(int(x), 0), shape[1] - 1)]
            if loose:
                x, y = x + chance.normal(0, 0.4), y + chance.normal(0, 0.5)
            place = _stamp(distance, outlines[PRINTED.index(line[column])], x, y)
            if index == row:
                shown.append((line[column], *place))
    text, x_, y_ = zip(*shown, strict=True)
    ink = np.ascontiguousarray(distance[:, CELL_WIDTH:-CELL_WIDTH])
    return Print(ink, "".join(text), np.array(x_, np.float32), np.array(y_, np.float32))


def _bow(chance: Chance, width: int) -> Floats:
    """Return how far the row leaves the straight line at every x, as on a bent card."""
    if chance.random() < 0.6:
        return np.zeros(width, np.float32)
    x = np.arange(width) / width
    wave = np.sin(2 * math.pi * (x * chance.uniform(0.3, 1.2) + chance.random()))
    return np.asarray(abs(chance.normal(0, 1.4)) * wave, np.float32)


def _stamp(distance: Floats, cell: Floats, x: float, y: float) -> tuple[float, float]:
    """Put one glyph on the canvas; return where its middle really came to stand."""
    left, top = round(x + 0.5 + CELL_WIDTH / 2), round(y + 0.5 - CELL_HEIGHT / 2)
    first, last = max(0, -top), min(CELL_HEIGHT, CANVAS_HEIGHT - top)
    if first < last:
        target = distance[top + first : top + last, left : left + CELL_WIDTH]
        np.maximum(target, cell[first:last], out=target)
    return left - CELL_WIDTH / 2 - 0.5, top + CELL_HEIGHT / 2 - 0.5


Technique = tuple[Floats, Floats]
"""How much ink lies where (0 to 1), and how much of what should be there is lost (0 to 1)."""


@dataclass(frozen=True, slots=True)
class Inked:
    """Print as ink (0 to 1), how far it is lost (0 to 1), and by which technique it came there."""

    ink: Floats
    lost: Floats
    technique: str


def inked(chance: Chance, drawn: Print) -> Inked:
    """Return the print as ink, by one technique and with its faults."""
    distance = drawn.distance
    if chance.random() < 0.35:
        distance = distance + clouds(chance, distance.shape, PITCH * chance.uniform(0.7, 4)) * chance.uniform(0.1, 0.5)
    ways = (_plain, _rough, _engraved, _ribbon, _twice, _jet)
    way = ways[int(chance.choice(len(ways), p=(0.36, 0.14, 0.18, 0.12, 0.08, 0.12)))]
    ink, weak = way(chance, distance)
    if chance.random() < 0.22:
        ink, worn = _worn(chance, ink)
        weak = np.maximum(weak, worn)
    lost = np.asarray(np.clip((weak - 0.5) / 0.35, 0, 1), np.float32)
    return Inked(ink, lost, way.__name__.removeprefix("_"))


def _whole(ink: Floats) -> Technique:
    return ink, np.zeros_like(ink)


def _plain(chance: Chance, distance: Floats) -> Technique:
    return _whole(coverage(distance))


def _rough(chance: Chance, distance: Floats) -> Technique:
    """Edges that run in the paper."""
    rough = clouds(chance, distance.shape, chance.uniform(1.2, 3.5)) * chance.uniform(0.2, 0.9)
    return _whole(coverage(distance + rough))


def _engraved(chance: Chance, distance: Floats) -> Technique:
    """Dots burnt into polycarbonate: a grid of them, each a little different."""
    x, y = places(distance.shape)
    step = chance.uniform(1.6, 4.2)
    tilt = chance.normal(0, 0.03)
    dots = np.cos(2 * math.pi / step * (x + tilt * y)) * np.cos(2 * math.pi / step * (y - tilt * x))
    deep = chance.uniform(0.1, 0.7)
    grain = 1 + chance.uniform(0.05, 0.4) * clouds(chance, distance.shape, 1.5)
    ink = coverage(distance + chance.uniform(0, 0.5)) * (1 - deep * (0.5 - 0.5 * dots)) * grain
    return _whole(np.asarray(np.clip(ink, 0, 1), np.float32))


def _ribbon(chance: Chance, distance: Floats) -> Technique:
    """A worn or creased ribbon: streaks that took no ink, along or across."""
    shape = distance.shape
    across = chance.random() < 0.5
    streaks = stretched_clouds(chance, shape, *((1.5, 60) if across else (60, 2.5)))
    weak = np.clip(streaks - chance.uniform(0.6, 1.6), 0, 1) * chance.uniform(0.4, 1.0)
    return np.asarray(coverage(distance) * (1 - weak), np.float32), np.asarray(weak, np.float32)


def _twice(chance: Chance, distance: Floats) -> Technique:
    """A second strike a little beside the first."""
    ink = coverage(distance)
    shift = np.array([[1, 0, chance.normal(0, 1.3)], [0, 1, chance.normal(0, 0.9)]], np.float32)
    again = cv2.warpAffine(ink, shift, distance.shape[::-1])
    return _whole(np.maximum(ink, np.asarray(again, np.float32) * np.float32(chance.uniform(0.2, 0.75))))


def _jet(chance: Chance, distance: Floats) -> Technique:
    """Drops of ink: ragged edges, rows that miss a nozzle, splashes beside the print."""
    shape = distance.shape
    ink = coverage(distance + clouds(chance, shape, 1.3) * chance.uniform(0.3, 1.0))
    rows = 1 - chance.uniform(0, 0.6) * (chance.random((shape[0], 1)) < chance.uniform(0, 0.15))
    splashes = (chance.random(shape) < chance.uniform(0, 0.004)) * chance.uniform(0.3, 1.0)
    return _whole(np.asarray(np.clip(np.maximum(ink * rows, splashes), 0, 1), np.float32))


def _worn(chance: Chance, ink: Floats) -> Technique:
    """Print rubbed off in patches."""
    patches = clouds(chance, ink.shape, chance.uniform(2.5, 14))
    lost = np.clip((patches - chance.uniform(0.8, 2.0)) * 2, 0, 1) * chance.uniform(0.3, 0.95)
    return np.asarray(ink * (1 - lost), np.float32), np.asarray(lost, np.float32)
