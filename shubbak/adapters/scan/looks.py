"""Where to cut the lines of a zone: along the rows that were found; once they were read, along the card's plane."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from shubbak.adapters.scan.alignment import Alignment
from shubbak.adapters.scan.arrays import Floats
from shubbak.adapters.scan.cells import Cells
from shubbak.adapters.scan.network import STRIDE
from shubbak.adapters.scan.pyramid import to_level_0
from shubbak.adapters.scan.rows import Row
from shubbak.adapters.scan.strips import HALF_HEIGHT_IN_PITCHES, STRIP_PITCH, Quad
from shubbak.domain.mrz_zone import LINE_LENGTHS

_SEEN = 0.5
_FEWEST_POINTS = 16


def along_rows(
    rows: Sequence[Row], span: tuple[float, float], level: int, *, upside_down: bool
) -> tuple[list[Quad], float]:
    """Return one quadrilateral per row in reading order, and how many characters each is wide.

    span: from where to where in the rows' frame, in pixels of the level they were found in.
    """
    pitch = float(np.median([row.pitch for row in rows]))
    quads = []
    for row in rows[::-1] if upside_down else rows:
        first, last = row.point(span[0]), row.point(span[1])
        along = (last - first) / np.linalg.norm(last - first)
        half = np.array([-along[1], along[0]], np.float32) * (HALF_HEIGHT_IN_PITCHES * row.pitch)
        if upside_down:
            first, last, half = last, first, -half
        corners = np.stack([first - half, last - half, last + half, first + half])
        quads.append(to_level_0(corners, level).astype(np.float32))
    return quads, (span[1] - span[0]) / pitch


class ZonePlane:
    """The plane of a zone in the image: column c of line l has its middle at (c, l)."""

    def __init__(self, to_image: Floats, alignment: Alignment) -> None:
        self._to_image = to_image
        self.lines = len(LINE_LENGTHS[alignment.kind])
        self.columns = LINE_LENGTHS[alignment.kind][0]

    def points(self, places: Sequence[tuple[float, float]]) -> Floats:
        """Return image coordinates of (column, line) pairs."""
        flat = np.array(places, np.float64)[None]
        return np.asarray(cv2.perspectiveTransform(flat, self._to_image)[0], np.float32)

    def corners(self) -> Floats:
        """Return the corners of the rectangle of print, image coordinates, (4, 2)."""
        end, last = self.columns - 0.5, self.lines - 0.5
        return self.points([(-0.5, -0.5), (end, -0.5), (end, last), (-0.5, last)])

    def quads(self, lift: float, margin: float = 1.0) -> tuple[list[Quad], float]:
        """Return a quadrilateral per line with so many characters of margin beyond the middles of the outer ones, and
        its width in characters. lift: how far they are moved across the lines, in pitches.
        """
        middle, line = (self.columns - 1) / 2, (self.lines - 1) / 2
        here, right, below = self.points([(middle, line), (middle + 1, line), (middle, line + 1)])
        per_pitch = float(np.linalg.norm(right - here) / max(float(np.linalg.norm(below - here)), 1e-6))
        half = HALF_HEIGHT_IN_PITCHES * per_pitch
        left, end = -margin, self.columns - 1 + margin
        quads = []
        for number in range(self.lines):
            top, bottom = number - half + lift * per_pitch, number + half + lift * per_pitch
            quads.append(self.points([(left, top), (end, top), (end, bottom), (left, bottom)]))
        return quads, end - left


def _along_middle(quad: Quad, shares: Floats) -> Floats:
    """Return image coordinates on the middle line of a quadrilateral, at these shares of its width."""
    corners = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], np.float32)
    warp = cv2.getPerspectiveTransform(corners, quad.astype(np.float32))
    middle = np.stack([shares, np.full_like(shares, 0.5)], 1)
    return np.asarray(cv2.perspectiveTransform(middle[None].astype(np.float64), warp)[0])


def plane_of(cells: Cells, alignment: Alignment, quads: Sequence[Quad], characters: float) -> ZonePlane | None:
    """Return the plane that the characters seen lie in, or None when they are too few or contradict each other."""
    width = (round(characters * STRIP_PITCH) + 3) // 4 * 4
    ideal: list[tuple[float, float]] = []
    seen: list[Floats] = []
    columns = LINE_LENGTHS[alignment.kind][0]
    for number in range(len(LINE_LENGTHS[alignment.kind])):
        row = alignment.line + number
        places = np.arange(alignment.start, alignment.start + columns)
        shown = cells.seen[row, places, 1:].max(1) > _SEEN
        share = (cells.found[row, places] + 0.5) * STRIDE / width
        points = _along_middle(quads[row], share)
        ideal += [(float(column), float(number)) for column in np.flatnonzero(shown)]
        seen.append(points[shown])
    if len(ideal) < _FEWEST_POINTS:
        return None
    image = np.concatenate(seen).astype(np.float64)
    to_image, _ = cv2.findHomography(np.array(ideal, np.float64), image, 0)
    if to_image is None:
        return None
    plane = ZonePlane(np.asarray(to_image), alignment)
    pitch = float(np.linalg.norm(quads[0][1] - quads[0][0])) / characters
    off = np.linalg.norm(plane.points(ideal) - image, axis=1)
    return plane if float(np.median(off)) < 0.2 * pitch else None
