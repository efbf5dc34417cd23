"""What is printed on a page and what is paper: the map that most judgements read."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from shubbak.adapters.scan.arrays import Floats, Gray
from shubbak.adapters.scan.pages.scaling import shrunk

SIDE = 1200
_LEAST_INK = 22.0
_INK_SHARE = 0.16


@dataclass(frozen=True, slots=True)
class PrintMap:
    """gray: the page, its longer side at most 1200 pixels. paper: how bright the empty paper is at each place. ink: 255
    where something is printed. letters: left, top, width, height of the spots that may be letters or words. scale:
    pixels of this map for one of the page.
    """

    gray: Gray
    paper: Gray
    ink: Gray
    letters: Floats
    scale: float

    @property
    def letter_height(self) -> float:
        """The median height of a letter in pixels of this map, 0 when there are hardly any."""
        return float(np.median(self.letters[:, 3])) if len(self.letters) >= 12 else 0.0


def map_print(page: Gray) -> PrintMap:
    """Tell print from paper by the brightness around it: shadows and coloured paper are no print."""
    scale = min(1.0, SIDE / max(page.shape[:2]))
    full = cv2.cvtColor(page, cv2.COLOR_BGR2GRAY) if page.ndim == 3 else page
    gray = shrunk(np.asarray(full, np.uint8), scale)
    paper = _paper(gray)
    soft = cv2.GaussianBlur(gray, (3, 3), 0)
    depth = np.asarray(cv2.subtract(paper, soft), np.uint8)
    least = np.maximum(_LEAST_INK, _INK_SHARE * np.arange(256)).astype(np.uint8)
    ink = np.asarray(cv2.compare(depth, cv2.LUT(paper, least), cv2.CMP_GT), np.uint8)
    return PrintMap(gray, paper, ink, _letters(ink), scale)


def _paper(gray: Gray) -> Gray:
    """Return the brightness of the paper: the brightest of each neighbourhood, smoothed."""
    height, width = gray.shape
    coarse = cv2.resize(gray, (max(8, width // 8), max(8, height // 8)), interpolation=cv2.INTER_AREA)
    bright = cv2.dilate(coarse, np.ones((7, 7), np.uint8))
    level = cv2.medianBlur(cv2.erode(bright, np.ones((3, 3), np.uint8)), 5)
    return np.asarray(cv2.resize(level, (width, height), interpolation=cv2.INTER_LINEAR), np.uint8)


def _letters(ink: Gray) -> Floats:
    count, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    if count < 2:
        return np.empty((0, 4), np.float32)
    boxes = stats[1:]
    wide, high, area = boxes[:, 2], boxes[:, 3], boxes[:, 4]
    unit = max(ink.shape) / SIDE
    like = (
        (high >= max(4, 4 * unit))
        & (high <= 60 * unit)
        & (wide >= 2)
        & (wide <= 14 * high)
        & (area >= 8)
        & (area > 0.06 * wide * high)
    )
    return np.asarray(boxes[like][:, :4], np.float32)
