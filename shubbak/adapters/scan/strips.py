"""One row of print cut out, turned level and scaled to the network's height."""

from __future__ import annotations

from collections.abc import Iterable

import cv2
import numpy as np

from shubbak.adapters.scan.arrays import Floats, Gray
from shubbak.adapters.scan.pyramid import Pyramid

STRIP_HEIGHT = 24
STRIP_PITCH = 12
HALF_HEIGHT_IN_PITCHES = 0.79
_PIECE = 3 * STRIP_PITCH

Quad = Floats
"""Four corners (4, 2) in pixels of the image, in the order a reader sees them: top left, top right, bottom right,
bottom left.
"""


def cut_strips(pyramid: Pyramid, quads: Iterable[Quad], characters: float, scale: int = 1) -> list[Floats]:
    """Return one strip per quadrilateral, each as wide as so many characters, scale * STRIP_PITCH pixels a character
    and scale * STRIP_HEIGHT high.
    """
    width = (round(characters * STRIP_PITCH) + 3) // 4 * 4
    return [normalise(_cut(pyramid, quad, width * scale, scale)) for quad in quads]


def _cut(pyramid: Pyramid, quad: Quad, width: int, scale: int) -> Gray:
    wanted, height = STRIP_PITCH * scale, STRIP_HEIGHT * scale
    pitch = float(np.linalg.norm(quad[1] - quad[0])) / width * wanted
    number = pyramid.number_for(pitch / scale)
    source = ((quad + 0.5) / 2**number - 0.5).astype(np.float32)
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    flags = cv2.INTER_LINEAR if pitch > wanted else cv2.INTER_CUBIC
    warp = cv2.getPerspectiveTransform(source, target)
    size = (width, height)
    cut = cv2.warpPerspective(pyramid.level(number), warp, size, flags=flags, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(cut, np.uint8)


def normalise(strip: Gray) -> Floats:
    """Scale so that paper is about 0 and ink about -1; a flat strip is not blown up into noise."""
    dark, light = _dark_and_light(strip)
    return np.asarray((strip.astype(np.float32) - light) / max(light - dark, 12.0), np.float32)


def _dark_and_light(part: np.ndarray) -> tuple[float, float]:
    """Return the 2nd and the 90th percentile."""
    flat = part.ravel()
    low, high = round(0.02 * (len(flat) - 1)), round(0.9 * (len(flat) - 1))
    ordered = np.partition(flat, (low, high))
    return float(ordered[low]), float(ordered[high])


def flattened(strip: Floats) -> Floats:
    """Return a strip whose paper and ink are even from end to end, where glare or shade had paled a part of it.

    Paper and ink are measured in pieces of three characters and their neighbours; a piece without print keeps a
    quarter of the strip's contrast, so that its noise does not become print.
    """
    width = strip.shape[1]
    pieces = max(1, width * STRIP_HEIGHT // (_PIECE * strip.shape[0]))
    borders = np.linspace(0, width, pieces + 1).astype(int)
    measured = []
    for piece in range(pieces):
        part = strip[:, borders[max(0, piece - 1)] : borders[min(pieces, piece + 2)]]
        measured.append(_dark_and_light(part))
    dark, light = np.array(measured).T
    middles = (borders[1:] + borders[:-1]) / 2
    every = np.arange(width)
    paper = np.interp(every, middles, light)
    contrast = np.maximum(np.interp(every, middles, light - dark), 0.2)
    return np.asarray((strip - paper) / contrast, np.float32)
