"""A page taken apart as it was printed: sharp ink of few colours over a soft ground; and put together again.

Mixed raster content in the manner of ITU-T T.44: the ink's shape in two tones and full sharpness, its colours and the
paper's colours as small pictures. All pictures are BGR, rows by columns by three.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from shubbak.adapters.scan.arrays import Floats, Gray

Picture = NDArray[np.uint8]
#: Below this many dots an inch, the ink's shape is kept at twice the page's own sharpness: its edges were grey.
_FINE_DPI = 250
_GROUND_DPI, _INK_DPI = 75, 25
#: So much darker than the paper around it must a point be to count as ink.
_DARKER = 22
#: Of a stroke's contrast within this reach.
_RIM, _NEAR_INCH = 0.3, 0.06
_LEAST = 1e-9


@dataclass(frozen=True, slots=True)
class Layers:
    """Where ink lies (255) and where not (0), the paper's colours, and the ink's colours; each at its own size."""

    ink_at: Gray
    ground: Picture
    ink: Picture


def split(picture: Picture, dpi: float) -> Layers:
    """Take a page apart; dpi: its dots an inch."""
    height, width = picture.shape[:2]
    ink_at = _ink_at(_gray(picture), dpi)
    ink_here = np.asarray(cv2.resize(ink_at, (width, height), interpolation=cv2.INTER_AREA), np.uint8)
    away = cv2.dilate(ink_here, np.ones((5, 5), np.uint8)) == 0
    ground = _gathered(picture, away.astype(np.float32), _small(picture, _GROUND_DPI / dpi))
    inkiness = _inkiness(picture, ground, ink_here)
    return Layers(ink_at, ground, _gathered(picture, inkiness, _small(picture, _INK_DPI / dpi)))


def joined(layers: Layers, width: int, height: int) -> Picture:
    """Return the page as a reader draws it, in this size."""
    ground = cv2.resize(layers.ground, (width, height), interpolation=cv2.INTER_LINEAR).astype(np.float32)
    ink = cv2.resize(layers.ink, (width, height), interpolation=cv2.INTER_LINEAR).astype(np.float32)
    share = cv2.resize(layers.ink_at, (width, height), interpolation=cv2.INTER_AREA).astype(np.float32) / 255
    ground += (ink - ground) * share[..., None]
    return np.clip(ground, 0, 255).astype(np.uint8)


def _ink_at(gray: Gray, dpi: float) -> Gray:
    """What is clearly darker than a sixth of an inch around it; solid areas stay with the ground.

    Of the grey rim of a stroke only the darker part is ink, or every letter would come out bold and its eye filled.
    """
    finer = 2 if dpi < _FINE_DPI else 1
    rim = _rim(gray, dpi)
    if finer > 1:
        wide = (gray.shape[1] * finer, gray.shape[0] * finer)
        gray = np.asarray(cv2.resize(gray, wide, interpolation=cv2.INTER_CUBIC), np.uint8)
        rim = np.asarray(cv2.resize(rim, wide, interpolation=cv2.INTER_LINEAR), np.uint8)
    around = max(3, int(dpi * finer / 6) | 1)
    soft = cv2.GaussianBlur(gray, (3, 3), 0)
    mean = cv2.blur(soft, (around, around), borderType=cv2.BORDER_REPLICATE)
    ink = cv2.compare(cv2.subtract(mean, soft), rim, cv2.CMP_GT)
    return np.asarray(cv2.medianBlur(ink, 3), np.uint8)


def _rim(gray: Gray, dpi: float) -> Gray:
    """How much darker than around it a point must be: more beside black strokes than beside pale ones."""
    reach = max(3, int(dpi * _NEAR_INCH) | 1)
    brush = np.ones((reach, reach), np.uint8)
    darkest = cv2.erode(cv2.GaussianBlur(gray, (3, 3), 0), brush)
    contrast = cv2.subtract(cv2.dilate(gray, brush), darkest)
    rim = cv2.blur(contrast, (reach, reach)).astype(np.float32) * _RIM
    return np.asarray(np.maximum(rim, _DARKER), np.uint8)


def _inkiness(picture: Picture, ground: Picture, ink_here: Gray) -> Floats:
    """How much each point says of the ink's colour: the darkest most, or thin strokes would come out pale."""
    gray = _gray(picture)
    paper = cv2.resize(_gray(ground), (gray.shape[1], gray.shape[0]))
    darker = cv2.subtract(paper, gray).astype(np.float32) / 128
    return np.where(ink_here > 0, darker**4, 0).astype(np.float32)


def _gray(picture: Picture) -> Gray:
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), np.uint8)


def _small(picture: Picture, share: float) -> tuple[int, int]:
    return max(1, round(picture.shape[1] * share)), max(1, round(picture.shape[0] * share))


def _gathered(picture: Picture, weight: Floats, size: tuple[int, int]) -> Picture:
    """Shrink a picture to its weighted points; where none lies, the colours around grow in, so that it packs well."""
    weighed = cv2.multiply(picture.astype(np.float32), cv2.merge([weight, weight, weight]))
    sums = cv2.resize(weighed, size, interpolation=cv2.INTER_AREA)
    counts = cv2.resize(weight, size, interpolation=cv2.INTER_AREA)
    colours = sums / np.maximum(counts, _LEAST)[..., None]
    known = (counts > _LEAST).astype(np.float32)
    reach = 3
    while known.min() == 0 and reach < 4 * max(size):
        near = cv2.blur(known, (reach, reach))
        grown = cv2.blur(colours * known[..., None], (reach, reach)) / np.maximum(near, _LEAST)[..., None]
        new = (known == 0) & (near > _LEAST)
        colours[new], known[new] = grown[new], 1
        reach = 2 * reach + 1
    return np.clip(colours, 0, 255).astype(np.uint8)
