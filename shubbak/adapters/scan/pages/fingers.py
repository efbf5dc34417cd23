"""A finger that the sheet was cut out with, or that lies on a desk of its colour: told by its shape alone."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from shubbak.adapters.scan.arrays import Gray
from shubbak.domain.page import Place

#: How wide a finger may be at most, in shares of the longer side: on an A4 page, and on a card.
_WIDEST = (0.11, 0.26)
#: How wide and how long at least, in shares of the widest.
_THIN, _SHORT = 0.45, 0.6
#: How much of the rectangle around it a finger fills, and how much of its rim goes on into a hand or the desk.
_LEAST_FULL = 0.75
_LEAST_JOINED, _MOST_JOINED = 0.08, 0.45
_MOST = 0.2


def finger(skin: NDArray[np.bool_], inset: tuple[int, int]) -> Place | None:
    """Return what of the skin's colours reaches into the page and is no wider than a finger, in shares of the page.

    skin: where the picture has these colours, unlike the paper. inset: rows and columns around the page. What is wider
    than a finger is desk, and may have the same colours: it is taken away first, and what is left has to join it.
    """
    mask = np.asarray(skin * 255, np.uint8)
    for widest in _WIDEST:
        across = max(1, round(widest * max(mask.shape)))
        wide = cv2.copyMakeBorder(mask, across, across, across, across, cv2.BORDER_REPLICATE)
        kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (across, across))
        desk = cv2.morphologyEx(wide, cv2.MORPH_OPEN, kernel)[across:-across, across:-across]
        place = _finger_among(np.asarray(cv2.subtract(mask, np.asarray(desk)), np.uint8), mask, across, inset)
        if place is not None:
            return place
    return None


def _finger_among(narrow: Gray, mask: Gray, across: int, inset: tuple[int, int]) -> Place | None:
    # Slivers of desk along crooked edges hang on to it.
    thin = max(1, round(_THIN * across))
    opened = cv2.morphologyEx(narrow, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (thin, thin)))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(opened)
    for index in range(1, count):
        if stats[index][4] < across * across * _THIN * _SHORT or stats[index][4] > _MOST * mask.size:
            continue
        spot = np.asarray((labels == index) * 255, np.uint8)
        if _like_a_finger(spot, mask, across):
            return _on_page(spot, inset)
    return None


def _like_a_finger(spot: Gray, mask: Gray, across: int) -> bool:
    """Whether a spot is straight, as wide as a finger, and joins at one end what has its colour, or leaves there."""
    contour = max(cv2.findContours(spot, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)[0], key=cv2.contourArea)
    (_, sides, _) = cv2.minAreaRect(contour)
    wide, long = min(sides), max(sides)
    if not (_THIN * across < wide <= 1.1 * across and long > _SHORT * across):
        return False
    if cv2.contourArea(contour) < _LEAST_FULL * wide * long:
        return False
    around = cv2.copyMakeBorder(spot, 4, 4, 4, 4, cv2.BORDER_CONSTANT)
    rim = (cv2.dilate(around, np.ones((7, 7), np.uint8)) > 0) & (around == 0)
    beyond = cv2.copyMakeBorder(mask, 4, 4, 4, 4, cv2.BORDER_CONSTANT, value=(255,)) > 0
    return bool(_LEAST_JOINED < float(beyond[rim].mean()) < _MOST_JOINED)


def _on_page(spot: Gray, inset: tuple[int, int]) -> Place | None:
    """Return the part of a spot that lies on the page, None where it lies beside it."""
    down, right = inset
    high, wide = spot.shape[0] - 2 * down, spot.shape[1] - 2 * right
    rows, columns = np.nonzero(spot[down : down + high, right : right + wide])
    if len(rows) < 0.5 * np.count_nonzero(spot):
        return None
    return Place(columns.min() / wide, rows.min() / high, (columns.max() + 1) / wide, (rows.max() + 1) / high)
