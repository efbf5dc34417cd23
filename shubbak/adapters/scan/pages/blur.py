"""How wide the edges of print are: what makes a page unreadable long before it looks blurred on a screen."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from shubbak.adapters.scan.arrays import Floats, Gray
from shubbak.adapters.scan.pages.scaling import shrunk
from shubbak.domain.page import Place

#: Dots a millimetre at which edges are measured: fine enough for a quarter of a millimetre, coarse enough for time.
DOTS_PER_MM = 6.0
_REACH = 15
_TILE = 48
_LEAST_CONTRAST = 34.0
_LEAST_TILES = 3
_GAUSS = 2.507  # the height of a step over its steepest slope, in standard deviations: the square root of 2 pi


@dataclass(frozen=True, slots=True)
class Blur:
    """width_mm: the median over all tiles that show an edge. blurred_share: of these tiles. place: where they are."""

    width_mm: float
    blurred_share: float
    place: Place | None


def measure_blur(gray: Gray, dots_per_mm: float, limit_mm: float) -> Blur:
    """Measure a grey page. A page without edges is not blurred but blank: its width is 0."""
    scale = min(1.0, DOTS_PER_MM / dots_per_mm, 1800 / max(gray.shape))
    widths = _edge_widths(shrunk(gray, scale)) / np.float32(dots_per_mm * scale)
    seen = np.isfinite(widths)
    if seen.sum() < _LEAST_TILES:
        return Blur(0.0, 0.0, None)
    bad = seen & (widths > limit_mm)
    return Blur(float(np.median(widths[seen])), float(bad.sum() / seen.sum()), around(bad))


def _edge_widths(gray: Gray) -> Floats:
    """Return the width of the sharpest strong edge of each tile in pixels; infinite where there is none."""
    soft = cv2.GaussianBlur(gray, (3, 3), 0.7)
    across, down = (cv2.Sobel(soft, cv2.CV_16S, *way, ksize=3) for way in ((1, 0), (0, 1)))
    slope = np.maximum(np.abs(across), np.abs(down)).astype(np.float32) / 8
    window = np.ones((_REACH, _REACH), np.uint8)
    rise = cv2.subtract(cv2.dilate(soft, window), cv2.erode(soft, window)).astype(np.float32)
    height, width = (side // _TILE * _TILE for side in gray.shape)
    if not height or not width:
        return np.full((1, 1), np.inf, np.float32)
    steep, tall = (_tiles(np.asarray(each[:height, :width], np.float32)) for each in (slope, rise))
    best = steep.argmax(2)
    rows, columns = np.indices(best.shape)
    top, contrast = steep[rows, columns, best], tall[rows, columns, best]
    widths = np.where(contrast >= _LEAST_CONTRAST, contrast / np.maximum(_GAUSS * top, 1e-3), np.inf)
    return np.asarray(widths, np.float32)


def _tiles(picture: Floats) -> Floats:
    rows, columns = picture.shape[0] // _TILE, picture.shape[1] // _TILE
    return picture.reshape(rows, _TILE, columns, _TILE).swapaxes(1, 2).reshape(rows, columns, -1)


def around(tiles: np.ndarray[tuple[int, int], np.dtype[np.bool_]]) -> Place | None:
    """Return the rectangle around the tiles that are marked."""
    rows, columns = np.flatnonzero(tiles.any(1)), np.flatnonzero(tiles.any(0))
    if not len(rows):
        return None
    high, wide = tiles.shape
    return Place(columns[0] / wide, rows[0] / high, (columns[-1] + 1) / wide, (rows[-1] + 1) / high)
