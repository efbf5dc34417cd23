"""From a small camera frame to what the person should do next; quick enough for every frame of a preview."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np

from shubbak.adapters.scan.arrays import Gray
from shubbak.adapters.scan.pages.blur import measure_blur
from shubbak.adapters.scan.pages.cutting import rectangle
from shubbak.adapters.scan.pages.sheets import Sheet, clockwise, squarish
from shubbak.domain.guidance import Advice, Guidance
from shubbak.domain.page import Place

_SIDE = 320
_DARK, _BRIGHT = 60.0, 246.0
_LEAST_FILL, _MOST_FILL = 0.2, 0.92
_MOST_DEGREES = 12.0
_MOST_SLANT = 0.2
_MOTION = 6.0
#: Pixels of a card that is 400 wide; at 2 print is still read, at 3 no longer.
_WIDEST_EDGE = 1.75
_MOST_GLARE = 0.012
_LEAST_SOLID = 0.92


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the camera is asked to see. aspect: longer side over shorter, 0 for any. zone: True for the side with the
    machine-readable zone, False for the other, None for either.
    """

    aspect: float = 1.586
    zone: bool | None = None


def guide(frame: Gray, before: Gray | None, wanted: Wanted) -> Guidance:
    """Return what to do about a grey frame (640 by 480 or so), compared with the one before it.

    The most basic trouble is told first: advice on glare helps nobody whose card lies half outside the picture.
    """
    small = _small(frame)
    light = float(np.percentile(small[::2, ::2], 95))
    sheet = _outline(small, wanted)
    if light < _DARK:
        return Guidance(Advice.MORE_LIGHT)
    if float(np.percentile(small[::2, ::2], 25)) > _BRIGHT:
        return Guidance(Advice.LESS_LIGHT)
    if sheet is None:
        # A page nearer than the frame is wide has no edges to be seen, but its print is there.
        return Guidance(Advice.FARTHER if _busy(small) else Advice.SHOW)
    place = _place(sheet, small)
    placed = _placement(sheet, small, wanted)
    if placed is not None:
        return Guidance(placed, place)
    card = _flat(frame, sheet, small)
    if wanted.zone is not None and _has_zone(card) != wanted.zone:
        return Guidance(Advice.TURN_OVER, place)
    glare = _glare(card)
    if glare is not None:
        return Guidance(Advice.GLARE, _within(glare, place))
    if (
        before is None
        or _motion(small, _small(before)) > _MOTION
        or measure_blur(card, 1.0, _WIDEST_EDGE).width_mm > _WIDEST_EDGE
    ):
        return Guidance(Advice.HOLD_STILL, place)
    return Guidance(Advice.READY, place)


