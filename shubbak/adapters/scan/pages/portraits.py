"""The portrait on a card: where identity cards carry it, without knowing anything about faces."""

from __future__ import annotations

import cv2
import numpy as np

from shubbak.adapters.scan.arrays import Floats, Gray
from shubbak.domain.page import Place

_SIDE = 480
_UNLIKE = 22.0
_USUAL_ASPECT = 0.78
_SNAP = 0.14


def find_portrait(card: Gray) -> Place | None:
    """Return the portrait's box on a card that stands upright, in shares of it; None when there is none.

    What a portrait leaves when a card is seen without its print: one large spot in its left or right part, higher than
    wide, unlike the card's ground. Its box is that spot, brought to the shape of a passport picture and out to the
    nearest straight edges. Colours of skin are not asked for, since portraits on cards may be grey.
    """
    scale = _SIDE / card.shape[1]
    small = cv2.resize(card, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    lab = np.asarray(cv2.cvtColor(cv2.medianBlur(small, 9), cv2.COLOR_BGR2LAB), np.float32)
    ground = np.median(lab.reshape(-1, 3), 0)
    apart = np.asarray((np.linalg.norm(lab - ground, axis=2) > _UNLIKE) * 255, np.uint8)
    spots = cv2.morphologyEx(apart, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (13, 13)))
    _, _, stats, _ = cv2.connectedComponentsWithStats(np.asarray(spots, np.uint8))
    height, width = apart.shape
    fitting = [spot for spot in stats[1:].tolist() if _fits(spot, width, height)]
    if not fitting:
        return None
    gray = np.asarray(cv2.cvtColor(small, cv2.COLOR_BGR2GRAY), np.float32)
    box = _snapped(gray, max(fitting, key=lambda each: each[4]))
    return Place(box[0] / width, box[1] / height, box[2] / width, box[3] / height)


def crop(card: Gray, place: Place) -> Gray:
    """Return what a card shows at a place, at least one pixel of it; the place may reach beyond the card."""
    height, width = card.shape[:2]
    left, right = _span(place.left, place.right, width)
    top, bottom = _span(place.top, place.bottom, height)
    return np.ascontiguousarray(card[top:bottom, left:right])


def _span(start: float, end: float, length: int) -> tuple[int, int]:
    first = min(length - 1, max(0, round(start * length)))
    return first, max(first + 1, min(length, round(end * length)))


def _fits(spot: list[int], width: int, height: int) -> bool:
    left, _, wide, high, area = spot
    middle = (left + wide / 2) / width
    return (
        0.22 * height < high < 0.9 * height
        and 0.4 < wide / high < 1.15
        and area > 0.3 * wide * high
        and abs(middle - 0.5) > 0.1
    )


def _snapped(gray: Floats, spot: list[int]) -> tuple[float, float, float, float]:
    """Return left, top, right, bottom of the box around a spot, each at the strongest straight edge near by."""
    left, top, wide, high, _ = spot
    wide, left = (max(wide, round(_USUAL_ASPECT * high)), left - max(0, round(_USUAL_ASPECT * high) - wide) // 2)
    across, down = (np.abs(cv2.Sobel(gray, cv2.CV_32F, *way)) for way in ((1, 0), (0, 1)))
    rows, columns = slice(max(0, top), top + high), slice(max(0, left), left + wide)
    beside, over = across[rows].mean(0), down[:, columns].mean(1)
    reach = round(_SNAP * high)
    return (
        _strongest(beside, left - reach, left + reach // 3),
        _strongest(over, top - round(1.4 * reach), top + reach // 3),
        _strongest(beside, left + wide - reach // 3, left + wide + reach),
        _strongest(over, top + high - reach // 3, top + high + reach),
    )


def _strongest(profile: Floats, start: int, end: int) -> float:
    start, end = max(0, start), min(len(profile), max(end, start + 1))
    return float(start + int(profile[start:end].argmax())) if end > start else float(min(start, len(profile) - 1))
