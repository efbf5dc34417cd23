"""Faces of OCR-B: the glyphs of Debian's fonts-ocr-b and cuts of our own, and endless variations of their outlines."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from shubbak.adapters.scan.arrays import Floats
from training.fields import softened
from training.lines import PRINTED, Chance
from training.pens import CUTS as PEN_CUTS
from training.pens import pen_cut

PITCH = 24
"""Pixels from one character to the next wherever print is drawn."""

CELL_WIDTH, CELL_HEIGHT = 36, 48
_FONTS = Path("/usr/share/fonts/opentype/ocr-b")
_CUTS = ("OCRB.otf", "OCRBS.otf", "OCRBL.otf")
_SHARES = (0.5, 0.42, 0.08)
_PENS = 0.5
"""The share of faces that are not of the foundry: a print of a cut that nobody has shown must be read as well."""
_FINER = 8
_LEAST_STROKE = 0.15


@cache
def _outlines(cut: str) -> Floats:
    """Return the distance (pixels, positive inside) of every place to the nearest outline, all cells in one row."""
    font = ImageFont.truetype(str(_FONTS / cut), 100)
    font = ImageFont.truetype(str(_FONTS / cut), 100 * PITCH * _FINER / font.getlength("H"))
    left, top, right, bottom = font.getbbox("H")
    width, height = CELL_WIDTH * _FINER, CELL_HEIGHT * _FINER
    picture = Image.new("L", (width * len(PRINTED), height), 0)
    pen = ImageDraw.Draw(picture)
    for index, char in enumerate(PRINTED):
        pen.text((index * width + (width - left - right) / 2, (height - top - bottom) / 2), char, font=font, fill=255)
    ink = (np.asarray(picture) > 127).astype(np.uint8)
    distance = cv2.distanceTransform(ink, cv2.DIST_L2, 5) - cv2.distanceTransform(1 - ink, cv2.DIST_L2, 5)
    size = (CELL_WIDTH * len(PRINTED), CELL_HEIGHT)
    return np.asarray(cv2.resize(distance / _FINER, size, interpolation=cv2.INTER_AREA), np.float32)


def _pen_outlines(number: int) -> Floats:
    """Return the distances of one of our own cuts, all cells in one row."""
    return pen_cut(number, (CELL_WIDTH, CELL_HEIGHT), PITCH).transpose(1, 0, 2).reshape(CELL_HEIGHT, -1)


def coverage(distance: Floats) -> Floats:
    """Return how much of each pixel is ink, 0 to 1."""
    return np.asarray(np.clip(distance + 0.5, 0, 1), np.float32)


@cache
def templates() -> Floats:
    """Return the undistorted glyphs (characters of PRINTED, CELL_HEIGHT, PITCH), each within its own cell."""
    side = (CELL_WIDTH - PITCH) // 2
    cells = coverage(_outlines(_CUTS[0])).reshape(CELL_HEIGHT, len(PRINTED), CELL_WIDTH)
    return np.ascontiguousarray(cells[:, :, side:-side].transpose(1, 0, 2))


def face(chance: Chance) -> Floats:
    """Return outlines of a face nobody has seen, as distances (characters of PRINTED, CELL_HEIGHT, CELL_WIDTH).

    Slanted, stretched, bent, rounded, bolder or lighter than OCR-B, but never so far that a reader would say it is
    another type.
    """
    if chance.random() < _PENS:
        outlines = _pen_outlines(int(chance.integers(PEN_CUTS)))
    else:
        outlines = _outlines(_CUTS[int(chance.choice(len(_CUTS), p=_SHARES))])
    if chance.random() < 0.85:
        outlines = _bent(chance, outlines)
    if chance.random() < 0.6:
        outlines = softened(outlines, chance.uniform(0.3, 1.7))
    if chance.random() < 0.3:
        outlines = _leaning_on(chance, outlines)
    outlines = outlines + float(np.clip(chance.normal(0.0, 0.38), -0.8, 1.0))
    # Rounding thins strokes: never so far that nothing is left of them.
    outlines = outlines + max(0.0, _LEAST_STROKE - float(np.percentile(outlines[::3], 95)))
    return np.ascontiguousarray(outlines.reshape(CELL_HEIGHT, len(PRINTED), CELL_WIDTH).transpose(1, 0, 2))


def _bent(chance: Chance, outlines: Floats) -> Floats:
    """Return the outlines slanted, stretched and warped, each glyph in its own way."""
    height, width = outlines.shape
    slant = chance.normal(0, 0.035)
    wide, high = chance.uniform(0.86, 1.12), chance.uniform(0.88, 1.1)
    x = np.arange(width, dtype=np.float32) % CELL_WIDTH - (CELL_WIDTH - 1) / 2
    y = np.arange(height, dtype=np.float32)[:, None] - (height - 1) / 2
    start = np.arange(width, dtype=np.float32) // CELL_WIDTH * CELL_WIDTH + (CELL_WIDTH - 1) / 2
    # Gently: bent much further, an O and a 0 of the same face could not be told apart by anyone.
    strength = min(abs(chance.normal(0, 0.18)), 0.4)
    knots = chance.normal(0, strength, (2, 5, 37 * 3)).astype(np.float32)
    across, down = (cv2.resize(each, (width, height), interpolation=cv2.INTER_CUBIC) for each in knots)
    from_x = np.clip(x / wide + slant * y, -17, 17) + start + across
    from_y = y / high + (height - 1) / 2 + down
    moved = cv2.remap(
        outlines, from_x.astype(np.float32), np.asarray(from_y, np.float32), cv2.INTER_LINEAR, None,
        cv2.BORDER_REPLICATE,
    )  # fmt: skip
    return np.asarray(moved, np.float32)


def _leaning_on(chance: Chance, outlines: Floats) -> Floats:
    """Return the outlines with bolder uprights or bolder bars, as uneven pressure makes them."""
    axis = int(chance.integers(2))
    shift = chance.uniform(0.3, 0.9)
    matrix = np.array([[1, 0, shift * (1 - axis)], [0, 1, shift * axis]], np.float32)
    size = outlines.shape[::-1]
    moved = cv2.warpAffine(outlines, matrix, size, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(np.maximum(outlines, np.asarray(moved, np.float32)) - 0.25, np.float32)
