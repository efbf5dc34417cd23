"""Which way up a page stands: by the direction of its lines, by the zone of a card, and by how letters stand."""

from __future__ import annotations

import cv2
import numpy as np

from shubbak.adapters.scan.arrays import Floats, Gray
from shubbak.adapters.scan.blocks import find_blocks
from shubbak.adapters.scan.glyphs import ORDINARY, find_glyphs
from shubbak.adapters.scan.pages.print_map import PrintMap
from shubbak.adapters.scan.rows import find_rows

_LEAST_LETTERS = 12
_PEAK = 1.3
_SURE = 0.06
_STRIPS = 8
_ANGLES = np.arange(-5.0, 5.01, 0.25)


def quarter_turn(print_map: PrintMap) -> float:
    """Return how much nearer letters stand to those under them than to those beside them.

    Above 1 the lines run down the page, and it needs a quarter turn; 1 where it cannot be told.
    """
    boxes = print_map.letters
    if len(boxes) < _LEAST_LETTERS:
        return 1.0
    picked = boxes[:: max(1, len(boxes) // 400)] if len(boxes) > 400 else boxes
    beside, under = _gap(picked, boxes, 0), _gap(picked, boxes, 1)
    return (beside + 1) / (under + 1) if beside and under else 1.0


def _gap(picked: Floats, boxes: Floats, axis: int) -> float:
    """Return the median distance from a box to the next one along an axis that shares most of its extent, or 0."""
    start, end = picked[:, axis], picked[:, axis] + picked[:, axis + 2]
    low, high = picked[:, 1 - axis], picked[:, 1 - axis] + picked[:, 3 - axis]
    others_low, others_high = boxes[:, 1 - axis], boxes[:, 1 - axis] + boxes[:, 3 - axis]
    shared = np.minimum(high[:, None], others_high[None]) - np.maximum(low[:, None], others_low[None])
    least = 0.5 * np.minimum((high - low)[:, None], (others_high - others_low)[None])
    ahead = boxes[None, :, axis] - end[:, None]
    ahead[(shared < least) | (boxes[None, :, axis] <= start[:, None])] = np.inf
    nearest = np.maximum(ahead.min(1), 0)
    found = nearest[np.isfinite(nearest)]
    return float(np.median(found)) + 0.01 if len(found) >= _LEAST_LETTERS // 2 else 0.0


def standing(print_map: PrintMap) -> float:
    """Return how surely lines of text stand upright: above 0 upright, below 0 upside down, 0 where it cannot be told.

    In Arabic and in Latin script alike more strokes rise above the body of a line than hang below it.
    """
    if len(print_map.letters) < _LEAST_LETTERS:
        return 0.0
    mask = _letter_mask(print_map).astype(np.float32) / 255
    above = below = 0.0
    for strip in np.array_split(mask, _STRIPS, axis=1):
        for band in _bands(strip.sum(1)):
            over, under = _around_the_body(band)
            above, below = above + over, below + under
    return (above - below) / (above + below) if above + below > 0 else 0.0


def upside_down(page: Gray, print_map: PrintMap, card: bool) -> bool:
    """Whether the page should be turned by half: a card's zone stands at its foot, and letters on their feet."""
    if card:
        middle = zone_height(page)
        if middle is not None:
            return middle < 0.45
    return standing(print_map) < -_SURE


def zone_height(page: Gray) -> float | None:
    """Return where the rows of a machine-readable zone lie, in shares of the height, or None when there are none."""
    gray = np.asarray(cv2.cvtColor(page, cv2.COLOR_BGR2GRAY) if page.ndim == 3 else page, np.uint8)
    scale = min(1.0, 1000 / max(gray.shape))
    gray = np.asarray(cv2.resize(gray, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)
    blocks = find_blocks(find_rows(find_glyphs(gray, ORDINARY)))
    for block in blocks[:1]:
        wide = [row.span for row in block]
        level = [abs(float(row.frame.along[1])) < 0.2 for row in block]
        if max(wide) >= 22 and all(level):
            return float(np.mean([float(row.point(row.middle)[1]) for row in block]) / gray.shape[0])
    return None


def skew(print_map: PrintMap) -> float:
    """Return by how many degrees lines of text and rules fall to the right, at most five; 0 where it cannot be told."""
    if len(print_map.letters) < 2 * _LEAST_LETTERS:
        return 0.0
    y, x = np.nonzero(print_map.ink[::2, ::2])
    step = max(1, len(x) // 15000)
    across, down = x[::step].astype(np.float32), y[::step].astype(np.float32)
    sharpness = np.array([_sharpness(across, down, float(angle)) for angle in _ANGLES])
    best = int(sharpness.argmax())
    level = float(np.median(sharpness))
    return float(_ANGLES[best]) if sharpness[best] > _PEAK * level else 0.0


def _sharpness(x: Floats, y: Floats, degrees: float) -> float:
    levels = y - x * np.float32(np.tan(np.radians(degrees)))
    counts = np.bincount((levels - levels.min()).astype(np.intp))
    return float((np.diff(counts.astype(np.float64)) ** 2).sum())


def _letter_mask(print_map: PrintMap) -> Gray:
    """Return the ink of letters alone: rules, frames and pictures have no upper side."""
    kept = np.zeros_like(print_map.ink)
    for left, top, width, height in print_map.letters.astype(int):
        kept[top : top + height, left : left + width] = 255
    return np.asarray(kept & print_map.ink, np.uint8)


def _bands(profile: Floats) -> list[Floats]:
    """Return the profiles of single lines: runs of inked rows, each with an empty row on both sides."""
    inked = np.concatenate(([False], profile > 0.04 * max(1.0, float(profile.max())), [False]))
    edges = np.flatnonzero(np.diff(inked.astype(np.int8)))
    return [profile[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True) if 6 <= end - start <= 70]


def _around_the_body(band: Floats) -> tuple[float, float]:
    """Return the ink above and below the body, the rows that hold at least half as much as the fullest."""
    body = np.flatnonzero(band >= 0.5 * band.max())
    return float(band[: body[0]].sum()), float(band[body[-1] + 1 :].sum())
