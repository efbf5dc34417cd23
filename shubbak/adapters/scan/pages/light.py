"""Too little light on a page, and too much of it in one spot."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import cv2
import numpy as np

from shubbak.adapters.scan.arrays import Gray
from shubbak.adapters.scan.pages.print_map import PrintMap
from shubbak.adapters.scan.pages.scaling import shrunk
from shubbak.domain.page import Place

_SIDE = 400
_WHITE = 247
_LEAST_STEP = 10.0
_RIM = 5


@dataclass(frozen=True, slots=True)
class Light:
    """paper: how bright the paper is, 0 to 255. contrast: of the darker half of the print against it. glare: the share
    of the page that light has washed out, and where.
    """

    paper: float
    contrast: float
    glare: float
    glare_place: Place | None


def measure_light(print_map: PrintMap) -> Light:
    """Measure the light on a page."""
    paper = float(np.percentile(print_map.paper[::8, ::8], 80))
    inked = print_map.ink[::2, ::2] > 0
    depth = cv2.subtract(print_map.paper[::2, ::2].copy(), print_map.gray[::2, ::2].copy())
    contrast = float(np.percentile(depth[inked], 75)) if inked.sum() > 200 else 0.0
    share, place = _glare(print_map.gray)
    return Light(paper, contrast, share, place)


def _glare(gray: Gray) -> tuple[float, Place | None]:
    """Return the largest spot that is white, swallows all print, and fades into what lies around it.

    White that ends sharply is paper or print; white on white paper washes nothing out that could be seen.
    """
    scale = min(1.0, _SIDE / max(gray.shape))
    small = shrunk(gray, scale)
    white = np.asarray((cv2.GaussianBlur(small, (5, 5), 0) >= _WHITE) * 255, np.uint8)
    # A scanner that makes paper white makes all of it white: nothing tells a reflection from paper there.
    if white.mean() > 0.6 * 255 or float(np.median(small)) >= _WHITE:
        return 0.0, None
    count, labels, stats, _ = cv2.connectedComponentsWithStats(
        cv2.morphologyEx(white, cv2.MORPH_OPEN, np.ones((5, 5), np.uint8))
    )
    best: tuple[float, Place | None] = (0.0, None)
    for index in range(1, count):
        left, top, wide, high, area = (int(value) for value in stats[index])
        share = area / small.size
        if share > max(best[0], 0.001) and _fades(small, labels == index):
            height, width = small.shape
            best = share, Place(left / width, top / height, (left + wide) / width, (top + high) / height)
    return best


def _fades(gray: Gray, spot: np.ndarray[tuple[int, int], np.dtype[np.bool_]]) -> bool:
    """Whether brightness falls slowly outside a spot: most of the fall comes after the first pixels."""
    mask = np.asarray(spot * 255, np.uint8)
    rings = [spot]
    for reach in (3, 9, 21):
        rings.append(cv2.dilate(mask, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * reach + 1,) * 2)) > 0)
    near, middle, far = (
        float(np.percentile(gray[outer & ~inner], 70)) if (outer & ~inner).any() else 255.0
        for inner, outer in itertools.pairwise(rings)
    )
    fall = 255 - far
    return fall >= _LEAST_STEP and 255 - near < 0.45 * fall and 255 - middle < 0.97 * fall
