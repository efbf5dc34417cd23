"""Where parallel bars stand in an image, and at which angle: PDF417 is read only when it lies level.

The structure tensor of small blocks says which way the edges in them run; blocks full of edges of one direction, side
by side, are a field of bars.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from shubbak.adapters.scan.arrays import Floats, Gray

_BLOCK = 16
#: How much alike the edges of a block run (0 to 1), and how strong they are, in squared grey levels a pixel.
_ALIKE, _STRONG = 0.35, 250.0
#: Blocks of one field differ in direction by no more than this.
_SPREAD_DEGREES = 12.0
_LEAST_BLOCKS, _MOST_FIELDS = 10, 3
#: Small fields are enlarged: the reader needs two pixels a module.
_WIDEST_ENLARGED, _ENLARGED = 900, 2.0
_ROOM = 0.12


@dataclass(frozen=True, slots=True)
class BarField:
    """A field of bars: the angle of its reading direction, -90 to 90 degrees, and its upright box's corners (x, y)."""

    degrees: float
    corners: Floats


def bar_fields(image: Gray) -> list[BarField]:
    """Return the fields of bars, the largest first, at most three."""
    angle, alike = _directions(image)
    found = []
    for peak in _peaks(angle[alike]):
        away = np.abs((angle - peak + 90) % 180 - 90)
        near = cv2.morphologyEx((alike & (away < _SPREAD_DEGREES)).astype(np.uint8), cv2.MORPH_CLOSE, np.ones((3, 3)))
        _, labels, stats, _ = cv2.connectedComponentsWithStats(near)
        for label in np.argsort(-stats[1:, cv2.CC_STAT_AREA])[:1] + 1:
            if stats[label, cv2.CC_STAT_AREA] >= _LEAST_BLOCKS:
                found.append(_field(angle, alike & (labels == label)))
    return found[:_MOST_FIELDS]


def levelled(image: Gray, bars: BarField) -> Gray:
    """Return the field turned so that its bars stand upright, with room around it, on a white ground."""
    (left, top), (right, bottom) = bars.corners.min(0), bars.corners.max(0)
    width, height = float(right - left), float(bottom - top)
    scale = _ENLARGED if max(width, height) < _WIDEST_ENLARGED else 1.0
    turn = cv2.getRotationMatrix2D(((left + right) / 2, (top + bottom) / 2), bars.degrees, scale)
    cos, sin = abs(np.cos(np.radians(bars.degrees))), abs(np.sin(np.radians(bars.degrees)))
    sides = np.array([width * cos + height * sin, width * sin + height * cos]) * scale * (1 + 2 * _ROOM)
    turn[:, 2] += sides / 2 - ((left + right) / 2, (top + bottom) / 2)
    size = (max(1, round(float(sides[0]))), max(1, round(float(sides[1]))))
    turned = cv2.warpAffine(image, turn, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT, borderValue=255)
    return np.asarray(turned, np.uint8)


def _directions(image: Gray) -> tuple[Floats, np.ndarray]:
    """Return each block's reading direction in degrees, and whether it is full of parallel edges."""
    across = cv2.Sobel(image, cv2.CV_32F, 1, 0, scale=0.125)
    down = cv2.Sobel(image, cv2.CV_32F, 0, 1, scale=0.125)
    blocks = (max(1, image.shape[1] // _BLOCK), max(1, image.shape[0] // _BLOCK))
    xx, yy, xy = (
        cv2.blur(cv2.resize(each, blocks, interpolation=cv2.INTER_AREA), (3, 3))
        for each in (across * across, down * down, across * down)
    )
    energy = xx + yy
    alike = np.hypot(xx - yy, 2 * xy) / np.maximum(energy, 1e-6)
    angle = np.degrees(0.5 * np.arctan2(2 * xy, xx - yy)).astype(np.float32)
    return angle, (alike > _ALIKE) & (energy > _STRONG)


def _peaks(angles: Floats) -> list[float]:
    """Return the directions that most blocks have, far enough apart."""
    if angles.size < _LEAST_BLOCKS:
        return []
    counts, edges = np.histogram(angles, bins=36, range=(-90, 90))
    round_about = counts + np.roll(counts, 1) + np.roll(counts, -1)
    peaks: list[float] = []
    for place in np.argsort(-round_about, kind="stable"):
        middle = float(edges[place] + edges[place + 1]) / 2
        if round_about[place] >= _LEAST_BLOCKS and all(abs((middle - one + 90) % 180 - 90) > 20 for one in peaks):
            peaks.append(middle)
    return peaks[:_MOST_FIELDS]


def _field(angle: Floats, where: np.ndarray) -> BarField:
    doubled = np.radians(2 * angle[where])
    degrees = float(np.degrees(np.arctan2(np.median(np.sin(doubled)), np.median(np.cos(doubled)))) / 2)
    rows, columns = np.nonzero(where)
    left, right = (float(one * _BLOCK) for one in (columns.min() - 1, columns.max() + 2))
    top, bottom = (float(one * _BLOCK) for one in (rows.min() - 1, rows.max() + 2))
    return BarField(degrees, np.array([(left, top), (right, top), (right, bottom), (left, bottom)], np.float32))
