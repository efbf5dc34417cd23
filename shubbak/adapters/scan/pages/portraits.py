"""The portrait on a card: where identity cards carry it, without knowing anything about faces."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from shubbak.adapters.scan.arrays import Floats, Gray
from shubbak.domain.page import Place

_SIDE = 480
_LEAST_SPREAD = 26.0
_LEAST_EDGE = 7.0
Sums = NDArray[np.float64]
_HEIGHTS = np.arange(0.34, 0.72, 0.04)


def find_portrait(card: Gray) -> Place | None:
    """Return the portrait's box on a card that stands upright, in shares of it; None when there is none.

    A portrait is the box, a little higher than wide, at the left or the right of a card, whose inside is busy with
    large soft shapes and whose four edges part two tones. Colours of skin are not asked for: portraits may be grey.
    """
    scale = _SIDE / card.shape[1]
    small = cv2.resize(card, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    gray = np.asarray(cv2.cvtColor(small, cv2.COLOR_BGR2GRAY), np.float32)
    soft = cv2.GaussianBlur(gray, (0, 0), 4)
    total, squares = (np.asarray(each, np.float64) for each in cv2.integral2(soft)[:2])
    across, down = (_slopes(gray, *way) for way in ((1, 0), (0, 1)))
    best: tuple[float, Place | None] = (0.0, None)
    height, width = gray.shape
    for tall in _HEIGHTS * height:
        for aspect in (0.7, 0.78, 0.85):
            boxes = _boxes(int(tall), int(tall * aspect), height, width)
            spread = _spread(total, squares, boxes)
            edges = _edges(across, down, boxes)
            score = np.where((spread > _LEAST_SPREAD) & (edges > _LEAST_EDGE), edges * np.sqrt(spread), 0.0)
            index = int(score.argmax())
            if score[index] > best[0]:
                left, top, right, bottom = (float(each) for each in boxes[index])
                best = float(score[index]), Place(left / width, top / height, right / width, bottom / height)
    return best[1]


def _slopes(gray: Floats, across: int, down: int) -> Sums:
    """Return the sums of how steep brightness is in one direction."""
    slopes = np.abs(cv2.Sobel(cv2.GaussianBlur(gray, (0, 0), 1), cv2.CV_32F, across, down))
    return np.asarray(cv2.integral(slopes), np.float64)


def _boxes(tall: int, wide: int, height: int, width: int) -> np.ndarray[tuple[int, int], np.dtype[np.intp]]:
    """Return left, top, right, bottom of all boxes of a size in the left and the right part of a card."""
    lefts = [x for x in range(4, width - wide - 4, 4) if x + wide < 0.45 * width or x > 0.55 * width]
    tops = list(range(4, height - tall - 4, 4))
    if not lefts or not tops:
        return np.array([[0, 0, 1, 1]], np.intp)
    grid = np.stack(np.meshgrid(lefts, tops), -1).reshape(-1, 2)
    return np.concatenate([grid, grid + np.array((wide, tall))], 1).astype(np.intp)


def _sum(integral: Sums, boxes: np.ndarray[tuple[int, int], np.dtype[np.intp]]) -> Floats:
    left, top, right, bottom = boxes.T
    return np.asarray(
        integral[bottom, right] - integral[top, right] - integral[bottom, left] + integral[top, left], np.float32
    )


def _spread(total: Sums, squares: Sums, boxes: np.ndarray[tuple[int, int], np.dtype[np.intp]]) -> Floats:
    """Return the standard deviation of the smoothed brightness inside each box."""
    area = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    mean = _sum(total, boxes) / area
    return np.asarray(np.sqrt(np.maximum(_sum(squares, boxes) / area - mean**2, 0)), np.float32)


def _edges(across: Sums, down: Sums, boxes: np.ndarray[tuple[int, int], np.dtype[np.intp]]) -> Floats:
    """Return the mean slope along the weakest but one of the four edges of each box."""
    left, top, right, bottom = boxes.T
    sides = [_sum(across, np.stack([x - 2, top, x + 2, bottom], 1)) / (4 * (bottom - top)) for x in (left, right)] + [
        _sum(down, np.stack([left, y - 2, right, y + 2], 1)) / (4 * (right - left)) for y in (top, bottom)
    ]
    return np.asarray(np.sort(np.stack(sides), 0)[1], np.float32)
