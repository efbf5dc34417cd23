"""One row of print cut out, turned level and scaled to the network's height."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np

from shubbak.adapters.scan.arrays import Floats, Gray
from shubbak.adapters.scan.blocks import Layout
from shubbak.adapters.scan.rows import Row

STRIP_HEIGHT = 24
STRIP_PITCH = 12
_HALF_HEIGHT_IN_PITCHES = 0.79


def cut_strips(image: Gray, layout: Layout, *, upside_down: bool, lift: float = 0.0) -> list[Floats]:
    """Return one strip per row in reading order, STRIP_HEIGHT high, STRIP_PITCH pixels per character.

    lift: how far the cut is moved across the row, in pitches; a second look from there must see the same text.
    """
    rows = layout.rows[::-1] if upside_down else layout.rows
    return [normalise(_cut(image, _lifted(row, lift), layout.start, layout.end, upside_down)) for row in rows]


def _lifted(row: Row, lift: float) -> Row:
    return replace(row, offset=row.offset + lift * row.pitch)


def _cut(image: Gray, row: Row, start: float, end: float, upside_down: bool) -> Gray:
    """Warp the row with one pitch of margin at both ends."""
    first, last = row.point(start - row.pitch), row.point(end + row.pitch)
    along = (last - first) / np.linalg.norm(last - first)
    half = np.array([-along[1], along[0]], np.float32) * (_HALF_HEIGHT_IN_PITCHES * row.pitch)
    if upside_down:
        first, last, half = last, first, -half
    width = round((end - start) / row.pitch * STRIP_PITCH + 2 * STRIP_PITCH)
    width = (width + 3) // 4 * 4
    source = np.array([first - half, last - half, first + half], np.float32)
    target = np.array([[0, 0], [width, 0], [0, STRIP_HEIGHT]], np.float32)
    flags = cv2.INTER_AREA if row.pitch / STRIP_PITCH > 1.6 else cv2.INTER_LINEAR
    warp = cv2.getAffineTransform(source, target)
    cut = cv2.warpAffine(image, warp, (width, STRIP_HEIGHT), flags=flags, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(cut, np.uint8)


def normalise(strip: Gray) -> Floats:
    """Scale so that paper is about 0 and ink about -1; a flat strip is not blown up into noise."""
    dark, light = np.percentile(strip, [2, 90])
    return np.asarray((strip.astype(np.float32) - light) / max(light - dark, 12.0), np.float32)
