"""A cut of OCR-B drawn for this judge alone: each character as pen strokes, with round or flat ends, of any weight."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

# x 0..1 from left to right, y 0..1 from base line to the height of a capital. M moves, L draws a line, Q a quarter of
# an ellipse by way of its corner.
OVAL = "M.5,1 Q.96,1 .96,.5 Q.96,0 .5,0 Q.04,0 .04,.5 Q.04,1 .5,1"
STROKES = {
    "A": "M.02,0 L.44,1 L.56,1 L.98,0 M.17,.34 L.83,.34",
    "B": "M.06,0 L.06,1 L.5,1 Q.92,1 .92,.77 Q.92,.54 .5,.54 L.06,.54 M.5,.54 Q.98,.54 .98,.27 Q.98,0 .5,0 L.06,0",
    "C": "M.9,.86 Q.84,1 .58,1 Q.1,1 .1,.5 Q.1,0 .58,0 Q.84,0 .9,.14",
    "D": "M.08,0 L.08,1 L.3,1 Q.96,1 .96,.5 Q.96,0 .3,0 L.06,0",
    "E": "M.92,1 L.06,1 L.06,0 L.92,0 M.06,.52 L.8,.52",
    "F": "M.92,1 L.1,1 L.1,0 M.1,.52 L.76,.52",
    "G": "M.92,.88 Q.86,1 .55,1 Q.04,1 .04,.5 Q.04,0 .55,0 L.72,0 Q.96,.02 .96,.1 L.96,.44 L.56,.44",
    "H": "M.06,0 L.06,1 M.94,0 L.94,1 M.06,.52 L.94,.52",
    "I": "M.16,1 L.84,1 M.5,1 L.5,0 M.12,0 L.88,0",
    "J": "M.8,1 L.8,.3 Q.8,0 .48,0 Q.18,0 .18,.24",
    "K": "M.06,0 L.06,1 M.9,1 L.06,.4 M.36,.6 L.98,0",
    "L": "M.06,1 L.06,0 L.96,0",
    "M": "M.04,0 L.04,1 L.2,1 L.5,.45 L.8,1 L.96,1 L.96,0",
    "N": "M.06,0 L.06,1 L.16,1 L.86,0 L.94,0 L.94,1",
    "O": OVAL,
    "P": "M.08,0 L.08,1 L.5,1 Q.98,1 .98,.74 Q.98,.47 .5,.47 L.08,.47",
    "Q": "M.5,1 Q.94,1 .94,.56 Q.94,.1 .5,.1 Q.06,.1 .06,.56 Q.06,1 .5,1 M.54,.36 L.98,0",
    "R": "M.08,0 L.08,1 L.5,1 Q.98,1 .98,.74 Q.98,.47 .5,.47 L.08,.47 M.56,.47 L.96,0",
    "S": "M.92,.82 Q.86,1 .5,1 Q.1,1 .1,.77 Q.1,.56 .5,.52 Q.96,.47 .96,.24 Q.96,0 .5,0 Q.1,0 .04,.18",
    "T": "M.02,1 L.98,1 M.5,1 L.5,0",
    "U": "M.06,1 L.06,.34 Q.06,0 .5,0 Q.94,0 .94,.34 L.94,1",
    "V": "M.02,1 L.42,0 L.58,0 L.98,1",
    "W": "M.02,1 L.2,0 L.28,0 L.5,.55 L.72,0 L.8,0 L.98,1",
    "X": "M.06,1 L.94,0 M.94,1 L.06,0",
    "Y": "M.06,1 L.5,.48 L.94,1 M.5,.48 L.5,0",
    "Z": "M.08,1 L.9,1 L.04,0 L.96,0",
    "<": "M.94,.98 L.04,.54 L.94,.1",
    "0": "M.5,1 Q.94,1 .94,.74 L.94,.26 Q.94,0 .5,0 Q.06,0 .06,.26 L.06,.74 Q.06,1 .5,1",  # straight sides, unlike O
    "1": "M.08,.74 L.5,1 L.6,1 L.6,0",
    "2": "M.08,.88 Q.14,1 .5,1 Q.92,1 .92,.74 Q.92,.56 .52,.4 Q.06,.24 .06,0 L.94,0",
    "3": "M.06,1 L.92,1 L.4,.56 L.56,.56 Q.96,.54 .96,.28 Q.96,0 .5,0 Q.14,0 .06,.1",
    "4": "M.56,1 L.06,.3 L.96,.3 M.7,.54 L.7,0",
    "5": "M.84,1 L.16,1 L.12,.56 L.5,.58 Q.96,.58 .96,.3 Q.96,0 .12,0",
    "6": "M.7,1 L.14,.5 M.5,.56 Q.96,.56 .96,.28 Q.96,0 .5,0 Q.04,0 .04,.28 Q.04,.56 .5,.56",
    "7": "M.06,1 L.96,1 L.96,.92 L.48,.34 Q.4,.2 .4,0",
    "8": "M.5,1 Q.88,1 .88,.77 Q.88,.54 .5,.54 Q.12,.54 .12,.77 Q.12,1 .5,1 "
    "M.5,.54 Q.98,.54 .98,.27 Q.98,0 .5,0 Q.02,0 .02,.27 Q.02,.54 .5,.54",
    "9": "M.3,0 L.86,.5 M.5,.44 Q.96,.44 .96,.72 Q.96,1 .5,1 Q.04,1 .04,.72 Q.04,.44 .5,.44",
}


def _quarter(start: NDArray[np.float64], corner: NDArray[np.float64], end: NDArray[np.float64]) -> NDArray[np.float64]:
    turn = np.linspace(0, np.pi / 2, 14)[1:, None]
    return corner + (start - corner) * (1 - np.sin(turn)) + (end - corner) * (1 - np.cos(turn))


def _lines(path: str) -> list[NDArray[np.float64]]:
    """The strokes of a path as runs of points."""
    lines: list[list[NDArray[np.float64]]] = []
    corner: NDArray[np.float64] | None = None
    for token in path.split():
        verb, numbers = (token[0], token[1:]) if token[0] in "MLQ" else ("", token)
        point = np.array([float(number) for number in numbers.split(",")])
        if verb == "M":
            lines.append([point])
        elif verb == "L":
            lines[-1].append(point)
        elif verb == "Q":
            corner = point
        elif corner is not None:
            lines[-1].extend(_quarter(lines[-1][-1], corner, point))
    return [np.array(line) for line in lines]


@cache
def drawn(character: str, ends: str, fine: float, size: tuple[int, int], weight: float) -> NDArray[np.uint8]:
    """A character as ink 0..255 in a box of width and height, its base line at 0.75 of the height.

    ends is "round" or "butt"; fine the pixels from one character to the next; weight the stroke's share of it.
    """
    width, height = size
    tall = 0.98 if character.isdigit() else 0.9
    image = np.zeros((height * 2, width * 2), np.uint8)
    thick = max(2, round(2 * weight * fine))
    for line in _lines(STROKES.get(character, "")):
        x = width + (line[:, 0] - 0.5) * 2 * 0.55 * fine
        y = 2 * height * 0.75 - line[:, 1] * 2 * tall * fine
        points = np.stack([x, y], 1).astype(np.int32).reshape(-1, 1, 2)
        if ends == "round":
            cv2.polylines(image, [points], False, 255, thick, cv2.LINE_AA)
        else:
            _flat(image, points.reshape(-1, 2).astype(np.float64), thick)
    return cv2.resize(image, size, interpolation=cv2.INTER_AREA)


def _flat(image: NDArray[np.uint8], points: NDArray[np.float64], thick: int) -> None:
    """Draw one stroke with ends cut square, joints filled."""
    for at, (start, end) in enumerate(pairwise(points)):
        along = (end - start) / (np.linalg.norm(end - start) + 1e-6)
        aside = np.array([-along[1], along[0]]) * thick / 2
        if at in (0, len(points) - 2):  # square ends reach a little beyond their points, as a punched letter does
            start = start - along * (thick * 0.35 if at == 0 else 0)
            end = end + along * (thick * 0.35 if at == len(points) - 2 else 0)
        box = np.array([start + aside, end + aside, end - aside, start - aside]).astype(np.int32)
        cv2.fillPoly(image, [box], 255, cv2.LINE_AA)
        if at:
            cv2.circle(image, tuple(points[at].astype(int).tolist()), thick // 2, 255, -1, cv2.LINE_AA)
