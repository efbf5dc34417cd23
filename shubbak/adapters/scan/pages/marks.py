"""A page's mark: 64 bits that stay nearly the same when the same page is scanned again."""

from __future__ import annotations

from functools import cache

import cv2
import numpy as np

from shubbak.adapters.scan.arrays import Floats
from shubbak.adapters.scan.pages.print_map import PrintMap

_GRID = 128
_FINE, _COARSE = 2.0, 5.0
_INSET = 0.03
_BITS = 64


def mark_of(print_map: PrintMap) -> int:
    """Return on which side of 64 fixed planes the page's print lies (random projections, Charikar 2002); never 0.

    Brightness alone, as in a dHash, marks the light on the desk, and calls two leases on the same form one page. So
    only print counts, each neighbourhood as much as any other. The rim is left out: where a page ends differs by some
    pixels from scan to scan.
    """
    gray, paper = print_map.gray, print_map.paper
    down, right = (round(_INSET * side) for side in gray.shape)
    depth = cv2.subtract(paper, gray).astype(np.float32) / np.maximum(paper, 1)
    inner = np.minimum(depth, 0.5)[down : gray.shape[0] - down, right : gray.shape[1] - right]
    cells = cv2.GaussianBlur(cv2.resize(inner, (_GRID, _GRID), interpolation=cv2.INTER_AREA), (0, 0), _FINE)
    cells = cells - cv2.GaussianBlur(cells, (0, 0), _COARSE)
    cells = cells / (np.sqrt(cv2.GaussianBlur(cells * cells, (0, 0), 2 * _COARSE)) + 0.02)
    sides = _planes() @ (cells - cells.mean()).ravel() > 0
    return int("".join("1" if side else "0" for side in sides), 2) or 1


@cache
def _planes() -> Floats:
    chance = np.random.default_rng(7)  # seeded: marks are compared with those of other pages
    return np.asarray(chance.integers(0, 2, (_BITS, _GRID * _GRID)) * 2 - 1, np.float32)
