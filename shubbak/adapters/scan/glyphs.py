"""Blobs of ink that may be printed characters: where they are and how large."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from shubbak.adapters.scan.arrays import Floats, Gray

LARGEST_GLYPH_PX = 70
MOST_GLYPHS = 6_000


@dataclass(frozen=True, slots=True)
class Threshold:
    """Ink is what is darker by more than `depth` than the mean of the `window` around it (pixels, grey levels)."""

    window: int
    depth: int


ORDINARY = Threshold(31, 9)
FAINT = Threshold(51, 5)
PATTERNED = Threshold(21, 14)


@dataclass(frozen=True, slots=True)
class Glyphs:
    """Blobs in order of x: centres (n, 2) in pixels and the longer side of each (n,)."""

    centres: Floats
    sizes: Floats

    def __len__(self) -> int:
        return len(self.sizes)


def find_glyphs(image: Gray, threshold: Threshold) -> Glyphs:
    """Return the blobs of a character's size and solidity.

    An image with more than MOST_GLYPHS of them shows texture and not print; it returns none, which also bounds the
    time that hostile noise can cost.
    """
    smooth = cv2.GaussianBlur(image, (3, 3), 0)
    mean = cv2.boxFilter(smooth, -1, (threshold.window, threshold.window))
    ink = cv2.threshold(cv2.subtract(mean, smooth), threshold.depth, 1, cv2.THRESH_BINARY)[1]
    try:
        _, _, stats, _ = cv2.connectedComponentsWithStatsWithAlgorithm(ink, 8, cv2.CV_16U, cv2.CCL_SPAGHETTI)
    except cv2.error:  # more than 65,534 blobs
        stats = np.zeros((1, 5), np.int32)
    width, height, area = (stats[1:, column] for column in (cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT, cv2.CC_STAT_AREA))
    longer, shorter = np.maximum(width, height), np.minimum(width, height)
    fits = (longer >= 6) & (longer <= LARGEST_GLYPH_PX) & (shorter >= 2) & (area >= 10) & (area > longer * 1.2)
    if fits.sum() > MOST_GLYPHS:
        fits[:] = False
    # The middle of the box, not of the ink: a 4 or a 7 has its weight too low or too high for a straight row.
    left, top = stats[1:, cv2.CC_STAT_LEFT], stats[1:, cv2.CC_STAT_TOP]
    centres = np.stack([left + (width - 1) / 2, top + (height - 1) / 2], 1)[fits].astype(np.float32)
    order = np.argsort(centres[:, 0], kind="stable")
    return Glyphs(centres[order], longer[fits].astype(np.float32)[order])
