"""Where sheets and cards lie in a picture, whatever they lie on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from shubbak.adapters.scan.arrays import Floats, Gray
from shubbak.adapters.scan.pages.print_map import map_print
from shubbak.adapters.scan.pages.scaling import shrunk

_SIDE = 512
Contour = NDArray[np.integer[Any] | np.floating[Any]]
_FINE_SIDE = 900
_LEAST_FILL = 0.93
_MOST_AREA = 0.985
_STEP = 5.0
_LIKE = 14.0
_MOST_COSINE = 0.35
_ODD = 0.12
_NEAR_RIM = 0.008
_LEAST_OF_LARGEST = 0.3
#: Below this share of the picture, with so many letters around it and at most this share of all within, it is no sheet.
_SMALL = 0.35
_PRINT_SIDE = 800
_PRINT_AROUND, _PRINT_WITHIN = 25, 0.15


@dataclass(frozen=True, slots=True)
class Sheet:
    """Four corners in pixels of the picture, clockwise from the top left, x before y."""

    corners: Floats

    @property
    def sides(self) -> tuple[float, float]:
        """Return width and height, each the mean of two opposite sides."""
        a, b, c, d = self.corners
        return (
            float((np.linalg.norm(b - a) + np.linalg.norm(c - d)) / 2),
            float((np.linalg.norm(d - a) + np.linalg.norm(c - b)) / 2),
        )

    @property
    def aspect(self) -> float:
        """Return the longer side over the shorter."""
        width, height = self.sides
        return max(width, height) / max(1.0, min(width, height))


def find_sheets(picture: Gray, aspects: Sequence[float], most: int, least_share: float) -> tuple[Sheet, ...]:
    """Return up to `most` sheets, top to bottom; none when the picture shows no edge of paper.

    aspects: longer side over shorter that are likely, empty for any. least_share: of the picture that one must cover.
    """
    scale = _SIDE / max(picture.shape[:2])
    small = shrunk(picture, scale)
    chosen: list[tuple[float, Floats]] = []
    for score, corners in sorted(_candidates(small, aspects, least_share, most == 1), key=lambda each: -each[0]):
        if len(chosen) < most and not any(_overlap(corners, other, small) for _, other in chosen):
            chosen.append((score, corners))
    # Cards on one glass are of like sizes; a chip, a portrait or a window beside them is no card.
    largest = max((cv2.contourArea(corners) for _, corners in chosen), default=0.0)
    chosen = [each for each in chosen if cv2.contourArea(each[1]) >= _LEAST_OF_LARGEST * largest]
    if _on_a_card(picture, [corners / np.float32(scale) for _, corners in chosen]):
        return ()
    sheets = [Sheet(_refined(picture, corners / np.float32(scale))) for _, corners in chosen]
    return tuple(sorted(sheets, key=lambda sheet: tuple(sheet.corners.mean(0)[::-1] // (0.15 * picture.shape[0]))))


def _candidates(
    small: Gray, aspects: Sequence[float], least_share: float, alone: bool
) -> Iterator[tuple[float, Floats]]:
    area = small.shape[0] * small.shape[1]
    lab = np.asarray(cv2.cvtColor(cv2.GaussianBlur(small, (5, 5), 0), cv2.COLOR_BGR2LAB), np.float32)
    for mask in _masks(small, lab):
        contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
        for contour in sorted(contours, key=cv2.contourArea)[-8:]:
            hull = cv2.convexHull(contour)
            covered = cv2.contourArea(hull)
            if not least_share * area <= covered <= _MOST_AREA * area or len(hull) < 4:
                continue
            corners = _quad(hull)
            sheet = Sheet(corners)
            fill = covered / max(1.0, cv2.contourArea(corners))
            if fill < _LEAST_FILL or min(sheet.sides) < 20 or not squarish(corners) or _step(lab, corners) < _STEP:
                continue
            # A card beside others on a glass has the shape of one; what has not may be a block of text on a page.
            if (alone or _strange(sheet.aspect, aspects) > _ODD) and _on_paper(lab, corners):
                continue
            solid = cv2.contourArea(contour) / max(1.0, covered)
            yield fill + 0.2 * solid + 0.3 * covered / area - 0.6 * _strange(sheet.aspect, aspects), corners


def _strange(aspect: float, aspects: Sequence[float]) -> float:
    return min((abs(aspect - each) / each for each in aspects), default=0.0)


def _masks(small: Gray, lab: Floats) -> Iterator[Gray]:
    """What differs from the rim of the picture, much and a little; and what edges enclose."""
    rim = np.concatenate([part.reshape(-1, 3) for part in (lab[:4], lab[-4:], lab[:, :4], lab[:, -4:])])
    middle = np.median(rim, 0)
    spread = np.maximum(np.median(np.abs(rim - middle), 0) * 1.48 + 2, 3)
    distance = np.sqrt((((lab - middle) / spread) ** 2).sum(2))
    eighth = np.clip(distance * 8, 0, 255).astype(np.uint8)
    level, split = cv2.threshold(eighth, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    yield _closed(np.asarray(split, np.uint8))
    yield _closed(np.asarray((eighth > min(level, 40)) * 255, np.uint8))
    blurred = cv2.GaussianBlur(small, (5, 5), 0)
    edges = np.zeros(small.shape[:2], np.uint8)
    for channel in cv2.split(blurred):
        usual = float(np.median(channel))
        edges |= np.asarray(cv2.Canny(channel, max(8.0, 0.12 * usual), max(20.0, 0.3 * usual)), np.uint8)
    yield _closed(np.asarray(cv2.dilate(edges, np.ones((3, 3), np.uint8), iterations=2), np.uint8))


def _closed(mask: Gray) -> Gray:
    """Close the gaps of a mask and drop its threads."""
    shut = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((7, 7), np.uint8))
    return np.asarray(cv2.morphologyEx(shut, cv2.MORPH_OPEN, np.ones((5, 5), np.uint8)), np.uint8)


def _quad(hull: Contour) -> Floats:
    found = cv2.approxPolyN(hull, 4, None, -1.0, True).reshape(-1, 2)
    corners = np.asarray(found if len(found) == 4 else cv2.boxPoints(cv2.minAreaRect(hull)), np.float32)
    return clockwise(corners)


def clockwise(corners: Floats) -> Floats:
    """Return the corners clockwise, the one nearest to the top left first."""
    centre = corners.mean(0)
    turn = np.arctan2(corners[:, 1] - centre[1], corners[:, 0] - centre[0])
    ordered = corners[np.argsort(turn)]
    return np.asarray(np.roll(ordered, -int(np.argmin(ordered.sum(1))), 0), np.float32)


def _step(lab: Floats, corners: Floats) -> float:
    """Return how much the usual colour changes across the edges: the second smallest of four.

    A frame printed on paper has the same paper on both of its sides, and so has a block of text; a sheet has not.
    """
    centre = corners.mean(0)
    height, width = lab.shape[:2]
    steps = []
    for start, end in zip(corners, np.roll(corners, -1, 0), strict=True):
        along = start + np.linspace(0.1, 0.9, 24)[:, None] * (end - start)
        normal = outward(start, end, centre)
        inner, outer = (
            np.clip(np.rint(along + reach * normal), 0, (width - 1, height - 1)).astype(int) for reach in (-7.0, 7.0)
        )
        change = np.median(lab[inner[:, 1], inner[:, 0]], 0) - np.median(lab[outer[:, 1], outer[:, 0]], 0)
        steps.append(float(np.linalg.norm(change)))
    return sorted(steps)[1]


def outward(start: Floats, end: Floats, centre: Floats) -> Floats:
    """Return the unit vector across a side that leads away from the centre."""
    normal = np.array([end[1] - start[1], start[0] - end[0]], np.float32)
    normal /= max(1e-6, float(np.linalg.norm(normal)))
    return -normal if float(np.dot(centre - (start + end) / 2, normal)) > 0 else normal


def _on_paper(lab: Floats, corners: Floats) -> bool:
    """Whether this is a block of text or a table: paper of like colour around it, with more print on it."""
    inside = np.zeros(lab.shape[:2], np.uint8)
    cv2.fillConvexPoly(inside, np.rint(corners).astype(np.int32), 255)
    outside = cv2.dilate(inside, np.ones((21, 21), np.uint8)) == 0
    if outside.mean() < 0.02:
        return False
    # The usual colour, and the brighter one that print stands on: much print darkens the one, a lamp the other.
    around, within = (np.percentile(lab[::2, ::2][each[::2, ::2]], (50, 75), axis=0) for each in (outside, inside > 0))
    if np.linalg.norm(around - within, axis=1).min() > _LIKE:
        return False
    return float((np.abs(lab[..., 0][outside] - around[0, 0]) > 45).mean()) > 0.001


def _on_a_card(picture: Gray, found: list[Floats]) -> bool:
    """Whether all that was found is small and bears no print, and print lies around it: a portrait, a chip, a window.

    What they are on then fills the picture.
    """
    if not found or sum(cv2.contourArea(each) for each in found) > _SMALL * picture.shape[0] * picture.shape[1]:
        return False
    printed = map_print(shrunk(picture, min(1.0, _PRINT_SIDE / max(picture.shape[:2]))))
    scale = printed.gray.shape[0] / picture.shape[0]
    inside = np.zeros(printed.gray.shape, np.uint8)
    for each in found:
        cv2.fillConvexPoly(inside, np.rint(each * scale).astype(np.int32), 255)
    middles = (printed.letters[:, :2] + printed.letters[:, 2:] / 2).astype(int)
    within = int((inside[middles[:, 1], middles[:, 0]] > 0).sum())
    return len(middles) - within >= _PRINT_AROUND and within < _PRINT_WITHIN * len(middles)


def squarish(corners: Floats) -> bool:
    """Return whether it may be a rectangle seen a little from the side."""
    sides = np.roll(corners, -1, 0) - corners
    lengths = np.maximum(np.linalg.norm(sides, axis=1), 1e-6)
    cosines = np.abs((sides * np.roll(sides, 1, 0)).sum(1)) / (lengths * np.roll(lengths, 1))
    pairs = lengths[:2] / lengths[2:]
    return bool(cosines.max() < _MOST_COSINE and np.all((pairs > 0.72) & (pairs < 1.39)))


def _overlap(one: Floats, other: Floats, small: Gray) -> bool:
    shared, _ = cv2.intersectConvexConvex(one, other)
    return shared > 0.15 * min(cv2.contourArea(one), cv2.contourArea(other))


def _refined(picture: Gray, corners: Floats) -> Floats:
    """Move each side to where the colour changes most, seen at a finer scale: a pixel of the first look may be half a
    millimetre of a card, and its masks grow and shrink by some.
    """
    left, top = np.floor(corners.min(0) - 0.05 * np.ptp(corners, 0)).astype(int).clip(0)
    right, bottom = np.ceil(corners.max(0) + 0.05 * np.ptp(corners, 0)).astype(int)
    part = picture[top:bottom, left:right]
    scale = min(1.0, _FINE_SIDE / max(part.shape[:2]))
    fine = shrunk(part, scale)
    lab = np.asarray(cv2.cvtColor(cv2.GaussianBlur(fine, (3, 3), 0), cv2.COLOR_BGR2LAB), np.uint8)
    reach = max(4.0, 0.022 * max(fine.shape[:2]))
    placed = np.asarray((corners - (left, top)) * scale, np.float32)
    lines = [
        _edge(lab, start, end, placed.mean(0), reach) for start, end in zip(placed, np.roll(placed, -1, 0), strict=True)
    ]
    # Where a page meets the end of the picture there is no edge, and print or a frame within would be taken for one.
    for index, (start, end) in enumerate(zip(corners, np.roll(corners, -1, 0), strict=True)):
        if _along_rim(start, end, picture):
            lines[index] = placed[index], placed[(index + 1) % 4]
    moved = [_crossing(lines[index - 1], lines[index]) for index in range(4)]
    if any(point is None for point in moved):
        return corners
    exact = np.asarray(moved, np.float32)
    if np.abs(exact - placed).max() > 3 * reach:
        return corners
    return np.asarray(exact / scale + (left, top), np.float32)


def _along_rim(start: Floats, end: Floats, picture: Gray) -> bool:
    height, width = picture.shape[:2]
    near = _NEAR_RIM * max(height, width)
    ends = np.stack((start, end))
    far = np.array((width, height)) - ends
    return bool((ends.max(0) < near).any() or (far.max(0) < near).any())


def _edge(lab: Gray, start: Floats, end: Floats, centre: Floats, reach: float) -> tuple[Floats, Floats]:
    """Return two points of the line along which the colour changes most, near the given side."""
    offsets = np.arange(-reach, reach + 1, dtype=np.float32)
    along = (start + np.linspace(0.08, 0.92, 40, dtype=np.float32)[:, None] * (end - start)).astype(np.float32)
    places = along[:, None] + offsets[None, :, None] * outward(start, end, centre)
    seen = cv2.remap(
        lab, places[..., 0].copy(), places[..., 1].copy(), cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    change = np.linalg.norm(seen[:, 2:].astype(np.float32) - seen[:, :-2], axis=2)
    change *= 1 - 0.4 * np.abs(offsets[1:-1]) / reach
    best = change.argmax(1)
    weight = change.max(1)
    places_best = offsets[1:-1][best]
    steps = np.linspace(0.08, 0.92, 40)
    keep = weight > 0.4 * np.median(weight)
    for tolerance in (0.5 * reach, 0.2 * reach):
        if keep.sum() < 8:
            return start, end
        slope, offset = np.polyfit(steps[keep], places_best[keep], 1)
        middle = np.median(places_best[keep] - slope * steps[keep] - offset)
        keep &= np.abs(places_best - slope * steps - offset - middle) < tolerance
    if keep.sum() < 12:
        return start, end
    slope, offset = np.polyfit(steps[keep], places_best[keep], 1)
    normal = outward(start, end, centre)
    return (
        np.asarray(start + normal * offset, np.float32),
        np.asarray(end + normal * (slope + offset), np.float32),
    )


def _crossing(one: tuple[Floats, Floats], other: tuple[Floats, Floats]) -> Floats | None:
    """Return where two lines cross, or None for parallels."""
    (a, b), (c, d) = one, other
    matrix = np.stack([b - a, c - d], 1)
    if abs(float(np.linalg.det(matrix))) < 1e-6:
        return None
    share = np.linalg.solve(matrix, c - a)[0]
    return np.asarray(a + share * (b - a), np.float32)
