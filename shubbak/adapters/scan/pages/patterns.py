"""The pattern of a page's print: what tells a page taken twice from a form that two people filled in."""

from __future__ import annotations

import cv2
import numpy as np

from shubbak.adapters.scan.arrays import Floats, Gray
from shubbak.adapters.scan.pages.print_map import PrintMap
from shubbak.domain.page_pattern import COLUMNS, ROWS

_INSET = 0.03
_TAIL, _AROUND = 0.02, 0.06
#: The frame has at least this share of the page each way, so that a single line is never seen large.
_LEAST_FRAME = 0.6
_FINE = 4
_GRAIN = 1.2
_SOFT, _NEAR, _FAR = 0.6, 3.0, 5.0
_SURE = 0.5


def pattern_of(print_map: PrintMap) -> bytes:
    """Return the pattern, `domain.page_pattern` says of what; b"" for a page without print.

    It is laid out by the print and not by the page's edges, which are seen on one device and not on another: where a
    glass is taken with its lid, all print lies elsewhere on the page. Each neighbourhood counts as much as any other.
    """
    frame = _frame(print_map.ink)
    if frame is None:
        return b""
    paper = print_map.paper
    share = np.asarray(cv2.divide(cv2.subtract(paper, print_map.gray), paper, scale=255), np.uint8)
    laid = _laid_out(np.asarray(cv2.GaussianBlur(share, (0, 0), _GRAIN), np.uint8), frame)
    soft = _softened(np.asarray(np.minimum(laid, 127) / 255, np.float32), _FINE * _SOFT)
    edges = soft - _softened(soft, _FINE * _NEAR)
    cells = edges / (np.sqrt(_softened(edges * edges, _FINE * _FAR)) + 0.02)
    picked = cells[_FINE // 2 :: _FINE, _FINE // 2 :: _FINE]
    return np.packbits(picked > _SURE).tobytes() + np.packbits(picked < -_SURE).tobytes()


def _softened(cells: Floats, reach: float) -> Floats:
    return np.asarray(cv2.GaussianBlur(cells, (0, 0), reach), np.float32)


def _frame(ink: Gray) -> tuple[tuple[float, float], tuple[float, float]] | None:
    """Return from where to where print lies across and down, in pixels; None without print."""
    down, right = (round(_INSET * side) for side in ink.shape)
    inner = ink[down : ink.shape[0] - down, right : ink.shape[1] - right] > 0
    if not inner.any():
        return None
    height, width = ink.shape
    return _span(inner.sum(0), right, width), _span(inner.sum(1), down, height)


def _span(counts: np.ndarray[tuple[int], np.dtype[np.intp]], inset: int, side: int) -> tuple[float, float]:
    """Return where nearly all ink lies along one side of the page, and a little more."""
    sums = np.cumsum(counts)
    start, end = (inset + float(np.searchsorted(sums, share * sums[-1])) for share in (_TAIL, 1 - _TAIL))
    length = max((end - start) * (1 + 2 * _AROUND), _LEAST_FRAME * side)
    middle = (start + end) / 2
    return middle - length / 2, middle + length / 2


def _laid_out(depth: Gray, frame: tuple[tuple[float, float], tuple[float, float]]) -> Gray:
    (left, right), (top, bottom) = frame
    wide, high = COLUMNS * _FINE, ROWS * _FINE
    turn = np.array([[(right - left) / wide, 0, left], [0, (bottom - top) / high, top]], np.float32)
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return np.asarray(cv2.warpAffine(depth, turn, (wide, high), flags=flags), np.uint8)
