"""An image and its halves: rows are looked for in a small one, and strips cut from the one that fits."""

from __future__ import annotations

import math

import cv2
import numpy as np

from shubbak.adapters.scan.arrays import Gray

_LEAST_PITCH = 13.0


class Pyramid:
    """Level 0 is the image, each next one half of it, made when first asked for."""

    def __init__(self, image: Gray) -> None:
        self._levels = [image]

    def level(self, number: int) -> Gray:
        while len(self._levels) <= number:
            last = self._levels[-1]
            even = last[: last.shape[0] // 2 * 2, : last.shape[1] // 2 * 2]
            # Halving by means of four is the one resizing that costs next to nothing.
            half = cv2.resize(even, (even.shape[1] // 2, even.shape[0] // 2), interpolation=cv2.INTER_AREA)
            self._levels.append(np.asarray(half, np.uint8))
        return self._levels[number]

    def number_for(self, pitch: float) -> int:
        """Return the smallest level whose characters are still as wide as the network looks at them; pitch: pixels of
        level 0 from one character to the next.
        """
        return max(0, min(5, int(math.log2(max(pitch, 1.0) / _LEAST_PITCH))))


def to_level_0(places: np.ndarray, number: int) -> np.ndarray:
    """Return pixel coordinates of a level in those of level 0: pixels have their middle at whole numbers."""
    return np.asarray((places + 0.5) * 2**number - 0.5)
