"""A second opinion before a zone is believed: another network looks at its lines again, twice as finely.

The reader sees a character in 12 pixels, with its neighbours beside it; the witness in 24, alone, and once more with
the contrast evened out within each character, where wear pales one half of a letter.
"""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np

from shubbak.adapters.scan.arrays import Floats
from shubbak.adapters.scan.looks import ZonePlane
from shubbak.adapters.scan.network import CLASSES, STRIDE, GlyphNetwork
from shubbak.adapters.scan.pyramid import Pyramid
from shubbak.adapters.scan.strips import STRIP_PITCH, cut_strips, flattened
from shubbak.domain.mrz_columns import COLUMNS
from shubbak.domain.mrz_witness import UNREADABLE, WITNESSED, Testimony

_SCALE = 2
_MARGIN = 1.0
_REACH = 0.33
"""Of a pitch, to each side of a character's middle: the plane errs by less."""

_PATCH = 15
"""Pixels across which paper and ink are measured for the second view: two thirds of a character."""
_LEAST_CONTRAST = 0.2
_CHARACTERS = CLASSES + UNREADABLE

View = tuple[tuple[Testimony, ...], ...]
"""What stands in each column of each line; nothing for a line that needs no witness."""


class Witness:
    """Asked only about what would be believed otherwise. One instance serves all threads."""

    def __init__(self, model: Path, threads: int) -> None:
        self._network = GlyphNetwork(model, threads, _SCALE)

    def load(self) -> None:
        """Load the network, which the first question does otherwise."""
        self._network.load()

    def views(self, pyramid: Pyramid, plane: ZonePlane, kind: str) -> tuple[View, View]:
        """Return what stands on the plane of a zone of this kind, as it is and with its contrast evened out."""
        quads, characters = plane.quads(0.0, _MARGIN)
        asked = [number for number, sorts in enumerate(COLUMNS[kind]) if WITNESSED & set(sorts)]
        strips = [flattened(strip) for strip in cut_strips(pyramid, [quads[at] for at in asked], characters, _SCALE)]
        tables = self._network.log_probabilities([*strips, *map(_evened, strips)])
        found = [_testimonies(table, plane.columns) for table in tables]
        return _view(quads, asked, found[: len(asked)]), _view(quads, asked, found[len(asked) :])


def _view(quads: list[Floats], asked: list[int], found: list[tuple[Testimony, ...]]) -> View:
    seen = dict(zip(asked, found, strict=True))
    return tuple(seen.get(number, ()) for number in range(len(quads)))


def _evened(strip: Floats) -> Floats:
    """Return the strip with paper and ink measured anew around every pixel; what has no contrast gets none."""
    smooth = cv2.GaussianBlur(strip, (0, 0), 1.0)
    patch = np.ones((_PATCH, _PATCH), np.uint8)
    paper = cv2.GaussianBlur(cv2.dilate(smooth, patch), (0, 0), _PATCH / 3)
    ink = cv2.GaussianBlur(cv2.erode(smooth, patch), (0, 0), _PATCH / 3)
    return np.asarray((strip - paper) / np.maximum(paper - ink, _LEAST_CONTRAST), np.float32)


def _testimonies(table: Floats, columns: int) -> tuple[Testimony, ...]:
    """Return every character's highest probability around the middle of each column."""
    steps = np.arange(table.shape[1]) + 0.5
    middles = (np.arange(columns) + _MARGIN) * STRIP_PITCH / STRIDE
    seen = np.exp(table[1 : len(_CHARACTERS) + 1])
    near = np.abs(steps[None] - middles[:, None]) <= _REACH * STRIP_PITCH / STRIDE
    return tuple(dict(zip(_CHARACTERS, seen[:, there].max(1).tolist(), strict=True)) for there in near)
