"""Whether an image is too blurred to be read, so that the visitor hears why nothing was found."""

from __future__ import annotations

import cv2
import numpy as np

from shubbak.adapters.scan.arrays import Gray

BLURRED_BELOW = 60.0
"""Cards at 300 dpi measure 150 and more; blurred by 3 pixels, where nothing can be read, 20 to 120 (median 55)."""

_WIDTH = 640
_TILE = 80
_LEAST_CONTRAST = 40.0


def blurred(image: Gray) -> bool:
    """Whether there is something to see and none of it is sharp; a blank page is empty, not blurred."""
    scale = _WIDTH / image.shape[1]
    small = np.asarray(cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)
    dark, light = np.percentile(small, [1, 99])
    return bool(light - dark >= _LEAST_CONTRAST and _sharpness(small) < BLURRED_BELOW)


def _sharpness(small: Gray) -> float:
    """Return the variance of the Laplacian in the sharper tiles (90th percentile).

    Smoothing first keeps sensor noise from looking like detail.
    """
    edges = cv2.Laplacian(cv2.GaussianBlur(small, (0, 0), 0.8), cv2.CV_32F)
    rows, columns = edges.shape
    tiles = [
        float(edges[top : top + _TILE, left : left + _TILE].var())
        for top in range(0, rows - _TILE + 1, _TILE)
        for left in range(0, columns - _TILE + 1, _TILE)
    ]
    return float(np.percentile(tiles, 90)) if tiles else float(edges.var())
