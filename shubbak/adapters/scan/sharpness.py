"""Whether an image is sharp enough to bother reading it again."""

from __future__ import annotations

import cv2
import numpy as np

from shubbak.adapters.scan.arrays import Gray

_WIDTH = 640
_TILE = 80


def sharpness(image: Gray) -> float:
    """Return the variance of the Laplacian in the sharper tiles (90th percentile), at 640 pixels of width.

    Smoothing first keeps sensor noise from looking like detail.
    """
    scale = _WIDTH / image.shape[1]
    small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    edges = cv2.Laplacian(cv2.GaussianBlur(small, (0, 0), 0.8), cv2.CV_32F)
    rows, columns = edges.shape
    tiles = [
        float(edges[top : top + _TILE, left : left + _TILE].var())
        for top in range(0, rows - _TILE + 1, _TILE)
        for left in range(0, columns - _TILE + 1, _TILE)
    ]
    return float(np.percentile(tiles, 90)) if tiles else float(edges.var())
