"""What a picture looks like: a card, a page of print, or a photograph."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from shubbak.adapters.scan.arrays import Gray
from shubbak.adapters.scan.pages.print_map import PrintMap
from shubbak.adapters.scan.pages.scaling import shrunk

_SIDE = 300


@dataclass(frozen=True, slots=True)
class Looks:
    """flat: the share that is smooth and of the commonest colour, as paper is. letters: how many. letter_share: the
    usual letter's height in shares of the shorter side. aspect: the longer side over the shorter.
    """

    flat: float
    letters: int
    letter_share: float
    aspect: float


def measure_looks(page: Gray, print_map: PrintMap) -> Looks:
    """Measure what tells cards, pages and photographs apart."""
    scale = min(1.0, _SIDE / max(page.shape[:2]))
    lab = cv2.cvtColor(shrunk(page, scale), cv2.COLOR_BGR2LAB).astype(np.float32)
    bins = (lab[..., 1] // 6).astype(int) * 43 + (lab[..., 2] // 6).astype(int)
    usual = int(np.bincount(bins.ravel()).argmax())
    hue = np.median(lab[bins == usual][:, 1:], 0)
    near = np.hypot(lab[..., 1] - hue[0], lab[..., 2] - hue[1]) < 7
    gray = lab[..., 0]
    smooth = cv2.blur(np.abs(cv2.Laplacian(gray, cv2.CV_32F)), (5, 5)) < 5
    bright = gray > 0.72 * np.percentile(gray, 95)
    height, width = page.shape[:2]
    shorter = min(print_map.gray.shape)
    aspect = max(height, width) / min(height, width)
    return Looks(
        float((near & smooth & bright).mean()), len(print_map.letters), print_map.letter_height / shorter, aspect
    )


def looks_like(seen: Looks, zone: bool) -> str:
    """Return "card", "page", "photo", or "" where it cannot be told."""
    if zone:
        return "card"
    if (seen.letters < 12 and seen.flat < 0.55) or (seen.flat < 0.25 and seen.letter_share < 0.025):
        return "photo"
    carded = 1.25 < seen.aspect < 1.75
    if carded and seen.letter_share > 0.026 and seen.letters < 170:
        return "card"
    if seen.letters >= 25 and seen.letter_share < 0.03:
        return "page"
    return ""