def _small(frame: Gray) -> Gray:
    scale = _SIDE / max(frame.shape)
    return np.asarray(cv2.resize(frame, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)


def _outline(small: Gray, wanted: Wanted) -> Sheet | None:
    """Return what has four straight sides and is likest to what is wanted."""
    soft = cv2.GaussianBlur(small, (5, 5), 0)
    rim = np.concatenate((soft[:3].ravel(), soft[-3:].ravel(), soft[:, :3].ravel(), soft[:, -3:].ravel()))
    apart = cv2.absdiff(soft, np.full_like(soft, int(np.median(rim))))
    level = max(26.0, float(np.percentile(apart[:3], 98)) + 8)
    edges = cv2.dilate(cv2.Canny(soft, 18, 50), np.ones((3, 3), np.uint8))
    closed = cv2.morphologyEx(np.asarray((apart > level) * 255, np.uint8), cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    split = cv2.threshold(apart, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)[1]
    masks = (np.asarray(mask, np.uint8) for mask in (closed, split, edges))
    found = [each for mask in masks for each in _outlines(mask, small.size, wanted)]
    return max(found, key=lambda each: each[0])[1] if found else None


def _outlines(mask: Gray, size: int, wanted: Wanted) -> Iterator[tuple[float, Sheet]]:
    contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    for contour in sorted(contours, key=cv2.contourArea)[-3:]:
        hull = cv2.convexHull(contour)
        area = cv2.contourArea(hull)
        if area < 0.02 * size or len(hull) < 4:
            continue
        corners = np.asarray(cv2.approxPolyN(hull, 4, None, -1.0, True), np.float32).reshape(-1, 2)
        if len(corners) != 4:
            continue
        sheet = Sheet(clockwise(corners))
        fill = area / max(1.0, cv2.contourArea(corners))
        if fill > _LEAST_SOLID and squarish(sheet.corners):
            strange = abs(sheet.aspect / wanted.aspect - 1) if wanted.aspect else 0.0
            yield fill + 0.4 * area / size - min(0.5, strange), sheet


def _busy(small: Gray) -> bool:
    """Whether the frame is full of print, as when a page is held too near."""
    return float((np.abs(cv2.Laplacian(small, cv2.CV_16S)) > 40).mean()) > 0.05


def _place(sheet: Sheet, small: Gray) -> Place:
    height, width = small.shape
    (left, top), (right, bottom) = sheet.corners.min(0), sheet.corners.max(0)
    shares = (float(each) for each in (left / width, top / height, right / width, bottom / height))
    return Place(*(min(1.0, max(0.0, share)) for share in shares))


def _placement(sheet: Sheet, small: Gray, wanted: Wanted) -> Advice | None:
    """Return what is wrong with where the card lies."""
    height, width = small.shape
    x, y = sheet.corners[:, 0], sheet.corners[:, 1]
    sides = np.array([x.min() < 2, y.min() < 2, x.max() > width - 3, y.max() > height - 3])
    fill = max(np.ptp(x) / width, np.ptp(y) / height)
    if (sides[:2] & sides[2:]).any() or fill > _MOST_FILL + 0.06:
        return Advice.FARTHER
    if sides.any():
        return Advice.WHOLE
    if fill < 0.5 or cv2.contourArea(sheet.corners) < _LEAST_FILL * small.size:
        return Advice.CLOSER
    a, b, c, d = sheet.corners
    tilt = abs(float(np.degrees(np.arctan2(b[1] - a[1], b[0] - a[0]))))
    lengths = [float(np.linalg.norm(each)) for each in (b - a, c - d, d - a, c - b)]
    slant = max(abs(lengths[0] / lengths[1] - 1), abs(lengths[2] / lengths[3] - 1))
    strange = wanted.aspect and abs(sheet.aspect / wanted.aspect - 1) > 0.22
    return Advice.STRAIGHTEN if tilt > _MOST_DEGREES or slant > _MOST_SLANT or strange else None


def _flat(frame: Gray, sheet: Sheet, small: Gray) -> Gray:
    """Return the card as a rectangle 400 pixels wide, from the frame itself."""
    scale = frame.shape[1] / small.shape[1]
    width, height = sheet.sides
    size = 400, max(40, round(400 * height / max(1.0, width)))
    turn = cv2.getPerspectiveTransform(np.asarray(sheet.corners * scale, np.float32), rectangle(*size))
    return np.asarray(cv2.warpPerspective(frame, turn, size, flags=cv2.INTER_LINEAR), np.uint8)


def _has_zone(card: Gray) -> bool:
    """Whether rows of print run from edge to edge near the foot or the head, as only a zone's do."""
    dark = cv2.morphologyEx(card, cv2.MORPH_BLACKHAT, np.ones((9, 9), np.uint8))
    rows = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones((1, 21), np.uint8)) > 40
    height, width = card.shape
    inner = rows[:, width // 12 : -width // 12].mean(1) > 0.72
    low, high = inner[round(0.6 * height) : round(0.97 * height)], inner[round(0.03 * height) : round(0.4 * height)]
    return bool(max(low.sum(), high.sum()) >= 0.05 * height)


def _glare(card: Gray) -> Place | None:
    """Return the largest spot of pure white that fades out, in shares of the card."""
    white = np.asarray((cv2.GaussianBlur(card, (5, 5), 0) > 251) * 255, np.uint8)
    if white.mean() > 0.5 * 255:
        return None
    count, labels, stats, _ = cv2.connectedComponentsWithStats(
        cv2.morphologyEx(white, cv2.MORPH_OPEN, np.ones((5, 5), np.uint8))
    )
    if count < 2:
        return None
    index = 1 + int(stats[1:, 4].argmax())
    left, top, wide, high, area = (int(value) for value in stats[index])
    ring = cv2.dilate(np.asarray((labels == index) * 255, np.uint8), np.ones((9, 9), np.uint8))
    around = card[(ring > 0) & (labels != index)]
    if area < _MOST_GLARE * card.size or not len(around) or float(np.median(around)) < 225:
        return None
    height, width = card.shape
    return Place(left / width, top / height, (left + wide) / width, (top + high) / height)


def _within(inner: Place, outer: Place) -> Place:
    """Return a place of a card as a place of the frame it lies in."""
    wide, high = outer.right - outer.left, outer.bottom - outer.top
    return Place(
        outer.left + inner.left * wide,
        outer.top + inner.top * high,
        outer.left + inner.right * wide,
        outer.top + inner.bottom * high,
    )


def _motion(small: Gray, before: Gray) -> float:
    """Return how much changed, in grey levels, where anything did (99th percentile of smoothed differences)."""
    if before.shape != small.shape:
        return 255.0
    change = cv2.blur(cv2.absdiff(small, before), (5, 5))
    return float(np.percentile(change[::2, ::2], 97))
