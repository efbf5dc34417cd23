"""A row whose neighbours are broken: where the ink beside it lies in parallel lines, without asking for blobs."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np

from shubbak.adapters.scan.arrays import Floats, Gray
from shubbak.adapters.scan.blocks import Block
from shubbak.adapters.scan.rows import Row

_CELL = 6
_REACH = 6.5
_NEAREST, _FARTHEST = 1.35, 3.0
_LEAST_INK = 0.45


def completed(image: Gray, row: Row) -> Block:
    """Return the row with the lines of ink that lie one line of a zone above and below it, at most two on each side,
    top to bottom in its frame. image: the level the row was found in.
    """
    left, right = _profile(image, row)
    middle = len(left) // 2
    own = [profile[middle - 1 : middle + 2].max() for profile in (left, right)]
    least = np.array(own, np.float32) * _LEAST_INK
    above = _walk(row, (left, right), least, -1)
    below = _walk(row, (left, right), least, 1)
    return (*above[::-1], row, *below)


def _walk(row: Row, profiles: tuple[Floats, Floats], least: Floats, way: int) -> list[Row]:
    """Return up to two rows on one side, nearest first; a second one keeps about the distance of the first."""
    found: list[Row] = []
    nearest, farthest = _NEAREST, _FARTHEST
    here = np.zeros(2, np.float32)
    for _ in range(2):
        from_here = zip(profiles, here.tolist(), strict=True)
        steps = [_peak(profile, at, nearest, farthest, way) for profile, at in from_here]
        ink = np.array([profile[place] for profile, (place, _) in zip(profiles, steps, strict=True)])
        heights = np.array([height for _, height in steps], np.float32)
        gap = float(np.mean(heights - here)) * way
        if (ink < least).all() or abs(heights[0] - heights[1]) > 0.8:
            break
        found.append(_row_at(row, heights * row.pitch))
        here, nearest, farthest = heights, 0.8 * gap, 1.2 * gap
    return found


def _peak(profile: Floats, start: float, nearest: float, farthest: float, way: int) -> tuple[int, float]:
    """Return the place of the most ink at these distances, and its height in pitches from the row."""
    middle = len(profile) // 2
    bounds = sorted(middle + round((start + way * distance) * _CELL) for distance in (nearest, farthest))
    low, high = max(0, bounds[0]), min(len(profile), bounds[1] + 1)
    if low >= high:
        return middle, 99.0 * way
    place = low + int(profile[low:high].argmax())
    return place, (place - middle) / _CELL


def _row_at(row: Row, heights: Floats) -> Row:
    """Return the row moved by these heights (pixels) in the middle of its left and of its right half."""
    quarter = (row.end - row.start) / 4
    slope = float(heights[1] - heights[0]) / (2 * quarter)
    offset = row.offset + float(heights.mean()) - slope * row.middle
    return replace(row, slope=row.slope + slope, offset=offset)


def _profile(image: Gray, row: Row) -> tuple[Floats, Floats]:
    """Return how much ink lies at each height across the row, left half and right half; _CELL heights a pitch."""
    frame, pitch = row.frame, row.pitch
    first, last = row.point(row.start), row.point(row.end)
    across = frame.across * (_REACH * pitch)
    width, height = max(8, round(row.span) * _CELL), round(2 * _REACH * _CELL)
    source = np.array([first - across, last - across, first + across], np.float32)
    warp = cv2.getAffineTransform(source, np.array([[0, 0], [width, 0], [0, height]], np.float32))
    band = cv2.warpAffine(image, warp, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    paper = cv2.boxFilter(band, -1, (2 * _CELL + 1, 2 * _CELL + 1))
    ink = np.clip(cv2.subtract(paper, band).astype(np.float32), 0, 60)
    smooth = cv2.blur(ink, (1, 5))
    return smooth[:, : width // 2].mean(1), smooth[:, width // 2 :].mean(1)
